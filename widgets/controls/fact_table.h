#pragma once

#include <QWidget>

#include <utility>
#include <vector>

class QGridLayout;
class QLabel;

namespace ssa {

class ElidedLabel;

/// Names and values in two aligned columns; values can be selected and are shortened where they do not fit.
class FactTable : public QWidget {
  Q_OBJECT

 public:
  explicit FactTable(QWidget* parent);
  /// Rows with an empty value are left out.
  void setFacts(const std::vector<std::pair<QString, QString>>& facts);

 private:
  QGridLayout* grid_;
  std::vector<std::pair<QLabel*, ElidedLabel*>> lines_;
};

}  // namespace ssa
