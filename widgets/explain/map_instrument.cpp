#include "widgets/explain/map_instrument.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "engine/core/safe_file.h"
#include "viz/scene/scatter_scene.h"
#include "widgets/controls/controls.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/map_panel.h"
#include "widgets/explain/prototype_text.h"
#include "widgets/gl/vtk_host.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kProgress_ms = 150;
constexpr int kProgressSteps = 1000;

QString figureText(double value, int digits) {
  return std::isfinite(value) ? QLocale().toString(value, 'f', digits) : QStringLiteral("–");
}

}  // namespace

MapInstrument::MapInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "map",
          {tr("Map of pixel features"),
           tr("Every cell of the picture becomes a point; cells whose features are alike lie together, and the prototypes stand "
              "among them. Side by side, the two maps show whether adaptation moves prototypes into the clouds of their "
              "classes."),
           tr("Points are cells of the feature grid, shapes are prototypes; a line leads from a fixed prototype to what it "
              "became. "
              "Drag to draw a lasso (Shift adds, Ctrl takes away), the wheel zooms, the middle button or Space moves. In three "
              "dimensions dragging turns the cloud and Shift draws the lasso.\n\nt-SNE keeps neighbourhoods, not distances: how "
              "far "
              "apart two clouds lie, and how large they are, means nothing. The two maps are made separately, so places in one "
              "mean nothing in the other. KL says how badly neighbourhoods are kept (0 is best); the share of kept neighbours "
              "says it in plain numbers.\n\nThe numbers below are taken in the feature space itself, not on the map: they can be "
              "compared between the models."),
           tr("p_j|i ∝ exp(−d(f_i, f_j)² / 2σ_i²),  p_ij = (p_j|i + p_i|j) / 2N\n"
              "q_ij ∝ 1 / (1 + |y_i − y_j|²)\n"
              "KL = Σ p_ij log(p_ij / q_ij) → minimum over y\n"
              "silhouette = mean of (b − a) / max(a, b)")},
          AnyModel, session, parent),
      run_(new MapRun(session, this)) {
  auto* maps = new QWidget(this);
  auto* pair = new QHBoxLayout(maps);
  pair->setContentsMargins(0, 0, 0, 0);
  pair->setSpacing(12);
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    auto* panel = panels_[static_cast<std::size_t>(slot)] = new MapPanel(slot, maps);
    pair->addWidget(panel, 1);
    connect(panel, &MapPanel::lassoed, this, &MapInstrument::select);
    connect(panel, &MapPanel::cleared, this, [this] { explain().selection().clear(this); });
    connect(panel, &MapPanel::prototypeClicked, this, &MapInstrument::selectClass);
  }
  auto* whole = new QWidget(this);
  auto* rows = new QVBoxLayout(whole);
  rows->setContentsMargins(12, 2, 12, 8);
  rows->setSpacing(6);
  rows->addWidget(maps, 1);
  body()->addWidget(makeBar());
  body()->addWidget(makeParameters());
  progress_ = named(new QProgressBar(this), "mapProgress", tr("Progress of the maps"));
  progress_->setTextVisible(false);
  progress_->setRange(0, kProgressSteps);
  body()->addWidget(progress_);
  body()->addWidget(whole, 1);
  body()->addWidget(makeFoot());

  auto* tick = new QTimer(this);
  tick->setInterval(kProgress_ms);
  connect(tick, &QTimer::timeout, this, [this] {
    const double fraction = run_->fraction();
    progress_->setRange(0, fraction < 0 ? 0 : kProgressSteps);
    if (fraction >= 0) progress_->setValue(static_cast<int>(fraction * kProgressSteps));
  });
  connect(run_, &MapRun::stateChanged, this, [this, tick] {
    run_->state() == MapRun::State::running ? tick->start() : tick->stop();
    refreshRun();
  });
  connect(run_, &MapRun::mapChanged, this, [this](Slot slot) {
    panel(slot).setSide(run_->side(slot), run_->state(), run_->question().options.iterations);
    refreshQuality();
  });
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, [this] {
    for (MapPanel* panel : panels_) panel->setSelection(explain().selection().cells());
  });
  refreshNote();
  refreshRun();
}

QWidget* MapInstrument::makeBar() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 0, 12, 4);
  row->setSpacing(6);
  space_ = pickList(bar, "mapSpace", tr("Feature space"));
  space_->addItem(tr("F with S"));
  space_->addItem(tr("F + P_f with Q"));
  kindsButton_ = pushButton(bar, "mapKinds", tr("Prototypes"));
  kindsButton_->setToolTip(tr("Which prototypes stand on the map"));
  kinds_ = new QMenu(kindsButton_);
  kinds_->setObjectName(QStringLiteral("mapKindsMenu"));
  kindsButton_->setMenu(kinds_);
  colour_ = pickList(bar, "mapColour", tr("Colour of the points"));
  for (const QString& text :
       {tr("Colour: prediction"), tr("Colour: truth"), tr("Colour: confidence"), tr("Colour: right or wrong")})
    colour_->addItem(text);
  dimensions_ = pickList(bar, "mapDimensions", tr("Dimensions of the map"));
  dimensions_->addItem(tr("2-D"));
  dimensions_->addItem(tr("3-D"));
  go_ = pushButton(bar, "mapRun", tr("Run"));
  go_->setProperty("primary", true);
  more_ = iconButton(bar, "mapMore", tr("View and export"), "more");
  more_->setPopupMode(QToolButton::InstantPopup);
  menu_ = new QMenu(more_);
  menu_->setObjectName(QStringLiteral("mapMenu"));
  more_->setMenu(menu_);
  fillMenu();
  row->addWidget(space_);
  row->addWidget(kindsButton_);
  row->addWidget(colour_);
  row->addWidget(dimensions_);
  row->addStretch(1);
  row->addWidget(go_);
  row->addWidget(more_);
  connect(space_, &QComboBox::currentIndexChanged, this, [this] {
    refreshKinds();
    refreshNote();
    prepare();
  });
  connect(colour_, &QComboBox::currentIndexChanged, this, &MapInstrument::refreshColours);
  connect(dimensions_, &QComboBox::currentIndexChanged, this, &MapInstrument::prepare);
  connect(go_, &QPushButton::clicked, this, [this] { run_->state() == MapRun::State::running ? run_->stop() : go(); });
  return bar;
}

QWidget* MapInstrument::makeParameters() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(12, 0, 12, 6);
  row->setSpacing(6);
  const auto add = [row, bar](const QString& name, QWidget* field) {
    auto* label = mutedLabel(bar, name);
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field);
    row->addSpacing(6);
  };
  metric_ = pickList(bar, "mapMetric", tr("Distance between features"));
  metric_->addItem(tr("cosine"), static_cast<int>(EmbeddingMetric::cosine));
  metric_->addItem(tr("Euclidean"), static_cast<int>(EmbeddingMetric::euclidean));
  perplexity_ = named(new QDoubleSpinBox(bar), "mapPerplexity", tr("Perplexity"));
  perplexity_->setRange(1, 1000);
  perplexity_->setDecimals(0);
  perplexity_->setValue(30);
  perplexity_->setToolTip(tr("How many neighbours a point has in effect"));
  rate_ = named(new QDoubleSpinBox(bar), "mapRate", tr("Learning rate"));
  rate_->setRange(0, 1e6);
  rate_->setDecimals(0);
  rate_->setSpecialValueText(tr("auto"));
  rate_->setToolTip(tr("Step size as scikit-learn counts it; auto: points / 48, at least 50"));
  iterations_ = named(new QSpinBox(bar), "mapIterations", tr("Iterations"));
  iterations_->setRange(50, 20'000);
  iterations_->setSingleStep(250);
  iterations_->setValue(1000);
  seed_ = named(new QSpinBox(bar), "mapSeed", tr("Seed"));
  seed_->setRange(0, 999'999);
  seed_->setToolTip(tr("Equal seeds give equal maps, bit for bit"));
  add(tr("Distance"), metric_);
  add(tr("Perplexity"), perplexity_);
  add(tr("Rate"), rate_);
  add(tr("Iterations"), iterations_);
  add(tr("Seed"), seed_);
  row->addStretch(1);
  connect(metric_, &QComboBox::currentIndexChanged, this, [this] {
    refreshNote();
    prepare();
  });
  for (QDoubleSpinBox* field : {perplexity_, rate_})
    connect(field, &QDoubleSpinBox::valueChanged, this, &MapInstrument::refreshRun);
  for (QSpinBox* field : {iterations_, seed_}) connect(field, &QSpinBox::valueChanged, this, &MapInstrument::refreshRun);
  return bar;
}

QWidget* MapInstrument::makeFoot() {
  auto* foot = new QWidget(this);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(12, 0, 12, 10);
  column->setSpacing(6);
  note_ = mutedLabel(foot);
  note_->setObjectName(QStringLiteral("mapNote"));
  note_->setWordWrap(true);
  quality_ = named(new QTableWidget(2, 7, foot), "mapQuality", tr("Quality of the clusters in feature space"));
  quality_->setHorizontalHeaderLabels({tr("In the space"), tr("Silhouette ↑"), tr("Davies–B. ↓"), tr("Separation ↑"),
                                       tr("To own ↓"), tr("To other ↑"), tr("Own nearest ↑")});
  const QString tips[] = {tr("Taken in the feature space, by the truth where there is one, else by the prediction"),
                          tr("How much nearer a cell is to its own class than to the next; −1 to 1"),
                          tr("Spread of the classes over the distance of their means, worst partner; 0 is best"),
                          tr("Scatter of the class means over scatter within the classes"),
                          tr("Mean distance of cells to the prototype of their class"),
                          tr("Mean distance of cells to the nearest prototype of another class"),
                          tr("Share of the cells whose nearest prototype is their own")};
  for (int i = 0; i < 7; ++i) quality_->horizontalHeaderItem(i)->setToolTip(tips[i]);
  quality_->verticalHeader()->hide();
  quality_->verticalHeader()->setDefaultSectionSize(24);
  quality_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  quality_->horizontalHeader()->setHighlightSections(false);
  quality_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  quality_->setSelectionMode(QAbstractItemView::NoSelection);
  quality_->setFocusPolicy(Qt::TabFocus);
  quality_->setTabKeyNavigation(false);
  quality_->setShowGrid(false);
  quality_->setFixedHeight(24 * 2 + 30);
  quality_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  quality_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(note_);
  column->addWidget(quality_);
  return foot;
}

void MapInstrument::fillMenu() {
  const auto onScenes = [this](auto change) {
    for (MapPanel* panel : panels_)
      if (panel && panel->scene()) change(*panel->scene());
  };
  const auto add = [this](const char* name, const QString& text, auto act) {
    QAction* action = menu_->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    connect(action, &QAction::triggered, this, act);
    return action;
  };
  add("mapFit", tr("Show everything"), [onScenes] { onScenes([](Scene& scene) { scene.fit(); }); });
  const std::tuple<const char*, QString, CameraPreset> presets[] = {{"mapFront", tr("From the front"), CameraPreset::front},
                                                                    {"mapTop", tr("From above"), CameraPreset::top},
                                                                    {"mapSide", tr("From the side"), CameraPreset::side},
                                                                    {"mapOblique", tr("From a corner"), CameraPreset::oblique}};
  for (const auto& [name, text, preset] : presets)
    add(name, text, [this, onScenes, preset = preset] {
      if (dimensions_->currentIndex() == 1) onScenes([preset](Scene& scene) { scene.look(preset); });
    });
  QAction* axes = add("mapAxes", tr("Axes"), [onScenes](bool on) { onScenes([on](Scene& scene) { scene.setAxesVisible(on); }); });
  axes->setCheckable(true);
  menu_->addSeparator();
  auto* sizes = menu_->addMenu(tr("Points"));
  auto* group = new QActionGroup(sizes);
  const std::tuple<const char*, QString, double, double> looks[] = {
      {"mapFine", tr("Fine"), 2.0, 0.55}, {"mapMedium", tr("Medium"), 4.0, 0.75}, {"mapCoarse", tr("Large"), 7.0, 0.9}};
  for (const auto& [name, text, size, alpha] : looks) {
    QAction* action = sizes->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setCheckable(true);
    action->setChecked(size == 4.0);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, size = size, alpha = alpha] {
      for (MapPanel* panel : panels_) panel->setPointLook(size, alpha);
    });
  }
  only_ = add("mapOnlySelected", tr("Map the selected cells only"), [this] { refreshRun(); });
  only_->setCheckable(true);
  menu_->addSeparator();
  add("mapSaveSsa", tr("Save coordinates of SSA…"), [this] { askForFile(Slot::ssa); });
  add("mapSaveBaseline", tr("Save coordinates of the baseline…"), [this] { askForFile(Slot::baseline); });
  add("mapSaveFigure", tr("Save both maps as a picture…"), [this] { askForFigure(); });
}

void MapInstrument::refresh() {
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    panel(slot).setSubject(subject());
    panel(slot).setVisible(explain().trace(slot) != nullptr);
  }
  const bool truth = subject().truth != nullptr;
  if (!truth && (colour_->currentIndex() == 1 || colour_->currentIndex() == 3)) colour_->setCurrentIndex(0);
  refreshKinds();
  refreshColours();
  // Both models look at the picture one after the other; the maps wait for the last.
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (subject().model(slot) && explain().traceState(slot) == TraceState::running) return;
  bool covered = run_->state() != MapRun::State::none;
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (explain().trace(slot) && !run_->side(slot).points && run_->state() != MapRun::State::running) covered = false;
  if (!covered && run_->state() != MapRun::State::failed) prepare();
  refreshRun();
}

void MapInstrument::forget() {
  run_->clear();
  refreshSides();
  refreshQuality();
}

void MapInstrument::refreshKinds() {
  std::vector<PrototypeKind> there;
  const FeatureSpace space = space_->currentIndex() == 1 ? FeatureSpace::joint : FeatureSpace::decoder;
  for (const Slot slot : {Slot::ssa, Slot::baseline})
    if (const auto trace = explain().trace(slot))
      for (const PrototypeKind kind : kindsOf(space, trace->info(), subject().truth != nullptr))
        if (std::find(there.begin(), there.end(), kind) == there.end()) there.push_back(kind);
  std::vector<PrototypeKind> known;
  for (const auto& [kind, action] : kindActions_) known.push_back(kind);
  if (there == known) return;
  kinds_->clear();
  kindActions_.clear();
  for (const PrototypeKind kind : there) {
    QAction* action = kinds_->addAction(prototypeTitle(kind));
    action->setCheckable(true);
    // What comes out of a perceptron shares no space with pixels: shown where it is asked for, with a word of warning.
    action->setChecked(spaceOf(kind).has_value() || kind == PrototypeKind::semantic || needsTruth(kind));
    if (kind == PrototypeKind::teacherSemantic) action->setChecked(false);
    connect(action, &QAction::toggled, this, [this] {
      refreshNote();
      prepare();
    });
    kindActions_.emplace_back(kind, action);
  }
  refreshNote();
}

MapQuestion MapInstrument::question() const {
  MapQuestion question;
  question.space = space_->currentIndex() == 1 ? FeatureSpace::joint : FeatureSpace::decoder;
  for (const auto& [kind, action] : kindActions_)
    if (action->isChecked()) question.kinds.push_back(kind);
  if (only_->isChecked()) question.only = const_cast<MapInstrument*>(this)->explain().selection().cells();
  question.options.dimensions = dimensions_->currentIndex() == 1 ? 3 : 2;
  question.options.metric = static_cast<EmbeddingMetric>(metric_->currentData().toInt());
  question.options.perplexity = perplexity_->value();
  question.options.learningRate = rate_->value();
  question.options.iterations = iterations_->value();
  question.options.seed = static_cast<std::uint64_t>(seed_->value());
  return question;
}

// The first pictures of another question: the descent is asked for by hand.
void MapInstrument::prepare() {
  if (!isVisible() || (!explain().trace(Slot::baseline) && !explain().trace(Slot::ssa))) return;
  if (run_->state() != MapRun::State::none && sameMap(run_->question(), question())) return refreshRun();
  run_->start(question(), 0);
}

void MapInstrument::go() {
  const MapQuestion asked = question();
  if (run_->state() == MapRun::State::none || run_->state() == MapRun::State::failed || !sameMap(run_->question(), asked) ||
      run_->iterationsDone() >= asked.options.iterations)
    run_->start(asked, asked.options.iterations);
  else
    run_->resume(asked.options.iterations - run_->iterationsDone());
}

void MapInstrument::refreshRun() {
  const bool running = run_->state() == MapRun::State::running;
  const bool same = run_->state() != MapRun::State::none && sameMap(run_->question(), question());
  const int done = run_->iterationsDone();
  go_->setText(running                        ? tr("Stop")
               : !same || done == 0           ? tr("Run")
               : done >= iterations_->value() ? tr("Run again")
                                              : tr("Resume"));
  go_->setAccessibleName(go_->text());
  progress_->setVisible(running);
  refreshSides();
  refreshQuality();
  for (const char* name : {"mapSaveSsa", "mapSaveBaseline"})
    if (auto* action = menu_->findChild<QAction*>(QLatin1String(name)))
      action->setEnabled(
          run_->embedding(QLatin1String(name) == QLatin1String("mapSaveSsa") ? Slot::ssa : Slot::baseline).has_value());
  if (run_->state() == MapRun::State::failed) showFault(run_->error());
}

void MapInstrument::refreshSides() {
  for (const Slot slot : {Slot::baseline, Slot::ssa}) panel(slot).setSide(run_->side(slot), run_->state(), iterations_->value());
}

void MapInstrument::refreshColours() {
  std::vector<bool> visible;
  for (int id = 0; id < subject().labels.count(); ++id) visible.push_back(explain().session().classVisible(id));
  const auto colour = static_cast<MapColour>(std::max(0, colour_->currentIndex()));
  for (MapPanel* panel : panels_) panel->setColouring(colour, visible);
}

void MapInstrument::refreshQuality() {
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    const int row = static_cast<int>(slot);
    const MapRun::Side& side = run_->side(slot);
    QStringList texts{slotTitle(slot), {}, {}, {}, {}, {}, {}};
    if (side.clusters) {
      const ClusterQuality& q = *side.clusters;
      texts = {slotTitle(slot),
               figureText(q.silhouette, 3),
               figureText(q.daviesBouldin, 2),
               figureText(q.betweenToWithin, 2),
               figureText(q.ownPrototype, 3),
               figureText(q.otherPrototype, 3),
               std::isfinite(q.nearestIsOwn) ? tr("%1 %").arg(figureText(100 * q.nearestIsOwn, 1)) : QStringLiteral("–")};
    }
    for (int column = 0; column < texts.size(); ++column) {
      QTableWidgetItem* item = quality_->item(row, column);
      if (!item) quality_->setItem(row, column, item = new QTableWidgetItem);
      item->setText(texts[column]);
      item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    quality_->setRowHidden(row, explain().trace(slot) == nullptr);
  }
}

void MapInstrument::refreshNote() {
  const bool joint = space_->currentIndex() == 1;
  QStringList words{
      joint ? tr("F + P_f with the final centres Q: here the refined decision is made, by cosine; cells and centres may be "
                 "compared.")
            : tr("F with S: here the coarse decision is made, by dot product; cells, S and the coarse centres may be compared.")};
  for (const auto& [kind, action] : kindActions_)
    if (action->isChecked() &&
        (kind == PrototypeKind::semantic || kind == PrototypeKind::spatial || kind == PrototypeKind::teacherSemantic)) {
      words += tr("S_p and P_p come out of a perceptron and share no space with the cells: compare them among themselves only.");
      break;
    }
  note_->setText(words.join(QLatin1Char(' ')));
}

void MapInstrument::select(const CellSet& cells, Qt::KeyboardModifiers modifiers) {
  CellSet chosen = cells;
  const CellSet before = explain().selection().cells().on(cells.grid);
  if (modifiers & Qt::ControlModifier) {
    chosen.cells.clear();
    std::set_difference(before.cells.begin(), before.cells.end(), cells.cells.begin(), cells.cells.end(),
                        std::back_inserter(chosen.cells));
  } else if ((modifiers & Qt::ShiftModifier) && dimensions_->currentIndex() == 0) {
    chosen.cells.insert(chosen.cells.end(), before.cells.begin(), before.cells.end());
    chosen = CellSet::of(cells.grid, std::move(chosen.cells));
  }
  explain().selection().setCells(std::move(chosen), this);
}

// All cells that were given to the prototype's class.
void MapInstrument::selectClass(int id) {
  for (const Slot slot : {Slot::ssa, Slot::baseline}) {
    const auto& points = run_->side(slot).points;
    if (!points) continue;
    CellSet chosen{points->info.cells, {}};
    for (std::size_t i = 0; i < points->cells.size(); ++i)
      if (points->predicted[i] == id) chosen.cells.push_back(points->cells[i]);
    return explain().selection().setCells(std::move(chosen), this);
  }
}

void MapInstrument::askForFile(Slot slot) {
  if (!run_->embedding(slot)) return;
  const QString stem = QFileInfo(subject().title).completeBaseName();
  const QString folder = explain().session().settings().text("window/lastFolder");
  file_dialogs::ask(
      FileQuestion::saveCoordinates,
      QStringLiteral("%1/%2-%3.csv").arg(folder, stem, slot == Slot::ssa ? QStringLiteral("ssa") : QStringLiteral("baseline")),
      this, [this, slot](const QStringList& files) { saveCoordinates(slot, files.first()); });
}

void MapInstrument::saveCoordinates(Slot slot, const QString& file) {
  const auto embedding = run_->embedding(slot);
  const auto points = run_->side(slot).points;
  if (!embedding || !points) return;
  struct Saved {};
  Session& session = explain().session();
  session.jobs().post<Saved>(
      {.lane = Lane::io, .kind = JobKind::save, .subject = file, .key = QStringLiteral("save:") + file, .priority = 100},
      [embedding = *embedding, points, path = toPath(file)](StopToken, ProgressSink&) -> Result<Saved> {
        if (path.extension() != ".npy") {
          SSA_TRY(writeFile(path, mapCsv(*points, embedding)));
          return Saved{};
        }
        SSA_TRY(writeFile(path, mapNpy(embedding)));
        std::filesystem::path beside = path;
        SSA_TRY(writeFile(beside.replace_extension(".json"), mapHeader(*points, embedding)));
        return Saved{};
      },
      &session,
      [&session, file](Result<Saved> done) {
        if (done)
          Q_EMIT session.saved(file);
        else
          Q_EMIT session.failed(done.error(), file);
      });
}

QImage MapInstrument::figure() {
  std::vector<QImage> images;
  int width = 0, height = 0;
  for (MapPanel* panel : panels_) {
    const QImage image = panel->isVisible() ? panel->grab() : QImage();
    if (image.isNull()) continue;
    width += image.width();
    height = std::max(height, image.height());
    images.push_back(image);
  }
  if (images.empty()) return {};
  QImage whole(width, height, QImage::Format_RGB32);
  whole.fill(Theme::current().field);
  QPainter painter(&whole);
  int x = 0;
  for (QImage& image : images) {
    image.setDevicePixelRatio(1);
    painter.drawImage(x, 0, image);
    x += image.width();
  }
  return whole;
}

void MapInstrument::askForFigure() {
  const QImage picture = figure();
  if (picture.isNull()) return;
  const QString folder = explain().session().settings().text("window/lastFolder");
  file_dialogs::ask(FileQuestion::saveView,
                    QStringLiteral("%1/%2-map.png").arg(folder, QFileInfo(subject().title).completeBaseName()), this,
                    [this, picture](const QStringList& files) {
                      QString header;
                      for (const Slot slot : {Slot::ssa, Slot::baseline})
                        if (const auto embedding = run_->embedding(slot); embedding && header.isEmpty())
                          header = QString::fromStdString(mapHeader(*run_->side(slot).points, *embedding));
                      explain().session().saveImage(picture, files.first(), header);
                    });
}

Instrument* makeMapInstrument(ExplainSession& session, QWidget* parent) { return new MapInstrument(session, parent); }

}  // namespace ssa

#include "moc_map_instrument.cpp"
