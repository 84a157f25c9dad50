#pragma once

#include <QWidget>

#include <memory>

#include "app/session/explain/attribution_view.h"

class QTableWidget;

namespace ssa {

class MapTile;

/// The channels of a stage with their weights and statistics, and the activations of the chosen one.
class ChannelBrowser : public QWidget {
  Q_OBJECT

 public:
  explicit ChannelBrowser(QWidget* parent);
  void setAnswer(std::shared_ptr<const AttributionAnswer> answer);
  void clear() { setAnswer(nullptr); }
  /// Marks a place of the picture on the map of activations.
  void setPlace(std::optional<QPointF> place);

 Q_SIGNALS:
  void failed(const ssa::Error& error);

 private:
  void showChannel(int row);

  std::shared_ptr<const AttributionAnswer> answer_;
  QTableWidget* channels_;
  MapTile* map_;
};

}  // namespace ssa
