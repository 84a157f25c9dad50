#include "app/session/explain/linked_selection.h"

#include <utility>

namespace ssa {

void LinkedSelection::setCells(CellSet cells, const QObject* source) { set(std::move(cells), pair_, source); }

void LinkedSelection::setPair(std::optional<ClassPair> pair, const QObject* source) { set(cells_, pair, source); }

void LinkedSelection::set(CellSet cells, std::optional<ClassPair> pair, const QObject* source) {
  const bool places = cells != cells_, classes = pair != pair_;
  cells_ = std::move(cells);
  pair_ = pair;
  if (places) Q_EMIT cellsChanged(source);
  if (classes) Q_EMIT pairChanged(source);
}

}  // namespace ssa

#include "moc_linked_selection.cpp"
