#include "widgets/explain/set_picker.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/explain_set.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/elided_label.h"
#include "widgets/dialogs/file_dialogs.h"

namespace ssa {

SetPicker::SetPicker(const QString& name, ExplainSession& session, QWidget* parent) : QWidget(parent), session_(session) {
  folder_ = pushButton(this, (name + QStringLiteral("Folder")).toLatin1().constData(), tr("Data set…"));
  folder_->setToolTip(tr("Choose a folder of pictures with their masks"));
  words_ = named(new ElidedLabel(this), (name + QStringLiteral("Set")).toLatin1().constData(), tr("The data set"));
  words_->setMode(Qt::ElideMiddle);
  words_->setMuted(true);
  split_ = pickList(this, (name + QStringLiteral("Split")).toLatin1().constData(), tr("Split of the data set"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(folder_);
  row->addWidget(split_);
  row->addWidget(words_, 1);
  connect(folder_, &QPushButton::clicked, this, &SetPicker::askForFolder);
  connect(split_, &QComboBox::activated, this, [this](int place) { session_.set().choose(place); });
  connect(&session.set(), &ExplainSet::changed, this, &SetPicker::refresh);
  connect(&session.set(), &ExplainSet::failed, this, &SetPicker::refresh);
  refresh();
}

void SetPicker::askForFolder() {
  const QString last = session_.session().settings().text("window/lastFolder");
  file_dialogs::ask(FileQuestion::folder, session_.set().folder().isEmpty() ? last : session_.set().folder(), this,
                    [this](const QStringList& files) { session_.set().setFolder(files.first()); });
}

void SetPicker::refresh() {
  const ExplainSet& set = session_.set();
  const QSignalBlocker quiet(split_);
  split_->clear();
  for (const SetPlace& place : set.places()) {
    const QString split = QString::fromStdString(place.choice.split);
    split_->addItem(tr("%1 (%2)").arg(split.isEmpty() ? tr("all pairs") : split, QLocale().toString(place.pairs)));
    split_->setItemData(split_->count() - 1, QString::fromStdString(place.choice.format), Qt::ToolTipRole);
  }
  split_->setCurrentIndex(set.chosen());
  split_->setVisible(split_->count() > 0);
  words_->setToolTip(set.folder());
  if (set.folder().isEmpty())
    words_->setText(tr("No data set yet"));
  else if (set.isLooking())
    words_->setText(tr("Looking at %1…").arg(QFileInfo(set.folder()).fileName()));
  else if (!set.isReady())
    words_->setText(tr("%1 holds no pictures with masks in a known layout").arg(QFileInfo(set.folder()).fileName()));
  else
    words_->setText(QFileInfo(set.folder()).fileName());
}

}  // namespace ssa

#include "moc_set_picker.cpp"
