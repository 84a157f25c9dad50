#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyle>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

#include "widgets/theme/style_sheet.h"

// Resources of a static library have to be asked for, outside any namespace.
static void initialiseResources() { Q_INIT_RESOURCE(resources); }

namespace ssa {
namespace {

QColor rgb(unsigned value) { return QColor::fromRgb(value); }

Theme makeLight() {
  Theme t;
  t.window = rgb(0xf1f2f5), t.surface = rgb(0xfbfbfc), t.field = rgb(0xffffff), t.stripe = rgb(0xf6f7f9);
  t.hover = rgb(0xe7e9ee), t.pressed = rgb(0xdadee5), t.line = rgb(0xdcdfe5), t.edge = rgb(0xc5cad3);
  t.text = rgb(0x1a1e25), t.muted = rgb(0x59616e), t.faint = rgb(0x9aa1ad);
  t.accent = rgb(0x2f62d0), t.onAccent = rgb(0xffffff), t.accentSoft = rgb(0xdfe8fb);
  t.error = rgb(0xb3261e), t.errorSoft = rgb(0xfcebea);
  t.warning = rgb(0x855300), t.warningSoft = rgb(0xfff3d9);
  t.success = rgb(0x1d7446);
  return t;
}

Theme makeDark() {
  Theme t;
  t.dark = true;
  t.window = rgb(0x1a1c20), t.surface = rgb(0x202328), t.field = rgb(0x181a1e), t.stripe = rgb(0x1c1f23);
  t.hover = rgb(0x2b2f36), t.pressed = rgb(0x363b44), t.line = rgb(0x2f333a), t.edge = rgb(0x434954);
  t.text = rgb(0xe5e8ed), t.muted = rgb(0xa3abb7), t.faint = rgb(0x666d79);
  t.accent = rgb(0x82a9ff), t.onAccent = rgb(0x10141c), t.accentSoft = rgb(0x273555);
  t.error = rgb(0xf4968f), t.errorSoft = rgb(0x3b2526);
  t.warning = rgb(0xe8bd63), t.warningSoft = rgb(0x382f1f);
  t.success = rgb(0x80cb9b);
  return t;
}

const Theme* currentTheme = nullptr;

// Our own palette hides the desktop's; without it the style answers with the platform's.
bool systemIsDark() {
  QApplication::setPalette(QPalette());
  const QPalette system = QApplication::palette();
  return system.color(QPalette::Window).lightness() < system.color(QPalette::WindowText).lightness();
}

double luminance(const QColor& c) {
  const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

}  // namespace

const Theme& Theme::light() {
  static const Theme theme = makeLight();
  return theme;
}

const Theme& Theme::darkTheme() {
  static const Theme theme = makeDark();
  return theme;
}

const Theme& Theme::current() { return currentTheme ? *currentTheme : light(); }

QPalette Theme::palette() const {
  QPalette p;
  p.setColor(QPalette::Window, window);
  p.setColor(QPalette::WindowText, text);
  p.setColor(QPalette::Base, field);
  p.setColor(QPalette::AlternateBase, stripe);
  p.setColor(QPalette::Text, text);
  p.setColor(QPalette::PlaceholderText, muted);
  p.setColor(QPalette::Button, surface);
  p.setColor(QPalette::ButtonText, text);
  p.setColor(QPalette::BrightText, error);
  p.setColor(QPalette::ToolTipBase, surface);
  p.setColor(QPalette::ToolTipText, text);
  p.setColor(QPalette::Highlight, accentSoft);
  p.setColor(QPalette::HighlightedText, text);
  p.setColor(QPalette::Link, accent);
  p.setColor(QPalette::LinkVisited, accent);
  p.setColor(QPalette::Light, surface);
  p.setColor(QPalette::Midlight, hover);
  p.setColor(QPalette::Mid, edge);
  p.setColor(QPalette::Dark, edge);
  p.setColor(QPalette::Shadow, line);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
    p.setColor(QPalette::Disabled, role, faint);
  return p;
}

double contrastRatio(const QColor& a, const QColor& b) {
  const double first = luminance(a), second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QString nameOf(ThemeChoice choice) {
  switch (choice) {
    case ThemeChoice::light:
      return QStringLiteral("light");
    case ThemeChoice::dark:
      return QStringLiteral("dark");
    case ThemeChoice::system:
      break;
  }
  return QStringLiteral("system");
}

ThemeChoice themeFromName(const QString& name) {
  for (const ThemeChoice choice : {ThemeChoice::light, ThemeChoice::dark})
    if (name == nameOf(choice)) return choice;
  return ThemeChoice::system;
}

void applyTheme(ThemeChoice choice) {
  initialiseResources();
  // A style sheet wraps the style, so the name is asked of the base.
  static const bool styled = [] {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setFont(interfaceFont());
    return true;
  }();
  Q_UNUSED(styled)
  const bool dark = choice == ThemeChoice::dark || (choice == ThemeChoice::system && systemIsDark());
  currentTheme = dark ? &Theme::darkTheme() : &Theme::light();
  QApplication::setPalette(currentTheme->palette());
  qApp->setStyleSheet(styleSheet(*currentTheme));
}

QFont interfaceFont() {
  QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
  if (QFontDatabase::hasFamily(QStringLiteral("Inter"))) font.setFamilies({QStringLiteral("Inter"), font.family()});
  font.setPointSizeF(std::clamp(font.pointSizeF() > 0 ? font.pointSizeF() : 9.75, 9.0, 11.0));
  return font;
}

QFont readoutFont() {
  QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  font.setPointSizeF(interfaceFont().pointSizeF() - 0.5);
  return font;
}

}  // namespace ssa
