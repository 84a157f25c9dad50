#include "widgets/probe_controller.h"

#include <cmath>

#include "app/session/session.h"
#include "widgets/feedback/messages.h"
#include "widgets/view_state.h"

namespace ssa {
namespace {

constexpr int kInterval_ms = 30;

}  // namespace

ProbeController::ProbeController(Session& session, ViewState& state, Canvas& canvas, QObject* parent)
    : QObject(parent), session_(session), state_(state), canvas_(canvas) {
  timer_.setSingleShot(true);
  timer_.setInterval(kInterval_ms);
  connect(&timer_, &QTimer::timeout, this, &ProbeController::show);
  connect(&canvas, &Canvas::hovered, this, [this](QPointF pos_in_image, int view) {
    pos_in_image_ = pos_in_image;
    view_ = view;
    if (state_.probe() && !timer_.isActive()) timer_.start();
  });
  connect(&canvas, &Canvas::hoverLeft, this, &ProbeController::hide);
  connect(&session, &Session::pictureChanged, this, &ProbeController::hide);
  connect(&session.document(), &Document::changed, this, [this] {
    if (view_ >= 0 && state_.probe() && !timer_.isActive()) timer_.start();
  });
  connect(&state, &ViewState::probeChanged, this, [this] { state_.probe() && view_ >= 0 ? show() : canvas_.setProbe({}); });
}

void ProbeController::hide() {
  view_ = -1;
  timer_.stop();
  canvas_.setProbe({});
}

void ProbeController::show() {
  if (view_ < 0 || !state_.probe()) return;
  canvas_.setProbe(panelAt(pos_in_image_, view_));
}

std::optional<Canvas::ProbePanel> ProbeController::panelAt(QPointF pos_in_image, int view) const {
  const Document& document = session_.document();
  const Point pixel{static_cast<int>(std::floor(pos_in_image.x())), static_cast<int>(std::floor(pos_in_image.y()))};
  if (document.isEmpty() || !Rect{0, 0, document.image()->width(), document.image()->height()}.contains(pixel))
    return std::nullopt;

  Canvas::ProbePanel panel;
  panel.pos_in_widget = canvas_.widgetFromImage(pos_in_image, view);
  const std::uint8_t* rgb = document.image()->row(pixel.y) + pixel.x * 3;
  panel.header = QStringLiteral("x %1  y %2  #%3%4%5").arg(pixel.x).arg(pixel.y);
  for (int channel = 0; channel < 3; ++channel) panel.header = panel.header.arg(rgb[channel], 2, 16, QLatin1Char('0'));
  for (const LabelClass& label : session_.labels().classes) panel.classNames.push_back(QString::fromStdString(label.name));

  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    const auto prediction = document.prediction(slot);
    if (!prediction || !prediction->probe) continue;
    const ProbeReading reading = prediction->probe->at(pixel);
    if (slot == Slot::baseline) {
      panel.columns.push_back({titleOf(ViewKind::baseline), reading.refined});
    } else {
      if (reading.coarse) panel.columns.push_back({titleOf(ViewKind::coarse), *reading.coarse});
      panel.columns.push_back({titleOf(ViewKind::refined), reading.refined});
      panel.fixedSimilarity = reading.fixedSimilarity;
      panel.adaptedSimilarity = reading.adaptedSimilarity;
    }
    // The strip shows the SSA model's pass where there is one: it comes last.
    panel.times.clear();
    for (const StageTime& time : prediction->times) {
      const QString name = QString::fromStdString(time.stage), title = stageTitle(name);
      panel.times.emplace_back(title.isEmpty() ? name : title, time.seconds * 1000);
    }
    panel.timesTitle = QString::fromStdString(prediction->provenance.modelTitle);
  }
  if (panel.columns.empty()) return std::nullopt;
  return panel;
}

}  // namespace ssa

#include "moc_probe_controller.cpp"
