#pragma once

#include <QTableWidget>

#include <optional>

#include "app/session/view_kind.h"
#include "engine/api/embedding.h"

namespace ssa {

/// How well classes stand apart in the feature space itself: a line for the baseline and one for SSA.
class MapQuality : public QTableWidget {
  Q_OBJECT

 public:
  explicit MapQuality(QWidget* parent);
  void setSide(Slot slot, const std::optional<ClusterQuality>& quality, bool shown);
};

}  // namespace ssa
