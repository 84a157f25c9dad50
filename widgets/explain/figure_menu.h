#pragma once

#include <QMenu>

#include "viz/figure/figure_file.h"

namespace ssa {

class Instrument;

/// Saves what an instrument shows as a figure: vector PDF or SVG, or PNG at a multiple of the screen; or copies it.
class FigureMenu : public QMenu {
  Q_OBJECT

 public:
  explicit FigureMenu(Instrument& instrument);
  /// What is shown now, as the bytes of a file.
  Result<QByteArray> render(const FigureOptions& options) const;
  /// Draws now, writes off the UI thread; the session tells how it went.
  void save(const FigureOptions& options, const QString& file);

 private:
  void add(const char* name, const QString& text, const FigureOptions& options);
  void askFor(const FigureOptions& options);
  /// Of the figure: what is shown, of which picture, by which models.
  FigureOptions described(FigureOptions options) const;
  void copy();

  Instrument& instrument_;
};

}  // namespace ssa
