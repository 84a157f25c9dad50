#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

namespace ssa {

/// Which palette the user asked for; `system` follows the desktop.
enum class ThemeChoice { system, light, dark };

/// Every colour of the window outside the canvas. One accent; the rest are greys, and one tint each
/// for errors, warnings and success. Text on any of its grounds reaches a contrast of 4.5.
struct Theme {
  bool dark = false;
  QColor window;   ///< bars and the space between panes
  QColor surface;  ///< panes and cards
  QColor field;    ///< inputs and lists
  QColor stripe;   ///< every other row
  QColor hover;
  QColor pressed;
  QColor line;  ///< hairlines between areas
  QColor edge;  ///< outline of inputs
  QColor text;
  QColor muted;   ///< secondary text
  QColor faint;   ///< disabled text
  QColor accent;  ///< focus, active, progress
  QColor onAccent;
  QColor accentSoft;  ///< ground of selected things
  QColor error, errorSoft;
  QColor warning, warningSoft;
  QColor success;

  static const Theme& light();
  static const Theme& darkTheme();
  /// The theme last applied; light before the first.
  static const Theme& current();

  QPalette palette() const;
};

/// Contrast ratio of WCAG 2.1, 1..21.
double contrastRatio(const QColor& a, const QColor& b);

/// `system`, `light`, `dark` as stored in the settings.
QString nameOf(ThemeChoice choice);
ThemeChoice themeFromName(const QString& name);

/// Sets style, palette, font and style sheet of the application.
void applyTheme(ThemeChoice choice);

/// Inter where it is installed, else the system's font, at the system's size within 9..11 points.
QFont interfaceFont();
/// The same with fixed-width digits, for readouts.
QFont readoutFont();

}  // namespace ssa
