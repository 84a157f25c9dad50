#include "widgets/training/data_section.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "app/session/qt_convert.h"
#include "app/session/settings.h"
#include "widgets/controls/controls.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/feedback/messages.h"
#include "widgets/training/data_check.h"
#include "widgets/training/drop_card.h"
#include "widgets/training/finding_text.h"
#include "widgets/training/train_draft.h"

namespace ssa {

DataSection::DataSection(TrainDraft& draft, DataCheck& check, Settings& settings, QWidget* parent)
    : QWidget(parent),
      draft_(draft),
      check_(check),
      settings_(settings),
      folder_(new DropCard("trainData", tr("Data folder"), tr("Drop a folder of pictures and masks"), this)),
      recognised_(mutedLabel(this)),
      format_(pickList(this, "trainFormat", tr("Layout of the folder"))),
      labels_(pickList(this, "trainLabels", tr("Label table"))),
      split_(pickList(this, "trainSplit", tr("How the pairs are split"))),
      ratio_(named(new QSpinBox(this), "trainRatio", tr("Share for validation"))),
      holdOut_(named(new QLineEdit(this), "trainHoldOut", tr("Name prefixes held out for validation"))),
      pairs_(mutedLabel(this)),
      checkButton_(pushButton(this, "trainCheckData", tr("Check data"))) {
  recognised_->setObjectName(QStringLiteral("trainRecognised"));
  recognised_->setWordWrap(true);
  pairs_->setObjectName(QStringLiteral("trainPairs"));
  pairs_->setWordWrap(true);
  for (QComboBox* list : {format_, labels_, split_}) {
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(12);
  }
  labels_->addItem(tr("The folder's own"), QString());
  for (const std::string& name : LabelSet::presetNames()) {
    const auto table = LabelSet::preset(name);
    const QString title = table && !table->title.empty() ? QString::fromStdString(table->title) : QString::fromStdString(name);
    labels_->addItem(title, QString::fromStdString(name));
  }
  split_->addItem(tr("Its own lists"), static_cast<int>(Split::own));
  split_->addItem(tr("A share, by classes present"), static_cast<int>(Split::ratio));
  split_->addItem(tr("Hold out by name"), static_cast<int>(Split::holdOut));
  ratio_->setRange(1, 90);
  ratio_->setSuffix(QStringLiteral(" %"));
  ratio_->setToolTip(tr("Share of the pairs kept for validation, drawn so that every class is on both sides"));
  holdOut_->setPlaceholderText(tr("0016E5, seq05VD"));
  holdOut_->setToolTip(tr("Pairs whose names begin so are validation only: whole drives or sequences stay unseen"));

  auto* form = new QFormLayout;
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(10);
  form->setVerticalSpacing(6);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  form->addRow(tr("Layout"), format_);
  form->addRow(tr("Label table"), labels_);
  form->addRow(tr("Validation"), split_);
  form->addRow(tr("Share"), ratio_);
  form->addRow(tr("Prefixes"), holdOut_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(captionLabel(this, tr("1  Data")));
  column->addWidget(folder_);
  column->addWidget(recognised_);
  column->addLayout(form);
  column->addWidget(pairs_);
  column->addWidget(checkButton_);

  connect(folder_, &DropCard::dropped, this, &DataSection::takePath);
  connect(folder_, &DropCard::chooseRequested, this, [this] {
    file_dialogs::ask(FileQuestion::folder, settings_.text("window/lastFolder"), this,
                      [this](const QStringList& files) { takePath(files.first()); });
  });
  connect(format_, &QComboBox::activated, this,
          [this] { draft_.edit([this](TrainConfig& c) { c.data.format = format_->currentData().toString().toStdString(); }); });
  connect(labels_, &QComboBox::activated, this,
          [this] { draft_.edit([this](TrainConfig& c) { c.data.labels = labels_->currentData().toString().toStdString(); }); });
  connect(split_, &QComboBox::activated, this, [this] {
    asked_ = static_cast<Split>(split_->currentData().toInt());
    applySplit();
    refresh();
  });
  connect(ratio_, &QSpinBox::valueChanged, this, &DataSection::applySplit);
  connect(holdOut_, &QLineEdit::editingFinished, this, &DataSection::applySplit);
  connect(checkButton_, &QPushButton::clicked, &check_, &DataCheck::check);
  connect(&check_, &DataCheck::changed, this, &DataSection::refresh);
  connect(&draft_, &TrainDraft::changed, this, &DataSection::refresh);
  refresh();
}

void DataSection::takePath(const QString& path) {
  const QFileInfo info(path);
  const QString folder = info.isDir() ? info.absoluteFilePath() : info.absolutePath();
  settings_.setValue(QStringLiteral("window/lastFolder"), folder);
  draft_.edit([&](TrainConfig& config) {
    config.data.path = toPath(folder).string();
    config.data.format.clear();
    config.data.id_map.clear();
  });
}

DataSection::Split DataSection::split() const {
  const DataOptions& chosen = draft_.config().data;
  if (!chosen.hold_out.empty()) return Split::holdOut;
  if (chosen.val_ratio > 0) return Split::ratio;
  return asked_ == Split::holdOut ? Split::holdOut : Split::own;
}

void DataSection::applySplit() {
  const Split wanted = static_cast<Split>(split_->currentData().toInt());
  draft_.edit([&](TrainConfig& config) {
    config.data.val_ratio = wanted == Split::ratio ? ratio_->value() / 100.0 : 0;
    config.data.hold_out = wanted == Split::holdOut ? holdOut_->text().trimmed().toStdString() : std::string();
  });
}

void DataSection::refresh() {
  const DataOptions& chosen = draft_.config().data;
  folder_->setPath(QString::fromStdString(chosen.path));
  const DatasetCandidate* candidate = check_.candidate();
  QString words;
  bool faulty = false;
  if (check_.state() == DataCheck::State::recognising) {
    words = tr("Looking at the folder…");
  } else if (check_.recognition()) {
    words = recognitionText(*check_.recognition());
    faulty = !candidate;
  } else if (check_.state() == DataCheck::State::failed) {
    const Message message = messageFor(check_.error(), QString::fromStdString(chosen.path));
    words = message.text + QLatin1Char(' ') + message.remedy;
    faulty = true;
  } else {
    words = tr("ADE20K, Cityscapes, COCO-Stuff, PASCAL, CamVid and plain folders are recognised; nothing is copied or changed.");
  }
  recognised_->setText(words);
  recognised_->setProperty("tone", faulty ? QStringLiteral("error") : QString());
  const QSignalBlocker quiet[] = {QSignalBlocker(format_), QSignalBlocker(labels_), QSignalBlocker(split_),
                                  QSignalBlocker(ratio_), QSignalBlocker(holdOut_)};
  format_->clear();
  format_->addItem(tr("Recognised"), QString());
  if (check_.recognition())
    for (const DatasetCandidate& one : check_.recognition()->candidates)
      format_->addItem(formatTitle(one.format), QString::fromStdString(one.format));
  format_->setCurrentIndex(std::max(0, format_->findData(QString::fromStdString(chosen.format))));
  format_->setEnabled(format_->count() > 1);
  labels_->setCurrentIndex(std::max(0, labels_->findData(QString::fromStdString(chosen.labels))));
  const Split now = split();
  split_->setCurrentIndex(static_cast<int>(now));
  if (chosen.val_ratio > 0) ratio_->setValue(static_cast<int>(std::lround(chosen.val_ratio * 100)));
  if (!holdOut_->hasFocus()) holdOut_->setText(QString::fromStdString(chosen.hold_out));
  auto* form = static_cast<QFormLayout*>(layout()->itemAt(3)->layout());
  form->setRowVisible(ratio_, now == Split::ratio);
  form->setRowVisible(holdOut_, now == Split::holdOut);
  QStringList sides;
  if (candidate)
    for (const FoundSplit& one : candidate->splits)
      sides += QStringLiteral("%1 %2").arg(QString::fromStdString(one.place.split)).arg(one.pairs).trimmed();
  pairs_->setText(tr("Pairs: %1").arg(sides.join(QStringLiteral(" · "))));
  pairs_->setVisible(!sides.isEmpty());
  checkButton_->setEnabled(candidate && check_.state() != DataCheck::State::checking);
}

}  // namespace ssa

#include "moc_data_section.cpp"
