#include "widgets/explain/map_choice.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/session/qt_convert.h"
#include "widgets/explain/map_panel.h"

namespace ssa {

MapChoice::MapChoice(ExplainSession& session, MapRun& run, std::array<MapPanel*, kSlots> panels, QObject* parent)
    : QObject(parent), session_(session), run_(run), panels_(panels) {
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, [this](const QObject* source) {
    // The session empties it for another picture; what was chosen in that one is lit again.
    if (source != this && source != &session_) chosen_.clear();
    show();
  });
}

int MapChoice::openPicture(const MapPoints& points) const {
  if (!points.question.source) return 0;
  const QString& open = session_.subject().path;
  return open.isEmpty() ? -1 : points.pictureOf(toPath(open).string());
}

void MapChoice::choose(Slot slot, const std::vector<std::int32_t>& rows, Qt::KeyboardModifiers modifiers) {
  const auto& points = run_.side(slot).points;
  if (!points) return;
  std::vector<CellSet> fresh;
  for (const MapPoints::Picture& one : points->pictures) fresh.push_back({one.grid, {}});
  for (const std::int32_t row : rows) {
    const auto [picture, cell] = points->placeOf(static_cast<std::size_t>(row));
    fresh[static_cast<std::size_t>(picture)].cells.push_back(cell);
  }
  const int open = openPicture(*points);
  const bool takes = modifiers & Qt::ControlModifier;
  const bool adds = !takes && (modifiers & Qt::ShiftModifier) && points->question.options.dimensions == 2;
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    CellSet& own = fresh[i] = CellSet::of(fresh[i].grid, std::move(fresh[i].cells));
    if (!adds && !takes) continue;
    const CellSet before = (static_cast<int>(i) == open ? session_.selection().cells()
                            : i < chosen_.size()        ? chosen_[i]
                                                        : CellSet{})
                               .on(own.grid);
    std::vector<std::int32_t> next;
    if (takes)
      std::set_difference(before.cells.begin(), before.cells.end(), own.cells.begin(), own.cells.end(), std::back_inserter(next));
    else
      std::set_union(before.cells.begin(), before.cells.end(), own.cells.begin(), own.cells.end(), std::back_inserter(next));
    own.cells = std::move(next);
  }
  chosen_ = std::move(fresh);
  session_.selection().setCells(open >= 0 ? chosen_[static_cast<std::size_t>(open)] : CellSet{}, this);
  show();
}

void MapChoice::chooseClass(Slot slot, int id) {
  const auto& points = run_.side(slot).points;
  if (!points) return;
  std::vector<std::int32_t> rows;
  for (std::size_t i = 0; i < points->cells.size(); ++i)
    if (points->predicted[i] == id) rows.push_back(static_cast<std::int32_t>(i));
  choose(slot, rows, {});
}

void MapChoice::clear() {
  chosen_.clear();
  session_.selection().clear(this);
  show();
}

void MapChoice::forget() { chosen_.clear(); }

void MapChoice::show() {
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    const auto& points = run_.side(slot).points;
    if (!points) continue;
    std::vector<std::int32_t> rows;
    const int open = openPicture(*points);
    for (int picture = 0; picture < static_cast<int>(points->pictures.size()); ++picture) {
      const auto at = static_cast<std::size_t>(picture);
      const CellSet cells = (picture == open       ? session_.selection().cells()
                             : at < chosen_.size() ? chosen_[at]
                                                   : CellSet{})
                                .on(points->pictures[at].grid);
      for (const std::int32_t cell : cells.cells)
        if (const int row = points->rowOf({picture, cell}); row >= 0) rows.push_back(row);
    }
    panels_[static_cast<std::size_t>(slot)]->setChosen(rows);
  }
}

void MapChoice::light() {
  if (chosen_.empty() || !session_.selection().cells().empty()) return;
  for (const Slot slot : {Slot::ssa, Slot::baseline}) {
    const auto& points = run_.side(slot).points;
    if (!points) continue;
    const int open = openPicture(*points);
    if (open >= 0 && static_cast<std::size_t>(open) < chosen_.size())
      session_.selection().setCells(chosen_[static_cast<std::size_t>(open)], this);
    return;
  }
}

}  // namespace ssa

#include "moc_map_choice.cpp"
