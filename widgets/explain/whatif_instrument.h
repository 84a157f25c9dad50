#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "app/session/explain/patch_history.h"
#include "widgets/explain/instrument.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace ssa {

class PatchShelfRow;
class SliderField;

/// Prototypes changed by hand: how strongly a class adapts, which one keeps its fixed prototype, which two stand further
/// apart. The mask follows at once; every step can be taken back, and a change can be kept as a file.
class WhatIfInstrument : public Instrument {
  Q_OBJECT

 public:
  WhatIfInstrument(ExplainSession& session, QWidget* parent);
  const Patch& patch() const { return history_.patch(); }
  /// Sets the patch as one step that can be undone.
  void setPatch(const Patch& patch);
  void undo();
  void redo();
  void save(const QString& file);
  void load(const QString& file);

 protected:
  void refresh() override;
  void forget() override;

 private:
  QWidget* makeClassPart();
  QWidget* makePushPart();
  QWidget* makeBar();
  void edit(const std::function<void(Patch&)>& change, const QString& step);
  void showControls();
  void ask();
  int classChosen() const;
  void say(const Error& error, const QString& subject);

  PatchHistory& history_;
  QComboBox* class_;
  PatchShelfRow* shelf_;
  SliderField* strength_;
  QCheckBox* frozen_;
  SliderField* towards_;
  QPushButton* drag_;
  QComboBox *first_, *second_;
  SliderField* push_;
  QPushButton *undo_, *redo_, *reset_, *save_;
  QListWidget* changes_;
  QLabel* words_;
  std::shared_ptr<LiveWhatIf> live_;
};

}  // namespace ssa
