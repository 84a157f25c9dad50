#include "widgets/bars/predict_controls.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/feedback/device_text.h"
#include "widgets/theme/icons.h"

namespace ssa {
namespace {

constexpr double kScaleSteps[] = {0.5, 0.75, 1, 1.25, 1.5, 1.75, 2};

QSpinBox* pixels(QWidget* parent, const char* objectName, const QString& name, int low, int high, int step) {
  auto* box = named(new QSpinBox(parent), objectName, name);
  box->setRange(low, high);
  box->setSingleStep(step);
  box->setSuffix(PredictControls::tr(" px"));
  box->setToolTip(name);
  box->setKeyboardTracking(false);
  return box;
}

}  // namespace

PredictControls::PredictControls(Session& session, Actions& actions, QWidget* parent) : QWidget(parent), session_(session) {
  setObjectName(QStringLiteral("predictControls"));
  scale_ = named(new QDoubleSpinBox(this), "inputScale", tr("Input scale"));
  scale_->setRange(0.5, 2);
  scale_->setSingleStep(0.25);
  scale_->setDecimals(2);
  scale_->setPrefix(QStringLiteral("× "));
  scale_->setKeyboardTracking(false);
  scale_->setToolTip(
      tr("Size of the network's input against the picture; on small data it moves the score more than the classifier does"));
  scaleSteps_ = iconButton(this, "inputScaleSteps", tr("Common input scales"), "chevron-down");
  auto* steps = new QMenu(scaleSteps_);
  for (const double step : kScaleSteps)
    connect(steps->addAction(QStringLiteral("× %1").arg(step)), &QAction::triggered, this,
            [this, step] { scale_->setValue(step); });
  scaleSteps_->setMenu(steps);
  scaleSteps_->setPopupMode(QToolButton::InstantPopup);

  flip_ = actionButton(this, actions[ActionId::toggleFlip]);
  window_ = pickList(this, "windowMode", tr("Whole picture or sliding window"));
  window_->setMinimumWidth(80);
  window_->addItem(tr("Whole picture"));
  window_->addItem(tr("Sliding window"));
  crop_ = pixels(this, "windowCrop", tr("Side of the sliding window"), 32, 8192, 32);
  stride_ = pixels(this, "windowStride", tr("Step of the sliding window"), 16, 8192, 16);

  device_ = toolButton(this, "device", tr("Device"));
  device_->setIcon(icon("device"));
  device_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  auto* devices = new QMenu(device_);
  devices->addAction(actions[ActionId::deviceAuto]);
  devices->addAction(actions[ActionId::deviceCpu]);
  device_->setMenu(devices);
  device_->setPopupMode(QToolButton::InstantPopup);

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  QLabel* scaleName = mutedLabel(this, tr("Scale"));
  scaleName->setBuddy(scale_);
  row->addWidget(scaleName);
  row->addWidget(scale_);
  row->addSpacing(-6);
  row->addWidget(scaleSteps_);
  row->addWidget(flip_);
  row->addWidget(window_);
  row->addWidget(crop_);
  row->addWidget(stride_);
  row->addWidget(verticalRule(this));
  row->addWidget(device_);

  connect(scale_, &QDoubleSpinBox::valueChanged, this, &PredictControls::apply);
  connect(window_, &QComboBox::currentIndexChanged, this, &PredictControls::apply);
  connect(crop_, &QSpinBox::valueChanged, this, &PredictControls::apply);
  connect(stride_, &QSpinBox::valueChanged, this, &PredictControls::apply);
  connect(&session, &Session::optionsChanged, this, &PredictControls::refresh);
  connect(&session, &Session::optionsChanged, this, &PredictControls::refreshDevice);
  connect(&session, &Session::modelsChanged, this, &PredictControls::refreshDevice);
  refresh();
  refreshDevice();
}

void PredictControls::refresh() {
  const QScopedValueRollback guard(showing_, true);
  const PredictOptions& options = session_.predictOptions();
  scale_->setValue(options.scales.empty() ? 1.0 : static_cast<double>(options.scales.front()));
  const bool slide = options.window == WindowMode::slide;
  window_->setCurrentIndex(slide ? 1 : 0);
  crop_->setValue(options.crop_px);
  stride_->setValue(options.stride_px);
  crop_->setVisible(slide);
  stride_->setVisible(slide);
}

void PredictControls::apply() {
  if (showing_) return;
  PredictOptions options = session_.predictOptions();
  options.scales = {static_cast<float>(scale_->value())};
  options.window = window_->currentIndex() == 1 ? WindowMode::slide : WindowMode::whole;
  options.crop_px = crop_->value();
  options.stride_px = std::min(stride_->value(), crop_->value());
  session_.setPredictOptions(options);
}

void PredictControls::refreshDevice() {
  const DeviceReport report = session_.device();
  const QString title = deviceTitle(report), tip = deviceTip(report);
  device_->setText(title.isEmpty() ? tr("Device") : title);
  device_->setToolTip(tip);
  device_->setAccessibleDescription(tip);
}

}  // namespace ssa

#include "moc_predict_controls.cpp"
