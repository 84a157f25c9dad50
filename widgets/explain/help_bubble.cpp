#include "widgets/explain/help_bubble.h"

#include <QFrame>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/controls.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {
constexpr int kBubbleWidth_px = 400;
}

void HelpBubble::show(const QString& title, const QString& help, const QString& formula, QWidget& anchor) {
  auto* bubble = new QFrame(&anchor, Qt::Popup);
  named(bubble, "helpBubble", title);
  bubble->setAttribute(Qt::WA_DeleteOnClose);
  bubble->setProperty("card", true);
  auto* column = new QVBoxLayout(bubble);
  column->setContentsMargins(16, 12, 16, 14);
  column->setSpacing(8);
  auto* head = new QLabel(title, bubble);
  head->setProperty("heading", true);
  column->addWidget(head);
  for (const QString& paragraph : help.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts)) {
    auto* text = new QLabel(paragraph, bubble);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    column->addWidget(text);
  }
  if (!formula.isEmpty()) {
    column->addWidget(captionLabel(bubble, QLabel::tr("Formula")));
    auto* text = new QLabel(formula, bubble);
    text->setObjectName(QStringLiteral("helpFormula"));
    text->setTextFormat(Qt::PlainText);
    text->setFont(readoutFont());
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(text);
  }
  bubble->setFixedWidth(kBubbleWidth_px);
  bubble->resize(kBubbleWidth_px, column->heightForWidth(kBubbleWidth_px));
  const QRect screen = anchor.screen()->availableGeometry();
  const QPoint corner = anchor.mapToGlobal(QPoint(anchor.width() - kBubbleWidth_px, anchor.height() + 4));
  bubble->move(std::clamp(corner.x(), screen.left(), std::max(screen.left(), screen.right() - bubble->width())),
               std::clamp(corner.y(), screen.top(), std::max(screen.top(), screen.bottom() - bubble->height())));
  bubble->show();
}

}  // namespace ssa
