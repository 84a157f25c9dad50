#include "widgets/panes/picture_pane.h"

#include <QFileInfo>
#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/controls/fact_table.h"
#include "widgets/feedback/messages.h"

namespace ssa {

PicturePane::PicturePane(const PaneContext& context, QWidget* parent) : QWidget(parent), session_(context.session) {
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(12, 8, 12, 12);
  column->setSpacing(8);
  facts_ = new FactTable(content);
  warnings_ = new QLabel(content);
  warnings_->setObjectName(QStringLiteral("pictureWarnings"));
  warnings_->setProperty("tone", QStringLiteral("warning"));
  warnings_->setWordWrap(true);
  warnings_->setTextFormat(Qt::PlainText);
  column->addWidget(facts_);
  column->addWidget(warnings_);
  column->addStretch(1);
  auto* area = named(new QScrollArea(this), "pictureArea", tr("Picture"));
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);

  auto* empty = new EmptyHint("info", this);
  empty->setObjectName(QStringLiteral("pictureEmpty"));
  empty->setText(tr("No picture is open"), tr("Open one, drop one on the window, or paste it with Ctrl+V."));
  empty->offer(context.actions[ActionId::openPictures]);
  stack_ = new QStackedWidget(this);
  stack_->addWidget(area);
  stack_->addWidget(empty);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(stack_);
  connect(&session_, &Session::pictureChanged, this, &PicturePane::refresh);
  connect(&session_.document(), &Document::changed, this, &PicturePane::refresh);
  refresh();
}

QString PicturePane::orientationText(int orientation) const {
  switch (orientation) {
    case 2:
      return tr("mirrored (EXIF 2), applied");
    case 3:
      return tr("turned by 180° (EXIF 3), applied");
    case 4:
      return tr("upside down, mirrored (EXIF 4), applied");
    case 5:
      return tr("turned left, mirrored (EXIF 5), applied");
    case 6:
      return tr("turned right by 90° (EXIF 6), applied");
    case 7:
      return tr("turned right, mirrored (EXIF 7), applied");
    case 8:
      return tr("turned left by 90° (EXIF 8), applied");
    default:
      return tr("upright");
  }
}

void PicturePane::refresh() {
  const Document& document = session_.document();
  stack_->setCurrentIndex(document.isEmpty() ? 1 : 0);
  if (document.isEmpty()) return;
  const ImageInfo& info = document.info();
  const QFileInfo file(document.path());
  const Size size = document.image()->size();
  const QLocale locale;
  QString truth = document.truthPath().isEmpty() ? tr("none found") : QFileInfo(document.truthPath()).fileName();
  facts_->setFacts({
      {tr("Name"), document.path().isEmpty() ? tr("Pasted picture") : file.fileName()},
      {tr("Folder"), document.path().isEmpty() ? QString() : file.absolutePath()},
      {tr("Size"), tr("%1 × %2 pixels").arg(size.width).arg(size.height)},
      {tr("Format"), QString::fromStdString(info.format).toUpper()},
      {tr("File"), info.file_bytes == 0 ? QString() : locale.formattedDataSize(static_cast<qint64>(info.file_bytes))},
      {tr("Depth"),
       info.palette ? tr("%1 bits, palette").arg(info.bits) : tr("%1 channels of %2 bits").arg(info.channels).arg(info.bits)},
      {tr("Orientation"), orientationText(info.orientation)},
      {tr("Truth"), truth},
  });
  QStringList lines;
  for (const Warning& warning : document.warnings()) lines += messageFor(warning, document.path()).text;
  if (document.truthError()) lines += messageFor(*document.truthError(), document.truthPath()).text;
  warnings_->setText(lines.join(QLatin1Char('\n')));
  warnings_->setVisible(!lines.isEmpty());
}

}  // namespace ssa

#include "moc_picture_pane.cpp"
