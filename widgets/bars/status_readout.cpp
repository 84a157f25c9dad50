#include "widgets/bars/status_readout.h"

#include <QLabel>
#include <QLocale>
#include <QStatusBar>
#include <QStringList>

#include <cmath>

#include "app/session/jobs/job_queue.h"
#include "app/session/session.h"
#include "widgets/canvas/canvas.h"
#include "widgets/controls/controls.h"
#include "widgets/feedback/device_text.h"
#include "widgets/feedback/messages.h"
#include "widgets/theme/theme.h"
#include "widgets/view_state.h"

namespace ssa {
namespace {

constexpr int kMessage_ms = 6000;

QLabel* field(QStatusBar& bar, const char* objectName, const QString& name, const QString& widest) {
  auto* label = named(new QLabel(&bar), objectName, name);
  label->setTextFormat(Qt::RichText);
  label->setContentsMargins(6, 2, 6, 2);
  if (!widest.isEmpty()) label->setMinimumWidth(label->fontMetrics().horizontalAdvance(widest) + 14);
  return label;
}

}  // namespace

StatusReadout::StatusReadout(Session& session, Canvas& canvas, QStatusBar& bar)
    : QObject(&bar),
      session_(session),
      canvas_(canvas),
      bar_(bar),
      position_(field(bar, "statusPosition", tr("Position in the picture"), QStringLiteral("x 00000  y 00000"))),
      colour_(field(bar, "statusColour", tr("Colour of the pixel"), QStringLiteral("■ 255 255 255"))),
      classes_(field(bar, "statusClasses", tr("Classes of the pixel"), {})),
      jobs_(field(bar, "statusJobs", tr("Jobs"), {})),
      zoom_(field(bar, "statusZoom", tr("Zoom"), QStringLiteral("6400 %"))),
      device_(field(bar, "statusDevice", tr("Device"), {})) {
  bar.setSizeGripEnabled(false);
  bar.addWidget(position_);
  bar.addWidget(colour_);
  bar.addWidget(classes_, 1);
  for (QLabel* label : {jobs_, zoom_, device_}) bar.addPermanentWidget(label);
  zoom_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  connect(&canvas, &Canvas::hovered, this, &StatusReadout::hovered);
  connect(&canvas, &Canvas::hoverLeft, this, &StatusReadout::left);
  connect(&canvas, &Canvas::viewChanged, this, &StatusReadout::refreshZoom);
  connect(&canvas, &Canvas::activeViewChanged, this, &StatusReadout::refreshZoom);
  connect(&session, &Session::pictureChanged, this, &StatusReadout::left);
  connect(&session, &Session::modelsChanged, this, &StatusReadout::refreshDevice);
  connect(&session, &Session::optionsChanged, this, &StatusReadout::refreshDevice);
  connect(&session.jobs(), &JobQueue::jobChanged, this, &StatusReadout::refreshJobs);
  connect(&session.jobs(), &JobQueue::idleReached, this, &StatusReadout::refreshJobs);
  refreshZoom();
  refreshJobs();
  refreshDevice();
}

void StatusReadout::say(const QString& text) { bar_.showMessage(text, kMessage_ms); }

QString StatusReadout::classText(ViewKind kind, QPointF pos_in_image) const {
  const auto mask = session_.document().mask(kind);
  if (!mask) return {};
  const int id = mask->at({static_cast<int>(std::floor(pos_in_image.x())), static_cast<int>(std::floor(pos_in_image.y()))});
  const LabelSet& labels = session_.labels();
  QString name = id == kIgnore ? tr("no class") : QString::number(id);
  QString swatch;
  if (id < labels.count()) {
    const LabelClass& label = labels.classes[static_cast<std::size_t>(id)];
    name = QString::fromStdString(label.name).toHtmlEscaped();
    swatch = QStringLiteral("<span style='color:%1'>■</span>&nbsp;").arg(QString::fromStdString(toHex(label.colour)));
  }
  return QStringLiteral("<span style='color:%1'>%2</span>&nbsp;%3%4")
      .arg(Theme::current().muted.name(), titleOf(kind), swatch, name);
}

void StatusReadout::hovered(QPointF pos_in_image) {
  const Document& document = session_.document();
  const int x = static_cast<int>(std::floor(pos_in_image.x())), y = static_cast<int>(std::floor(pos_in_image.y()));
  if (document.isEmpty() || !Rect{0, 0, document.image()->width(), document.image()->height()}.contains({x, y})) {
    left();
    return;
  }
  const std::uint8_t* rgb = document.image()->row(y) + x * 3;
  position_->setText(QStringLiteral("x&nbsp;%1&nbsp; y&nbsp;%2").arg(x).arg(y));
  colour_->setText(QStringLiteral("<span style='color:%1'>■</span>&nbsp;%2 %3 %4")
                       .arg(QColor(rgb[0], rgb[1], rgb[2]).name())
                       .arg(rgb[0])
                       .arg(rgb[1])
                       .arg(rgb[2]));
  QStringList parts;
  for (const ViewKind kind : {ViewKind::baseline, ViewKind::coarse, ViewKind::refined, ViewKind::truth})
    if (const QString text = classText(kind, pos_in_image); !text.isEmpty()) parts += text;
  classes_->setText(parts.join(QStringLiteral("&nbsp; &nbsp;")));
}

void StatusReadout::left() {
  for (QLabel* label : {position_, colour_, classes_}) label->clear();
}

void StatusReadout::refreshZoom() {
  zoom_->setText(session_.document().isEmpty()
                     ? QString()
                     : QStringLiteral("%1 %").arg(QLocale().toString(canvas_.zoom() * 100, 'f', canvas_.zoom() < 1 ? 1 : 0)));
}

void StatusReadout::refreshJobs() {
  const int active = session_.jobs().activeCount();
  QString text;
  if (active > 0) {
    for (const JobInfo& job : session_.jobs().jobs())
      if (job.state == JobState::running) text = jobTitle(job.kind);
    if (text.isEmpty()) text = tr("Waiting");
    if (active > 1) text = tr("%1 and %2 more").arg(text).arg(active - 1);
  }
  jobs_->setText(text.toHtmlEscaped());
}

void StatusReadout::refreshDevice() {
  device_->setText(deviceTitle(session_.device()));
  device_->setToolTip(deviceTip(session_.device()));
}

}  // namespace ssa

#include "moc_status_readout.cpp"
