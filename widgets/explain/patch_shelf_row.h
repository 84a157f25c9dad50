#pragma once

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

#include "app/session/explain/patch_shelf.h"

class QComboBox;
class QPushButton;

namespace ssa {

class ExplainSession;

/// The changes kept by name for a model: a list to take one from, a name to keep the present one under, and a button that
/// deletes the one that is shown.
class PatchShelfRow : public QWidget {
  Q_OBJECT

 public:
  PatchShelfRow(ExplainSession& session, QWidget* parent);
  /// Reads the shelf of a model.
  void setModel(const std::string& sha256);
  /// The buttons follow the change that is tried out.
  void refresh();

 Q_SIGNALS:
  void chosen(const ssa::Patch& patch);
  void said(const QString& words);

 private:
  void read(const QString& name);
  void keep();
  void removeShown();
  /// The one of the list whose name is written; null for a new name.
  const ShelvedPatch* shown() const;

  ExplainSession& session_;
  PatchShelf shelf_;
  std::string model_;
  std::vector<ShelvedPatch> patches_;
  QComboBox* names_;
  QPushButton *keep_, *delete_;
};

}  // namespace ssa
