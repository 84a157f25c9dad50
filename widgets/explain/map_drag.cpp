#include "widgets/explain/map_drag.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/session/explain/map_pull.h"
#include "app/session/explain/patch_history.h"
#include "app/session/session.h"
#include "viz/scene/scatter_scene.h"
#include "widgets/explain/map_panel.h"
#include "widgets/gl/vtk_host.h"

namespace ssa {
namespace {

constexpr double kClickReach_px = 4;
constexpr std::size_t kMostDropped = 500;  // as many as steps are kept

}  // namespace

MapDrag::MapDrag(ExplainSession& session, MapPanel& panel, QObject* parent) : QObject(parent), session_(session), panel_(panel) {
  panel.setPrototypeHint([this](const MapPoints::Prototype& prototype) {
    const QString why = whyNot(prototype);
    return why.isEmpty() ? tr("drag it to move the class") : why;
  });
  connect(&session.patches(), &PatchHistory::changed, this, &MapDrag::showMoved);
  connect(&session.session().jobs(), &JobQueue::jobStopped, this, [this](quint64 id) {
    if (id != job_) return;
    job_ = 0;
    asking_ = false;
  });
  if (panel.host()) listen();
}

void MapDrag::listen() {
  VtkHost& host = *panel_.host();
  host.setGrab([this, &host](ViewPoint pos) {
    const auto prototype = grabbable(pos);
    if (!prototype) return false;
    from_ = pos;
    moved_ = false;
    begin(*prototype);
    host.setCursor(Qt::ClosedHandCursor);
    return true;
  });
  connect(&host, &VtkHost::hovered, this, [this, &host](std::optional<ViewPoint> pos) {
    if (pos && grabbable(*pos))
      host.setCursor(Qt::OpenHandCursor);
    else
      host.unsetCursor();
  });
  connect(&host, &VtkHost::dragged, this, [this, &host](ViewPoint pos) {
    moved_ = moved_ || std::hypot(pos.x - from_.x, pos.y - from_.y) >= kClickReach_px * host.devicePixelRatioF();
    if (moved_) moveTo(panel_.scene()->planeAt(pos));
  });
  connect(&host, &VtkHost::dropped, this, [this, &host](ViewPoint) {
    host.unsetCursor();
    const int held = held_.value_or(-1);
    drop();
    const auto& points = panel_.side().points;
    if (!moved_ && held >= 0 && points)
      Q_EMIT panel_.prototypeClicked(points->prototypes[static_cast<std::size_t>(held)].classId);
  });
  connect(&host, &VtkHost::letGo, this, [this, &host] {
    host.unsetCursor();
    letGo();
  });
}

QString MapDrag::whyNot() const {
  const auto& points = panel_.side().points;
  if (!points || !panel_.side().map) return tr("There is no map yet.");
  if (!points->info.hasSsa) return tr("A plain classifier adapts nothing: its prototypes stay.");
  if (points->question.source) return tr("To move a class, map one picture alone.");
  if (points->question.space != FeatureSpace::joint)
    return tr("To move a class, choose F + P_f with Q: the decision is made there.");
  if (panel_.side().map->dimensions != 2) return tr("To move a class, choose two dimensions.");
  return {};
}

QString MapDrag::whyNot(const MapPoints::Prototype& prototype) const {
  const QString why = whyNot();
  if (!why.isEmpty()) return why;
  return prototype.kind == PrototypeKind::joint ? QString() : tr("The teacher's prototypes decide nothing here.");
}

std::optional<int> MapDrag::grabbable(ViewPoint pos) const {
  const auto& points = panel_.side().points;
  if (!panel_.scene() || !points) return {};
  const auto glyph = panel_.scene()->glyphAt(pos);
  if (!glyph || *glyph >= static_cast<int>(points->prototypes.size())) return {};
  if (!whyNot(points->prototypes[static_cast<std::size_t>(*glyph)]).isEmpty()) return {};
  return glyph;
}

void MapDrag::begin(int prototype) {
  held_ = prototype;
  ++gesture_;
  stepped_ = false;
}

void MapDrag::moveTo(std::array<float, 2> pos) {
  const auto& points = panel_.side().points;
  const auto& map = panel_.side().map;
  const auto trace = session_.trace(Slot::ssa);
  if (!held_ || !points || !map || !trace || *held_ >= static_cast<int>(points->prototypes.size())) return;
  const int id = points->prototypes[static_cast<std::size_t>(*held_)].classId;
  const MapPull pull = pullTo(*points, *map, *held_, pos);
  std::vector<float> prototype;
  if (pull.amount > 0) {
    auto towards = prototypeTowards(*trace, id, pull.cells, pull.weights, pull.amount);
    if (!towards) return void(Q_EMIT failed(towards.error()));
    prototype = std::move(*towards);
    std::erase_if(dropped_, [this](const Dropped& one) { return one.gesture == gesture_; });
    if (dropped_.size() >= kMostDropped) dropped_.erase(dropped_.begin());
    dropped_.push_back({id, prototype, pos, gesture_});
  }
  const Patch before = session_.patches().patch();
  session_.patches().edit([&](Patch& patch) { patch.of(id).prototype = std::move(prototype); },
                          QStringLiteral("map drag %1").arg(gesture_));
  stepped_ = stepped_ || before != session_.patches().patch();
}

void MapDrag::drop() {
  held_.reset();
  showMoved();
}

void MapDrag::letGo() {
  held_.reset();
  if (std::exchange(stepped_, false)) session_.patches().undo();
  showMoved();
}

void MapDrag::showMoved() {
  std::map<int, std::array<float, 2>> moved;
  const auto& points = panel_.side().points;
  // On another map these places mean nothing.
  if (std::exchange(placedOn_, panel_.side().map) != panel_.side().map && !held_) dropped_.clear();
  if (points && whyNot().isEmpty())
    for (const Patch::OfClass& one : session_.patches().patch().classes) {
      const auto place = std::find_if(dropped_.rbegin(), dropped_.rend(), [&one](const Dropped& known) {
        return known.classId == one.id && known.prototype == one.prototype;
      });
      if (place == dropped_.rend()) continue;
      for (std::size_t i = 0; i < points->prototypes.size(); ++i)
        if (points->prototypes[i].kind == PrototypeKind::joint && points->prototypes[i].classId == one.id)
          moved[static_cast<int>(i)] = place->place;
    }
  panel_.setMoved(std::move(moved));
}

// The mask of every step would never come while the hand moves faster than it is made: what came meanwhile is asked for once
// the last answer is there.
void MapDrag::ask() {
  Patch patch = session_.patches().patch();
  const auto live = session_.patches().liveFor(session_.trace(Slot::ssa));
  if (patch.empty() || !live || !live->trace().info().hasSsa) {
    askAgain_ = false;
    if (asking_) session_.stop(job_);
    return void(Q_EMIT unchanged());
  }
  if (std::exchange(asking_, true)) {
    askAgain_ = true;
    return;
  }
  patch.modelSha256 = live->trace().info().modelSha256;
  const quint64 job = session_.run<WhatIfResult>(
      QStringLiteral("map-whatif"), tr("What if, %1").arg(session_.subject().title), Lane::io,
      [live, patch = std::move(patch)](const StopToken& stop, ProgressSink&) { return live->apply(patch, stop); }, this,
      [this](Result<WhatIfResult> made) {
        asking_ = false;
        job_ = 0;
        if (made)
          Q_EMIT answered(*made);
        else if (made.error().code != ErrorCode::stopped)
          Q_EMIT failed(made.error());
        if (std::exchange(askAgain_, false)) ask();
      });
  if (asking_) job_ = job;
}

}  // namespace ssa

#include "moc_map_drag.cpp"
