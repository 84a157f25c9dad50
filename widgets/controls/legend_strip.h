#pragma once

#include <QColor>
#include <QWidget>

#include <vector>

namespace ssa {

/// Coloured squares with names and values in one line. Where the room is short the names go first, then the
/// whole; the tool tip keeps everything.
class LegendStrip : public QWidget {
  Q_OBJECT

 public:
  struct Item {
    QColor colour;
    QString name;
    QString value;
  };

  explicit LegendStrip(QWidget* parent);
  void setItems(std::vector<Item> items);
  QString text() const;  ///< all names and values
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  int widthOf(const Item& item, bool named) const;
  int totalWidth(bool named) const;
  std::vector<Item> items_;
};

}  // namespace ssa
