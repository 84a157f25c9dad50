#include "widgets/controls/stage_chart.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

#include "widgets/feedback/messages.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

QString milliseconds(double seconds) {
  return StageChart::tr("%1 ms").arg(QLocale().toString(seconds * 1000, 'f', seconds < 0.1 ? 1 : 0));
}

}  // namespace

StageChart::StageChart(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setVisible(false);
}

void StageChart::setTimes(const std::vector<StageTime>& times) {
  times_ = times;
  QStringList spoken;
  for (const StageTime& time : times_)
    spoken += stageTitle(QString::fromStdString(time.stage)) + QLatin1Char(' ') + milliseconds(time.seconds);
  setAccessibleName(spoken.join(QStringLiteral(", ")));
  setVisible(!times_.empty());
  updateGeometry();
  update();
}

int StageChart::lineHeight() const { return fontMetrics().height() + 3; }

QSize StageChart::sizeHint() const { return {120, lineHeight() * (static_cast<int>(times_.size()) + 1)}; }

void StageChart::paintEvent(QPaintEvent*) {
  const Theme& theme = Theme::current();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  double total = 0, longest = 0;
  for (const StageTime& time : times_) {
    total += time.seconds;
    longest = std::max(longest, time.seconds);
  }
  int names = fontMetrics().horizontalAdvance(tr("all stages"));
  for (const StageTime& time : times_)
    names = std::max(names, fontMetrics().horizontalAdvance(stageTitle(QString::fromStdString(time.stage))));
  const int numbers = fontMetrics().horizontalAdvance(milliseconds(9999));
  const int left = names + 12, room = std::max(8, width() - left - numbers - 8), line = lineHeight();
  int top = 0;
  const auto write = [&](const QString& name, double seconds, bool bar) {
    painter.setPen(bar ? theme.muted : theme.text);
    painter.drawText(QRect(0, top, names, line), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), name);
    painter.setPen(theme.text);
    painter.drawText(QRect(width() - numbers, top, numbers, line), static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                     milliseconds(seconds));
    if (bar && longest > 0) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(theme.accent);
      painter.drawRoundedRect(QRectF(left, top + line / 2.0 - 3, std::max(2.0, room * seconds / longest), 6), 2, 2);
    }
    top += line;
  };
  for (const StageTime& time : times_) {
    const QString name = QString::fromStdString(time.stage), title = stageTitle(name);
    write(title.isEmpty() ? name : title, time.seconds, true);
  }
  write(tr("all stages"), total, false);
}

}  // namespace ssa

#include "moc_stage_chart.cpp"
