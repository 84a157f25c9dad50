#pragma once

#include <QObject>

#include <optional>

#include "app/session/explain/cell_set.h"

namespace ssa {

/// Two classes that are looked at together: rows and columns of a matrix, truth and prediction, or two rivals.
struct ClassPair {
  int first = -1;
  int second = -1;
  friend bool operator==(const ClassPair&, const ClassPair&) = default;
};

/// What every instrument and the picture point at together: places of the picture, and a pair of classes. Whoever changes
/// it names itself as `source`, so that it can tell its own changes from those of others.
class LinkedSelection : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  /// On the grid of whoever chose them; `CellSet::on` moves them to another.
  const CellSet& cells() const { return cells_; }
  std::optional<ClassPair> pair() const { return pair_; }

  void setCells(CellSet cells, const QObject* source);
  void setPair(std::optional<ClassPair> pair, const QObject* source);
  /// Places and pair at once: one signal each, after both are set.
  void set(CellSet cells, std::optional<ClassPair> pair, const QObject* source);
  void clear(const QObject* source) { set({}, std::nullopt, source); }

 Q_SIGNALS:
  void cellsChanged(const QObject* source);
  void pairChanged(const QObject* source);

 private:
  CellSet cells_;
  std::optional<ClassPair> pair_;
};

}  // namespace ssa
