#pragma once

#include <QString>
#include <QWidget>

#include <vector>

#include "engine/runs/dry_run.h"

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace ssa {

class EmptyHint;
class FactTable;

/// What the trainer itself found when it did one step and one validation: what the run will cost, and every reason why
/// it may not start.
class PreflightView : public QWidget {
  Q_OBJECT

 public:
  explicit PreflightView(QWidget* parent);
  void showReport(const DryRunReport& report);
  void showWaiting();
  void showNothing();
  void showError(const Error& error);

 private:
  void clearWords();
  void say(const QString& text, const QString& remedy, const char* tone);

  QStackedWidget* stack_;
  EmptyHint* empty_;
  QLabel* verdict_;
  FactTable* facts_;
  FactTable* losses_;
  QVBoxLayout* words_;
};

}  // namespace ssa
