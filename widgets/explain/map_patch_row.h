#pragma once

#include <QWidget>

#include "engine/api/what_if.h"

class QPushButton;

namespace ssa {

class ElidedLabel;
class ExplainSession;

/// What the prototypes that were moved by hand change, with the steps back and forth and the file: the same patch as in
/// What if.
class MapPatchRow : public QWidget {
  Q_OBJECT

 public:
  MapPatchRow(ExplainSession& session, QWidget* parent);
  /// Buttons; `hint` is said while nothing is changed.
  void refresh(const QString& hint);
  void tell(const WhatIfResult& result);
  void tell(const QString& words);
  void save(const QString& file);

 private:
  ExplainSession& session_;
  ElidedLabel* words_;
  QPushButton *undo_, *redo_, *reset_, *save_;
};

}  // namespace ssa
