#pragma once

#include <QString>

class QWidget;

namespace ssa {

/// The help of an instrument: how to read it, and its formula. A popup that closes at the next click or Esc.
struct HelpBubble {
  /// Below `anchor`, inside the screen. `help`: paragraphs separated by empty lines.
  static void show(const QString& title, const QString& help, const QString& formula, QWidget& anchor);
};

}  // namespace ssa
