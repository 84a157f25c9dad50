#pragma once

#include <QWidget>

#include <array>

#include "app/session/view_kind.h"
#include "widgets/panes/pane.h"

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace ssa {

class EmptyHint;
class FactTable;
class StageChart;

/// What is known of both models, of their last pass and of the device.
class ModelPane : public QWidget {
  Q_OBJECT

 public:
  ModelPane(const PaneContext& context, QWidget* parent);

 private:
  struct Section {
    QWidget* whole = nullptr;
    FactTable* facts = nullptr;
    QLabel* warnings = nullptr;
    StageChart* times = nullptr;
  };
  Section makeSection(Slot slot, QVBoxLayout* column);
  void refresh();
  void refresh(Slot slot);

  Session& session_;
  QStackedWidget* stack_;
  EmptyHint* empty_;
  FactTable* device_;
  std::array<Section, kSlots> sections_;
};

}  // namespace ssa
