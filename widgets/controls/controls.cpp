#include "widgets/controls/controls.h"

#include <QAction>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "widgets/theme/icons.h"

namespace ssa {
namespace {

constexpr QSize kIcon_px{16, 16};

QToolButton* bareButton(QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setAutoRaise(true);
  button->setIconSize(kIcon_px);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

}  // namespace

QToolButton* iconButton(QWidget* parent, const char* objectName, const QString& text, const char* iconName) {
  QToolButton* button = named(bareButton(parent), objectName, text);
  button->setToolTip(text);
  button->setIcon(icon(iconName));
  return button;
}

QToolButton* actionButton(QWidget* parent, QAction* action) {
  QToolButton* button = bareButton(parent);
  button->setDefaultAction(action);
  button->setToolButtonStyle(Qt::ToolButtonIconOnly);
  QString spoken = action->text();
  spoken.remove(QLatin1Char('&'));
  button->setObjectName(action->objectName() + QStringLiteral("Button"));
  button->setAccessibleName(spoken);
  return button;
}

QToolButton* toolButton(QWidget* parent, const char* objectName, const QString& text) {
  QToolButton* button = named(bareButton(parent), objectName, text);
  button->setText(text);
  button->setToolButtonStyle(Qt::ToolButtonTextOnly);
  return button;
}

void joinSegments(const QList<QToolButton*>& buttons) {
  for (qsizetype i = 0; i < buttons.size(); ++i) {
    const char* place = i == 0 ? "first" : i + 1 == buttons.size() ? "last" : "middle";
    buttons[i]->setProperty("segment", QString::fromLatin1(place));
  }
}

QPushButton* pushButton(QWidget* parent, const char* objectName, const QString& text) {
  auto* button = named(new QPushButton(text, parent), objectName, text);
  button->setAutoDefault(false);
  button->setFocusPolicy(Qt::TabFocus);
  return button;
}

QLineEdit* searchField(QWidget* parent, const char* objectName, const QString& placeholder) {
  auto* field = named(new QLineEdit(parent), objectName, placeholder);
  field->setPlaceholderText(placeholder);
  field->setClearButtonEnabled(true);
  field->addAction(icon("search"), QLineEdit::LeadingPosition);
  return field;
}

QComboBox* pickList(QWidget* parent, const char* objectName, const QString& accessibleName) {
  auto* list = named(new QComboBox(parent), objectName, accessibleName);
  list->setToolTip(accessibleName);
  list->setFocusPolicy(Qt::TabFocus);
  list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  return list;
}

QLabel* mutedLabel(QWidget* parent, const QString& text) {
  auto* label = new QLabel(text, parent);
  label->setProperty("muted", true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

QLabel* captionLabel(QWidget* parent, const QString& text) {
  auto* label = new QLabel(text, parent);
  label->setProperty("caption", true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

QFrame* verticalRule(QWidget* parent) {
  auto* rule = new QFrame(parent);
  rule->setProperty("rule", QStringLiteral("vertical"));
  rule->setFixedWidth(1);
  return rule;
}

}  // namespace ssa
