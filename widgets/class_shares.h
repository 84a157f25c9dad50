#pragma once

#include <QObject>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/core/label_map.h"

namespace ssa {

class JobQueue;

/// Pixel shares of the classes of a mask, counted off the UI thread and remembered for the last few masks.
class ClassShares : public QObject {
  Q_OBJECT

 public:
  explicit ClassShares(JobQueue& jobs, QObject* parent = nullptr);

  /// Share per class id, 0..1 of all pixels that are not kIgnore. None while it is being counted (`counted`
  /// follows) or without a mask.
  using Shares = std::array<double, 256>;
  const Shares* of(const std::shared_ptr<const LabelMap>& mask);

 Q_SIGNALS:
  void counted();

 private:
  struct Entry {
    std::weak_ptr<const LabelMap> mask;
    std::optional<Shares> shares;
  };
  JobQueue& jobs_;
  std::vector<std::shared_ptr<Entry>> entries_;
};

}  // namespace ssa
