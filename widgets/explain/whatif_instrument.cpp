#include "widgets/explain/whatif_instrument.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/slider_field.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/class_list.h"
#include "widgets/explain/instruments.h"
#include "widgets/explain/overlay_images.h"
#include "widgets/explain/patch_shelf_row.h"
#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

QString timesText(double value) { return QStringLiteral("× ") + QLocale().toString(value, 'f', 2); }

// The entry of a class, or what holds without one.
Patch::OfClass entryOf(const Patch& patch, int id) {
  const auto found = std::find_if(patch.classes.begin(), patch.classes.end(), [id](const auto& one) { return one.id == id; });
  if (found != patch.classes.end()) return *found;
  Patch::OfClass none;
  none.id = id;
  return none;
}

}  // namespace

WhatIfInstrument::WhatIfInstrument(ExplainSession& session, QWidget* parent)
    : Instrument(
          "whatif",
          {tr("What if"),
           tr("Change the prototypes of this picture by hand and see the mask follow at once. It answers how much a class owes "
              "to its adaptation, and what would happen if two classes stood further apart."),
           tr("Strength 0 puts the class back on its fixed prototype, 1 is the model, more exaggerates. A frozen class keeps the "
              "fixed prototype whatever the strength says. Pushing moves two prototypes apart along the line between them; "
              "negative amounts pull them together.\n\nTo drag a prototype, select pixels, in the picture or on the map, and "
              "pull the class towards them.\n\nNothing of the model is changed: a change belongs to this picture and is kept "
              "only by a name, or as a file, if you ask for it. Kept changes belong to the model they were made on."),
           tr("Q_k(t) = Q0_k + t (Q_k − Q0_k),  Q0_k = center_proj(S_k)\n"
              "push: Q_a += s |Q_a| d,  Q_b −= s |Q_b| d,  d along Q_a/|Q_a| − Q_b/|Q_b|\n"
              "towards pixels: Q' = |Q_k| unit((1 − a) Q_k/|Q_k| + a unit(mean of G/|G|))")},
          static_cast<Needs>(Picture | SsaModel), session, parent),
      history_(session.patches()) {
  auto* room = new QWidget(this);
  auto* column = new QVBoxLayout(room);
  column->setContentsMargins(12, 0, 12, 10);
  column->setSpacing(10);
  column->addWidget(makeBar());
  shelf_ = new PatchShelfRow(session, room);
  column->addWidget(shelf_);
  column->addWidget(makeClassPart());
  column->addWidget(makePushPart());
  changes_ = named(new QListWidget(room), "whatIfChanges", tr("Changes made"));
  changes_->setAlternatingRowColors(true);
  changes_->setToolTip(tr("Enter or double click shows the class of a change"));
  words_ = mutedLabel(room);
  words_->setObjectName(QStringLiteral("whatIfWords"));
  words_->setWordWrap(true);
  column->addWidget(captionLabel(room, tr("Changes")));
  column->addWidget(changes_, 1);
  column->addWidget(words_);
  body()->addWidget(room, 1);
  connect(changes_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
    if (const int id = item->data(Qt::UserRole).toInt(); id >= 0) class_->setCurrentIndex(id);
  });
  connect(shelf_, &PatchShelfRow::chosen, this, &WhatIfInstrument::setPatch);
  connect(shelf_, &PatchShelfRow::said, words_, &QLabel::setText);
  connect(&session.selection(), &LinkedSelection::cellsChanged, this, &WhatIfInstrument::showControls);
  // Steps are made on the map too.
  connect(&history_, &PatchHistory::changed, this, [this] {
    if (!isVisible()) return renew();  // when it is looked at
    showControls();
    ask();
  });
}

QWidget* WhatIfInstrument::makeBar() {
  auto* bar = new QWidget(this);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  undo_ = pushButton(bar, "whatIfUndo", tr("Undo"));
  redo_ = pushButton(bar, "whatIfRedo", tr("Redo"));
  reset_ = pushButton(bar, "whatIfReset", tr("Reset"));
  save_ = pushButton(bar, "whatIfSave", tr("To a file…"));
  auto* load = pushButton(bar, "whatIfLoad", tr("From a file…"));
  for (QPushButton* button : {undo_, redo_, reset_}) row->addWidget(button);
  row->addStretch(1);
  row->addWidget(save_);
  row->addWidget(load);
  connect(undo_, &QPushButton::clicked, this, &WhatIfInstrument::undo);
  connect(redo_, &QPushButton::clicked, this, &WhatIfInstrument::redo);
  connect(reset_, &QPushButton::clicked, this, [this] { setPatch({}); });
  connect(save_, &QPushButton::clicked, this, [this] {
    file_dialogs::ask(FileQuestion::savePatch, QStringLiteral("what-if.json"), this,
                      [this](const QStringList& files) { save(files.first()); });
  });
  connect(load, &QPushButton::clicked, this, [this] {
    file_dialogs::ask(FileQuestion::patch, explain().session().settings().text("window/lastFolder"), this,
                      [this](const QStringList& files) { this->load(files.first()); });
  });
  return bar;
}

QWidget* WhatIfInstrument::makeClassPart() {
  auto* part = new QWidget(this);
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  class_ = pickList(part, "whatIfClass", tr("Class whose prototype is changed"));
  frozen_ = named(new QCheckBox(tr("Keep the fixed prototype"), part), "whatIfFrozen", tr("Keep the fixed prototype"));
  row->addWidget(class_);
  row->addWidget(frozen_);
  row->addStretch(1);
  strength_ =
      new SliderField("whatIfStrength", tr("Adaptation"), {.low = 0, .high = 1.5, .step = 0.05, .standard = 1}, timesText, part);
  strength_->setValue(1);
  auto* dragRow = new QHBoxLayout;
  dragRow->setSpacing(6);
  towards_ =
      new SliderField("whatIfTowards", tr("Pull by"), {.low = 0, .high = 1, .step = 0.05, .standard = 0.5}, percentText, part);
  towards_->setValue(0.5);
  drag_ = pushButton(part, "whatIfDrag", tr("Pull towards the selected pixels"));
  dragRow->addWidget(towards_, 1);
  dragRow->addWidget(drag_);
  column->addWidget(captionLabel(part, tr("One class")));
  column->addLayout(row);
  column->addWidget(strength_);
  column->addLayout(dragRow);
  connect(class_, &QComboBox::currentIndexChanged, this, &WhatIfInstrument::showControls);
  connect(strength_, &SliderField::valueChanged, this, [this](double value) {
    const int id = classChosen();
    edit([id, value](Patch& patch) { patch.of(id).strength = value; }, QStringLiteral("strength %1").arg(id));
  });
  connect(frozen_, &QCheckBox::toggled, this, [this](bool on) {
    const int id = classChosen();
    edit([id, on](Patch& patch) { patch.of(id).frozen = on; }, QString());
  });
  connect(drag_, &QPushButton::clicked, this, [this] {
    const auto trace = explain().trace(Slot::ssa);
    if (!trace) return;
    const CellSet cells = explain().selection().cells().on(trace->info().cells);
    const std::vector<int> chosen(cells.cells.begin(), cells.cells.end());
    auto moved = prototypeTowards(*trace, classChosen(), chosen, {}, towards_->value());
    if (!moved) return say(moved.error(), subject().title);
    edit([id = classChosen(), &moved](Patch& patch) { patch.of(id).prototype = std::move(*moved); }, QString());
  });
  return part;
}

QWidget* WhatIfInstrument::makePushPart() {
  auto* part = new QWidget(this);
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  first_ = pickList(part, "whatIfFirst", tr("First class of the pair"));
  second_ = pickList(part, "whatIfSecond", tr("Second class of the pair"));
  row->addWidget(first_);
  row->addWidget(mutedLabel(part, tr("and")));
  row->addWidget(second_);
  row->addStretch(1);
  push_ = new SliderField("whatIfPush", tr("Apart by"), {.low = -1, .high = 1, .step = 0.05, .standard = 0}, signedText, part);
  column->addWidget(captionLabel(part, tr("Two classes")));
  column->addLayout(row);
  column->addWidget(push_);
  for (QComboBox* list : {first_, second_}) connect(list, &QComboBox::currentIndexChanged, this, &WhatIfInstrument::showControls);
  connect(push_, &SliderField::valueChanged, this, [this](double amount) {
    const int a = first_->currentIndex(), b = second_->currentIndex();
    if (a < 0 || b < 0 || a == b) return;
    edit(
        [a, b, amount](Patch& patch) {
          std::erase_if(patch.pushes, [a, b](const auto& one) { return one.first == a && one.second == b; });
          patch.pushes.push_back({a, b, amount});
        },
        QStringLiteral("push %1 %2").arg(a).arg(b));
  });
  return part;
}

int WhatIfInstrument::classChosen() const { return std::max(0, class_->currentIndex()); }

void WhatIfInstrument::refresh() {
  const auto trace = explain().trace(Slot::ssa);
  live_ = history_.liveFor(trace);
  shelf_->setModel(trace->info().modelSha256);
  const int classes = trace->info().classes;
  if (class_->count() != classes) {
    for (QComboBox* list : {class_, first_, second_}) fillClasses(*list, subject(), classes);
    const std::vector<int> order = classesByCells(*trace);
    class_->setCurrentIndex(order.front());
    first_->setCurrentIndex(order.front());
    second_->setCurrentIndex(order[std::min<std::size_t>(1, order.size() - 1)]);
  }
  showControls();
  ask();
}

void WhatIfInstrument::forget() {
  live_.reset();
  for (QComboBox* list : {class_, first_, second_}) {
    const QSignalBlocker quiet(list);
    list->clear();
  }
  changes_->clear();
  words_->clear();
}

void WhatIfInstrument::edit(const std::function<void(Patch&)>& change, const QString& step) { history_.edit(change, step); }

void WhatIfInstrument::setPatch(const Patch& patch) {
  edit([&patch](Patch& now) { now = patch; }, QString());
}

void WhatIfInstrument::undo() { history_.undo(); }
void WhatIfInstrument::redo() { history_.redo(); }

void WhatIfInstrument::showControls() {
  const Patch::OfClass entry = entryOf(patch(), classChosen());
  strength_->setValue(entry.strength);
  const QSignalBlocker quiet(frozen_);
  frozen_->setChecked(entry.frozen);
  strength_->setEnabled(!entry.frozen && entry.prototype.empty());
  drag_->setEnabled(!explain().selection().cells().empty());
  drag_->setToolTip(drag_->isEnabled() ? QString()
                                       : tr("Select pixels first: drag a rectangle in the picture, or a lasso on the map"));
  const int a = first_->currentIndex(), b = second_->currentIndex();
  const auto pushed = std::find_if(patch().pushes.begin(), patch().pushes.end(),
                                   [a, b](const auto& one) { return one.first == a && one.second == b; });
  push_->setValue(pushed == patch().pushes.end() ? 0 : pushed->amount);
  push_->setEnabled(a != b);
  undo_->setEnabled(history_.canUndo());
  redo_->setEnabled(history_.canRedo());
  reset_->setEnabled(!patch().empty());
  shelf_->refresh();
  save_->setEnabled(!patch().empty());
  changes_->clear();
  const auto list = [this](const QString& text, int id) {
    auto* item = new QListWidgetItem(text, changes_);
    item->setData(Qt::UserRole, id);
  };
  for (const Patch::OfClass& one : patch().classes) {
    const QString name = subject().className(one.id);
    if (!one.prototype.empty())
      list(tr("%1: moved towards pixels").arg(name), one.id);
    else if (one.frozen)
      list(tr("%1: keeps its fixed prototype").arg(name), one.id);
    else
      list(tr("%1: adaptation %2").arg(name, timesText(one.strength)), one.id);
  }
  for (const Patch::Push& one : patch().pushes)
    list(
        tr("%1 and %2: apart by %3").arg(subject().className(one.first), subject().className(one.second), signedText(one.amount)),
        -1);
}

void WhatIfInstrument::ask() {
  if (!live_) return;
  if (patch().empty()) {
    explain().session().jobs().stopKey(QStringLiteral("explain:whatif"));
    setOverlay({}, {});
    return words_->setText(tr("Nothing is changed: the mask is the model's own."));
  }
  Patch patch = history_.patch();
  patch.modelSha256 = live_->trace().info().modelSha256;
  explain().run<WhatIfResult>(
      QStringLiteral("whatif"), tr("What if, %1").arg(subject().title), Lane::io,
      [live = live_, patch](const StopToken& stop, ProgressSink&) { return live->apply(patch, stop); }, this,
      [this](Result<WhatIfResult> made) {
        if (!made) return say(made.error(), subject().title);
        const QLocale locale;
        const double share = 100.0 * static_cast<double>(made->changed_px) / static_cast<double>(made->mask.size().area());
        words_->setText(tr("%1 px change (%2 %), answered in %3 ms.")
                            .arg(locale.toString(static_cast<qlonglong>(made->changed_px)), locale.toString(share, 'f', 2),
                                 locale.toString(made->seconds * 1e3, 'f', 1)));
        setOverlay(maskOver(made->mask, subject().labels.palette()), tr("What if"));
      });
}

void WhatIfInstrument::say(const Error& error, const QString& about) {
  if (error.code == ErrorCode::stopped) return;
  words_->setText(textAndRemedy(error, about));
}

void WhatIfInstrument::save(const QString& file) {
  if (!live_) return;
  Patch patch = history_.patch();
  patch.name = QFileInfo(file).completeBaseName().toStdString();
  patch.modelSha256 = live_->trace().info().modelSha256;
  const auto written = savePatch(toPath(file), patch);
  if (!written) return say(written.error(), file);
  words_->setText(tr("Saved as %1.").arg(QFileInfo(file).fileName()));
}

void WhatIfInstrument::load(const QString& file) {
  auto read = loadPatch(toPath(file));
  if (!read) return say(read.error(), file);
  if (live_ && !read->modelSha256.empty() && read->modelSha256 != live_->trace().info().modelSha256)
    return words_->setText(
        tr("%1 was made on another model. Load that model, or make the change anew.").arg(QFileInfo(file).fileName()));
  setPatch(*read);
}

Instrument* makeWhatIfInstrument(ExplainSession& session, QWidget* parent) { return new WhatIfInstrument(session, parent); }

}  // namespace ssa

#include "moc_whatif_instrument.cpp"
