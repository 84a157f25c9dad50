#include "widgets/explain/figure_parts.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QPainter>
#include <QProgressBar>
#include <QSplitterHandle>
#include <QTableView>

#include <vector>

#include "widgets/controls/elided_label.h"
#include "widgets/controls/fact_table.h"
#include "widgets/controls/slider_field.h"
#include "widgets/explain/set_picker.h"
#include "widgets/explain/set_run.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

constexpr int kFigureMargin_px = 12;

template <class... Kinds>
bool isAnyOf(QWidget* widget) {
  return ((qobject_cast<Kinds*>(widget) != nullptr) || ...);
}

bool steers(QWidget* widget) {
  return isAnyOf<QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QProgressBar, QSplitterHandle,
                 SetPicker, SetRun, SliderField>(widget);
}

// Captions and sentences; not the words beside a control.
bool isWords(const QLabel& label) { return !label.text().isEmpty() && (label.wordWrap() || label.property("caption").toBool()); }

void gatherParts(QWidget& root, std::vector<QWidget*>& parts) {
  for (QObject* child : root.children()) {
    auto* widget = qobject_cast<QWidget*>(child);
    if (!widget || widget->isWindow() || !widget->isVisible() || widget->size().isEmpty() || steers(widget)) continue;
    if (auto* label = qobject_cast<QLabel*>(widget)) {
      if (isWords(*label)) parts.push_back(label);
    } else if (auto* table = qobject_cast<QTableView*>(widget)) {
      if (table->horizontalHeader()->isVisible()) parts.push_back(table->horizontalHeader());
      parts.push_back(table->viewport());
    } else if (auto* list = qobject_cast<QAbstractScrollArea*>(widget)) {
      parts.push_back(list->viewport());
    } else if (qobject_cast<FactTable*>(widget) || !widget->layout()) {
      // Splitters and stacks have no layout of their own either, but others below them.
      if (widget->inherits("QSplitter") || widget->inherits("QStackedWidget"))
        gatherParts(*widget, parts);
      else if (widget->metaObject() != &QWidget::staticMetaObject)
        parts.push_back(widget);
    } else {
      gatherParts(*widget, parts);
    }
  }
}

}  // namespace

FigureParts figurePartsOf(QWidget& pane, const QString& title) {
  std::vector<QWidget*> parts;
  gatherParts(pane, parts);
  if (parts.empty()) return {};
  const auto placeOf = [&pane](QWidget* part) { return QRect(part->mapTo(&pane, QPoint()), part->size()); };
  QRect whole;
  for (QWidget* part : parts) whole |= placeOf(part);
  const QFont font = pane.font();
  QFont strong = font;
  strong.setWeight(QFont::DemiBold);
  const int head = title.isEmpty() ? 0 : QFontMetrics(strong).height() + kFigureMargin_px / 2;
  FigureParts figure;
  figure.size = whole.size() + QSize(2 * kFigureMargin_px, 2 * kFigureMargin_px + head);
  figure.paint = [parts, placeOf, whole, head, strong, title, size = figure.size](QPainter& painter) {
    const Theme& theme = Theme::current();
    painter.fillRect(QRectF({}, size), theme.surface);
    painter.setFont(strong);
    painter.setPen(theme.text);
    painter.drawText(QRectF(kFigureMargin_px, kFigureMargin_px, size.width() - 2 * kFigureMargin_px, head),
                     static_cast<int>(Qt::AlignLeft | Qt::AlignTop), title);
    const QPoint origin = QPoint(kFigureMargin_px, kFigureMargin_px + head) - whole.topLeft();
    for (QWidget* part : parts) {
      painter.save();
      painter.translate(placeOf(part).topLeft() + origin);
      part->render(&painter, {}, {}, QWidget::DrawChildren);
      painter.restore();
    }
  };
  return figure;
}

}  // namespace ssa
