#pragma once

#include <QString>
#include <QToolButton>

class QAbstractButton;
class QAction;
class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ssa {

/// Gives a widget the name tests and style sheets know it by, and the one a screen reader speaks.
template <class W>
W* named(W* widget, const char* objectName, const QString& accessibleName) {
  widget->setObjectName(QString::fromLatin1(objectName));
  widget->setAccessibleName(accessibleName);
  return widget;
}

/// A flat button of one icon; `text` is its tool tip and accessible name.
QToolButton* iconButton(QWidget* parent, const char* objectName, const QString& text, const char* iconName);
/// A flat button that shows an action: its icon alone, tool tip and state follow the action.
QToolButton* actionButton(QWidget* parent, QAction* action);
/// A flat button of text alone.
QToolButton* toolButton(QWidget* parent, const char* objectName, const QString& text);
/// Joins buttons into one bar of segments.
void joinSegments(const QList<QToolButton*>& buttons);

QPushButton* pushButton(QWidget* parent, const char* objectName, const QString& text);
/// A line edit with a magnifier, a clear button and `placeholder` as its accessible name.
QLineEdit* searchField(QWidget* parent, const char* objectName, const QString& placeholder);
QComboBox* pickList(QWidget* parent, const char* objectName, const QString& accessibleName);

QLabel* mutedLabel(QWidget* parent, const QString& text = {});
QLabel* captionLabel(QWidget* parent, const QString& text);
/// A thin vertical line between groups of a bar.
QFrame* verticalRule(QWidget* parent);

}  // namespace ssa
