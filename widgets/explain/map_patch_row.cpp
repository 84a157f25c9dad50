#include "widgets/explain/map_patch_row.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/patch_history.h"
#include "app/session/qt_convert.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/feedback/messages.h"

namespace ssa {

MapPatchRow::MapPatchRow(ExplainSession& session, QWidget* parent) : QWidget(parent), session_(session) {
  words_ = named(new ElidedLabel(this), "mapPatch", tr("What the moved prototypes change"));
  words_->setMode(Qt::ElideRight);
  undo_ = pushButton(this, "mapUndo", tr("Undo"));
  redo_ = pushButton(this, "mapRedo", tr("Redo"));
  reset_ = pushButton(this, "mapReset", tr("Reset"));
  save_ = pushButton(this, "mapSavePatch", tr("Save…"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(words_, 1);
  for (QPushButton* button : {undo_, redo_, reset_, save_}) row->addWidget(button);
  setMinimumHeight(undo_->sizeHint().height());  // also while the buttons are hidden: the map must not move under the hand
  connect(undo_, &QPushButton::clicked, &session.patches(), &PatchHistory::undo);
  connect(redo_, &QPushButton::clicked, &session.patches(), &PatchHistory::redo);
  connect(reset_, &QPushButton::clicked, this, [this] { session_.patches().edit([](Patch& patch) { patch = {}; }); });
  connect(save_, &QPushButton::clicked, this, [this] {
    file_dialogs::ask(FileQuestion::savePatch, QStringLiteral("what-if.json"), this,
                      [this](const QStringList& files) { save(files.first()); });
  });
}

void MapPatchRow::refresh(const QString& hint) {
  const PatchHistory& history = session_.patches();
  if (history.patch().empty()) tell(hint);
  words_->setMuted(history.patch().empty());
  const bool begun = history.canUndo() || history.canRedo() || !history.patch().empty();
  for (QPushButton* button : {undo_, redo_, reset_, save_}) button->setVisible(begun);
  undo_->setEnabled(history.canUndo());
  redo_->setEnabled(history.canRedo());
  reset_->setEnabled(!history.patch().empty());
  save_->setEnabled(!history.patch().empty());
}

void MapPatchRow::tell(const WhatIfResult& result) {
  const QLocale locale;
  const double share = 100.0 * static_cast<double>(result.changed_px) / static_cast<double>(result.mask.size().area());
  tell(tr("What if: %1 px change (%2 %), answered in %3 ms")
           .arg(locale.toString(static_cast<qlonglong>(result.changed_px)), locale.toString(share, 'f', 2),
                locale.toString(result.seconds * 1e3, 'f', 1)));
}

void MapPatchRow::tell(const QString& words) { words_->setText(words); }

void MapPatchRow::save(const QString& file) {
  const auto trace = session_.trace(Slot::ssa);
  if (!trace) return;
  Patch patch = session_.patches().patch();
  patch.name = QFileInfo(file).completeBaseName().toStdString();
  patch.modelSha256 = trace->info().modelSha256;
  const auto written = savePatch(toPath(file), patch);
  tell(written ? tr("Saved as %1.").arg(QFileInfo(file).fileName()) : textAndRemedy(written.error(), file));
}

}  // namespace ssa

#include "moc_map_patch_row.cpp"
