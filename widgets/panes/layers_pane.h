#pragma once

#include <QWidget>

#include "widgets/panes/pane.h"

namespace ssa {

class SliderField;

/// What lies in the active view from top to bottom: probe, score, mask and picture, each with its switch and
/// its sliders. The same state as the bar above the canvas.
class LayersPane : public QWidget {
  Q_OBJECT

 public:
  LayersPane(const PaneContext& context, QWidget* parent);

 private:
  QWidget* layer(const QString& title, const QString& hint, QAction* toggle, QList<QWidget*> content);
  void refresh();

  ViewState& state_;
  SliderField* opacity_;
};

}  // namespace ssa
