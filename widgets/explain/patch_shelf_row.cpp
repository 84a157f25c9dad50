#include "widgets/explain/patch_shelf_row.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/patch_history.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/controls/controls.h"
#include "widgets/feedback/messages.h"

namespace ssa {

PatchShelfRow::PatchShelfRow(ExplainSession& session, QWidget* parent)
    : QWidget(parent),
      session_(session),
      shelf_(QFileInfo(session.session().settings().file()).absolutePath() + QStringLiteral("/patches")) {
  names_ = pickList(this, "whatIfName", tr("Name of a kept change: choose one, or write a new name"));
  names_->setEditable(true);
  names_->setInsertPolicy(QComboBox::NoInsert);
  names_->setMinimumWidth(180);
  names_->lineEdit()->setPlaceholderText(tr("Name"));
  names_->lineEdit()->setMaxLength(80);
  names_->setFocusPolicy(Qt::StrongFocus);
  keep_ = pushButton(this, "whatIfKeep", tr("Keep"));
  delete_ = pushButton(this, "whatIfDelete", tr("Delete"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(mutedLabel(this, tr("Kept changes:")));
  row->addWidget(names_, 1);
  row->addWidget(keep_);
  row->addWidget(delete_);
  row->addStretch(1);
  connect(names_, &QComboBox::activated, this, [this] {
    if (const ShelvedPatch* one = shown()) Q_EMIT chosen(one->patch);
    refresh();
  });
  connect(names_, &QComboBox::editTextChanged, this, &PatchShelfRow::refresh);
  connect(keep_, &QPushButton::clicked, this, &PatchShelfRow::keep);
  connect(delete_, &QPushButton::clicked, this, &PatchShelfRow::removeShown);
  refresh();
}

void PatchShelfRow::setModel(const std::string& sha256) {
  if (sha256 == model_) return;
  model_ = sha256;
  read({});
}

void PatchShelfRow::read(const QString& name) {
  patches_ = model_.empty() ? std::vector<ShelvedPatch>() : shelf_.of(model_);
  {
    const QSignalBlocker quiet(names_);
    names_->clear();
    for (const ShelvedPatch& one : patches_) names_->addItem(one.name);
    names_->setCurrentIndex(names_->findText(name, Qt::MatchExactly | Qt::MatchCaseSensitive));
    if (names_->currentIndex() < 0) names_->setEditText(name);
  }
  refresh();
}

const ShelvedPatch* PatchShelfRow::shown() const {
  const QString name = names_->currentText().trimmed();
  const auto found =
      std::find_if(patches_.begin(), patches_.end(), [&name](const ShelvedPatch& one) { return one.name == name; });
  return found == patches_.end() ? nullptr : &*found;
}

void PatchShelfRow::refresh() {
  const bool named = !names_->currentText().trimmed().isEmpty(), changed = !session_.patches().patch().empty();
  keep_->setEnabled(named && changed && !model_.empty());
  keep_->setToolTip(!changed ? tr("Nothing is changed yet") : !named ? tr("Write a name first") : QString());
  delete_->setEnabled(shown() != nullptr);
}

void PatchShelfRow::keep() {
  const QString name = names_->currentText().trimmed();
  const bool replaced = shown() != nullptr;
  Patch patch = session_.patches().patch();
  patch.name = name.toStdString();
  patch.modelSha256 = model_;
  if (const auto kept = shelf_.keep(patch); !kept) return Q_EMIT said(textAndRemedy(kept.error(), name));
  read(name);
  Q_EMIT said(replaced ? tr("“%1” is kept in place of the older one.").arg(name) : tr("Kept as “%1”.").arg(name));
}

// What is deleted stays on the picture, under its name, so that “Keep” brings it back.
void PatchShelfRow::removeShown() {
  const ShelvedPatch* one = shown();
  if (!one) return;
  const ShelvedPatch gone = *one;
  if (const auto removed = shelf_.remove(gone); !removed) return Q_EMIT said(textAndRemedy(removed.error(), gone.name));
  Q_EMIT chosen(gone.patch);
  read(gone.name);
  Q_EMIT said(tr("“%1” is deleted. The change is still tried out: “Keep” brings it back.").arg(gone.name));
}

}  // namespace ssa

#include "moc_patch_shelf_row.cpp"
