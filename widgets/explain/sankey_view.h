#pragma once

#include <QPainterPath>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

#include "engine/api/flips.h"
#include "engine/core/palette.h"

namespace ssa {

/// Flows of pixels between classes from stage to stage, as a Sankey diagram: a column per stage, a bar per class, a band
/// per flow. Flows of pixels that change are coloured by what became of them; those that stay are pale.
class SankeyView : public QWidget {
  Q_OBJECT

 public:
  /// A band: from a class at one column to a class at the next.
  struct Flow {
    int column = 0;
    int fromClass = 0;
    int toClass = 0;
    friend bool operator==(const Flow&, const Flow&) = default;
  };
  explicit SankeyView(QWidget* parent);

  void setLedger(std::shared_ptr<const FlipLedger> ledger, const QStringList& stages, const QStringList& classes,
                 const Palette& palette);
  void clear();
  std::optional<Flow> flowAt(QPointF pos) const;
  std::optional<Flow> chosen() const { return chosen_; }
  void setChosen(std::optional<Flow> flow);
  /// What a flow means, in words.
  QString words(const Flow& flow) const;

  QSize sizeHint() const override { return {520, 320}; }
  QSize minimumSizeHint() const override { return {320, 200}; }

 Q_SIGNALS:
  void flowChosen();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  struct Bar {
    int column = 0;
    int id = 0;
    QRectF place;
  };
  struct Band {
    Flow flow;
    const FlipLink* link = nullptr;
    double left = 0, right = 0, leftTop = 0, rightTop = 0, thickness = 0;
    QPainterPath path() const;
  };
  void arrange();
  QColor colourOf(const FlipLink& link) const;
  const Band* find(const Flow& flow) const;

  std::shared_ptr<const FlipLedger> ledger_;
  QStringList stages_, classes_;
  Palette palette_;
  std::vector<Bar> bars_;
  std::vector<Band> bands_;  ///< those that stay first, so that changes lie on top
  std::optional<Flow> hovered_, chosen_;
};

/// Colour of what became of pixels: apart for colour-blind readers.
QColor outcomeColour(FlipOutcome outcome);
QString outcomeTitle(FlipOutcome outcome);

}  // namespace ssa
