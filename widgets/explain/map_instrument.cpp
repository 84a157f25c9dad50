#include "widgets/explain/map_instrument.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "app/session/explain/patch_history.h"
#include "app/session/image_list.h"
#include "app/session/session.h"
#include "viz/scene/scatter_scene.h"
#include "widgets/controls/controls.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/map_choice.h"
#include "widgets/explain/map_drag.h"
#include "widgets/explain/map_export.h"
#include "widgets/explain/map_menu.h"
#include "widgets/explain/map_note.h"
#include "widgets/explain/map_panel.h"
#include "widgets/explain/map_patch_row.h"
#include "widgets/explain/map_quality.h"
#include "widgets/explain/map_setup.h"
#include "widgets/explain/overlay_images.h"
#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

constexpr int kProgress_ms = 150;
constexpr int kProgressSteps = 1000;

}  // namespace

MapInstrument::MapInstrument(ExplainSession& session, QWidget* parent)
    : Instrument("map", aboutMap(), AnyModel, session, parent),
      run_(new MapRun(session, this)),
      setup_(new MapSetup(session, this)),
      menu_(new MapMenu(this)) {
  progress_ = named(new QProgressBar(this), "mapProgress", tr("Progress of the maps"));
  progress_->setTextVisible(false);
  progress_->setRange(0, kProgressSteps);
  body()->addWidget(setup_);
  body()->addWidget(progress_);
  body()->addWidget(makeMaps(), 1);
  body()->addWidget(makeFoot());
  makeMenu();

  auto* tick = new QTimer(this);
  tick->setInterval(kProgress_ms);
  connect(tick, &QTimer::timeout, this, [this] {
    const double fraction = run_->fraction();
    progress_->setRange(0, fraction < 0 ? 0 : kProgressSteps);
    if (fraction >= 0) progress_->setValue(static_cast<int>(fraction * kProgressSteps));
  });
  connect(run_, &MapRun::stateChanged, this, [this, tick] {
    run_->isBusy() ? tick->start() : tick->stop();
    refreshRun();
  });
  connect(run_, &MapRun::tracingChanged, this, [this] {
    refreshSides();
    refreshNote();
  });
  connect(run_, &MapRun::mapChanged, this, [this](Slot slot) {
    const bool another = panel(slot).side().points != run_->side(slot).points;
    panel(slot).setSide(run_->side(slot), run_->state(), setup_->iterations(), waiting());
    quality_->setSide(slot, run_->side(slot).clusters, panel(slot).isVisibleTo(this));
    if (slot == Slot::ssa) drag_->showMoved();
    if (another) choice_->show();
  });
  connect(setup_, &MapSetup::goClicked, this, [this] { run_->isBusy() ? run_->stop() : go(); });
  connect(setup_, &MapSetup::scopeChanged, this, &MapInstrument::changeScope);
  connect(setup_, &MapSetup::changed, this, [this] {
    refreshKinds();
    prepare();
  });
  connect(setup_, &MapSetup::numbersChanged, this, &MapInstrument::refreshRun);
  connect(setup_, &MapSetup::colourChanged, this, &MapInstrument::refreshColours);
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, [this] {
    if (menu_->onlySelected()) refreshRun();
  });
  connect(&session.patches(), &PatchHistory::changed, this, &MapInstrument::refreshPatch);
  refreshPatch();
  refreshRun();
}

QWidget* MapInstrument::makeMaps() {
  auto* room = new QWidget(this);
  auto* pair = new QHBoxLayout(room);
  pair->setContentsMargins(12, 2, 12, 8);
  pair->setSpacing(12);
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    auto* own = panels_[static_cast<std::size_t>(slot)] = new MapPanel(slot, room);
    pair->addWidget(own, 1);
    connect(own, &MapPanel::lassoed, this, [this, slot](const std::vector<std::int32_t>& rows, Qt::KeyboardModifiers modifiers) {
      choice_->choose(slot, rows, modifiers);
    });
    connect(own, &MapPanel::pointClicked, this, [this, slot](int row) { openPoint(slot, row); });
    connect(own, &MapPanel::prototypeClicked, this, [this, slot](int id) { choice_->chooseClass(slot, id); });
    connect(own, &MapPanel::cleared, this, [this] { choice_->clear(); });
  }
  choice_ = new MapChoice(explain(), *run_, panels_, this);
  drag_ = new MapDrag(explain(), panel(Slot::ssa), this);
  connect(drag_, &MapDrag::answered, this, [this](const WhatIfResult& made) {
    patch_->tell(made);
    setOverlay(maskOver(made.mask, subject().labels.palette()), tr("What if"));
  });
  connect(drag_, &MapDrag::unchanged, this, [this] { setOverlay({}, {}); });
  connect(drag_, &MapDrag::failed, this, [this](const Error& error) { patch_->tell(textAndRemedy(error, subject().title)); });
  return room;
}

QWidget* MapInstrument::makeFoot() {
  auto* foot = new QWidget(this);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(12, 0, 12, 10);
  column->setSpacing(6);
  note_ = mutedLabel(foot);
  note_->setObjectName(QStringLiteral("mapNote"));
  note_->setWordWrap(true);
  quality_ = new MapQuality(foot);
  patch_ = new MapPatchRow(explain(), foot);
  column->addWidget(patch_);
  column->addWidget(note_);
  column->addWidget(quality_);
  return foot;
}

void MapInstrument::makeMenu() {
  auto* more = iconButton(setup_, "mapMore", tr("View and export"), "more");
  more->setPopupMode(QToolButton::InstantPopup);
  more->setMenu(menu_);
  setup_->addToBar(more);
  const auto onScenes = [this](auto change) {
    for (MapPanel* own : panels_)
      if (own->scene()) change(*own->scene());
  };
  connect(menu_, &MapMenu::fitRequested, this, [onScenes] { onScenes([](Scene& scene) { scene.fit(); }); });
  connect(menu_, &MapMenu::lookRequested, this, [this, onScenes](CameraPreset preset) {
    if (setup_->dimensions() == 3) onScenes([preset](Scene& scene) { scene.look(preset); });
  });
  connect(menu_, &MapMenu::axesToggled, this,
          [onScenes](bool on) { onScenes([on](Scene& scene) { scene.setAxesVisible(on); }); });
  connect(menu_, &MapMenu::pointLookChosen, this, [this](double size, double alpha) {
    for (MapPanel* own : panels_) own->setPointLook(size, alpha);
  });
  connect(menu_, &MapMenu::onlyToggled, this, &MapInstrument::refreshRun);
  export_ = new MapExport(explain(), *run_, panels_, this);
  connect(menu_, &MapMenu::coordinatesRequested, this, [this](Slot slot) { export_->askForCoordinates(slot, this); });
  connect(menu_, &MapMenu::figureRequested, this, [this] { export_->askForFigure(this); });
}

bool MapInstrument::isOfMany() const { return setup_->sources().scope() != MapSourceBar::Scope::picture; }

Instrument::Needs MapInstrument::needs() const { return isOfMany() ? Needs(Nothing) : Needs(AnyModel); }

QString MapInstrument::alsoMissing() const {
  const ExplainSubject& now = subject();
  return now.model(Slot::baseline) || now.model(Slot::ssa) ? QString() : tr("Load a model in the bar above.");
}

void MapInstrument::refresh() {
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    panel(slot).setSubject(subject());
    panel(slot).setVisible(isOfMany() ? subject().model(slot) != nullptr : explain().trace(slot) != nullptr);
  }
  setup_->sources().refresh();
  refreshKinds();
  refreshColours();
  if (isOfMany()) {
    choice_->light();
    return refreshRun();
  }
  // Both models look at the picture one after the other; the maps wait for the last.
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (subject().model(slot) && explain().traceState(slot) == TraceState::running) return;
  bool covered = run_->state() != MapRun::State::none;
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (explain().trace(slot) && !run_->side(slot).points && !run_->isBusy()) covered = false;
  if (!covered && run_->state() != MapRun::State::failed) prepare();
  refreshRun();
  refreshPatch();
}

// A map of several pictures stays while others are opened.
void MapInstrument::forget() {
  if (run_->isOfMany() && run_->isOf(subject())) return;
  choice_->forget();
  run_->clear();
  refreshSides();
}

void MapInstrument::changeScope() {
  if (run_->isOfMany() != isOfMany()) {
    choice_->forget();
    run_->clear();
  }
  renew();
}

void MapInstrument::refreshKinds() {
  std::vector<PrototypeKind> there;
  bool traced = false;
  for (const Slot slot : {Slot::ssa, Slot::baseline})
    if (const auto trace = explain().trace(slot)) {
      traced = true;
      for (const PrototypeKind kind : kindsOf(setup_->space(), trace->info(), isOfMany() || subject().truth != nullptr))
        if (std::find(there.begin(), there.end(), kind) == there.end()) there.push_back(kind);
    }
  if (traced) setup_->offerKinds(there);
  refreshNote();
}

MapQuestion MapInstrument::question() const {
  auto& selection = const_cast<MapInstrument*>(this)->explain().selection();
  return setup_->question(menu_->onlySelected() ? selection.cells() : CellSet{});
}

// The first pictures of another question: the descent is asked for by hand, and so is tracing many pictures.
void MapInstrument::prepare() {
  if (isOfMany() || !isVisible() || (!explain().trace(Slot::baseline) && !explain().trace(Slot::ssa))) return refreshRun();
  if (run_->state() != MapRun::State::none && sameMap(run_->question(), question())) return refreshRun();
  choice_->forget();
  run_->start(question(), 0);
}

void MapInstrument::go() {
  const MapQuestion asked = question();
  if (isOfMany() && !asked.source) return;
  if (run_->isBusy() || run_->state() == MapRun::State::none || run_->state() == MapRun::State::failed ||
      !sameMap(run_->question(), asked) || run_->iterationsDone() >= asked.options.iterations) {
    choice_->forget();
    run_->start(asked, asked.options.iterations);
  } else {
    run_->resume(asked.options.iterations - run_->iterationsDone());
  }
}

void MapInstrument::refreshRun() {
  const MapRun::State state = run_->state();
  const bool same = state != MapRun::State::none && state != MapRun::State::failed && sameMap(run_->question(), question());
  const int done = run_->iterationsDone();
  const bool begun = done > 0 || (run_->isOfMany() && state == MapRun::State::paused);
  const QString missing = setup_->sources().missing();
  setup_->setGo(run_->isBusy()                 ? tr("Stop")
                : !same || !begun              ? tr("Run")
                : done >= setup_->iterations() ? tr("Run again")
                                               : tr("Resume"),
                run_->isBusy() || missing.isEmpty(), run_->isBusy() ? QString() : missing);
  progress_->setVisible(run_->isBusy());
  menu_->setOnlyEnabled(!isOfMany());
  for (const Slot slot : {Slot::baseline, Slot::ssa}) menu_->setCoordinatesEnabled(slot, run_->embedding(slot).has_value());
  refreshSides();
  refreshColours();
  refreshNote();
  if (state == MapRun::State::failed && !isOfMany()) showFault(run_->error());
}

void MapInstrument::refreshSides() {
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    panel(slot).setSide(run_->side(slot), run_->state(), setup_->iterations(), waiting());
    quality_->setSide(slot, run_->side(slot).clusters, panel(slot).isVisibleTo(this));
  }
  drag_->showMoved();
  choice_->show();
  refreshHint();
}

QString MapInstrument::waiting() const {
  const MapRun::Tracing& tracing = run_->tracing();
  switch (run_->state()) {
    case MapRun::State::tracing:
      return tracing.all == 0
                 ? tr("Listing the pictures…")
                 : tr("The models look at picture %1 of %2…").arg(std::min(tracing.done + 1, tracing.all)).arg(tracing.all);
    case MapRun::State::running:
      return tr("Gathering points…");
    case MapRun::State::paused:
      return tr("Stopped after %1 of %2 pictures; Resume goes on with the next.").arg(tracing.done).arg(tracing.all);
    case MapRun::State::none:
      if (!isOfMany()) return {};
      return setup_->sources().source()
                 ? tr("Run lets the models look at %1 one after another, then makes the map.").arg(setup_->sources().title())
                 : setup_->sources().missing();
    default:
      return {};
  }
}

void MapInstrument::refreshColours() {
  const auto any = [this](auto holds) {
    for (const Slot slot : {Slot::baseline, Slot::ssa})
      if (const auto& points = run_->side(slot).points; points && holds(*points)) return true;
    return false;
  };
  const bool truth = isOfMany() ? !any([](const MapPoints&) { return true; }) ||
                                      any([](const MapPoints& points) { return !points.truth.empty(); })
                                : subject().truth != nullptr;
  const QString noTruth = isOfMany() ? tr("None of the pictures has truth") : tr("This picture has no truth");
  setup_->setColourEnabled(MapColour::truth, truth, noTruth);
  setup_->setColourEnabled(MapColour::correctness, truth, noTruth);
  setup_->setColourEnabled(MapColour::picture, isOfMany(), tr("The map is of one picture alone: choose several above"));
  std::vector<bool> visible;
  for (int id = 0; id < subject().labels.count(); ++id) visible.push_back(explain().session().classVisible(id));
  for (MapPanel* own : panels_) own->setColouring(setup_->colour(), visible);
}

void MapInstrument::refreshNote() {
  const bool shown = run_->state() != MapRun::State::none;
  const MapPoints* points = nullptr;
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (run_->side(slot).points) points = run_->side(slot).points.get();
  const MapQuestion asked = question();
  QStringList words{noteOfSpace(shown ? run_->question() : asked)};
  if (points) words += noteOfPictures(*points);
  words += noteOfTracing(run_->tracing());
  if (setup_->dimensions() == 3 && setup_->sources().mostPoints() > kMostCellsInSpace)
    words +=
        tr("In three dimensions every pair is summed: at most %1 points are taken.").arg(QLocale().toString(kMostCellsInSpace));
  if (isOfMany() && run_->isOfMany() && !sameMap(run_->question(), asked))
    words += tr("What is set above is another map; Run makes it.");
  if (isOfMany() && run_->state() == MapRun::State::failed) words = {textAndRemedy(run_->error())};
  words.removeAll(QString());
  note_->setText(words.join(QLatin1Char(' ')));
  note_->setToolTip(skippedText(run_->tracing()));
}

void MapInstrument::refreshPatch() {
  refreshHint();
  if (!isVisible())
    renew();  // when it is looked at
  else if (!isOfMany())
    drag_->ask();
}

void MapInstrument::refreshHint() {
  // Always there where it may be needed: a row that comes with the first step would push the map from under the hand.
  patch_->setVisible(!isOfMany() && subject().isAdaptive(Slot::ssa));
  const QString why = drag_->whyNot();
  patch_->refresh(why.isEmpty() ? tr("Drag a star: its class moves, and the mask follows. In a pile, zoom in first.") : why);
}

void MapInstrument::openPoint(Slot slot, int row) {
  const auto points = run_->side(slot).points;
  if (!points || row < 0 || static_cast<std::size_t>(row) >= points->cells.size()) return;
  choice_->choose(slot, {row}, {});
  const int picture = points->placeOf(static_cast<std::size_t>(row)).picture;
  if (picture == choice_->openPicture(*points)) return;
  const MapPoints::Picture& other = points->pictures[static_cast<std::size_t>(picture)];
  Session& session = explain().session();
  const QString path = QString::fromStdString(other.path);
  if (const int known = session.images().rowOf(path); known >= 0)
    session.openRow(known);
  else
    Q_EMIT pictureRequested(path, QString::fromStdString(other.mask));
}

void MapInstrument::saveCoordinates(Slot slot, const QString& file) { export_->saveCoordinates(slot, file); }
QImage MapInstrument::figure() { return export_->figure(); }

Instrument* makeMapInstrument(ExplainSession& session, QWidget* parent) { return new MapInstrument(session, parent); }

}  // namespace ssa

#include "moc_map_instrument.cpp"
