#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>

#include "widgets/panes/pane.h"

class QDockWidget;
class QMainWindow;

namespace ssa {

class Settings;

/// The docks of the window: makes them from the list of panes, remembers where they are, puts them back.
class WindowLayout : public QObject {
  Q_OBJECT

 public:
  WindowLayout(QMainWindow& window, const PaneContext& context);

  QDockWidget* dock(const char* id) const { return docks_.value(QLatin1String(id)); }
  /// Shows a pane and brings its tab to the front.
  void bringUp(const char* id);
  void reset();
  /// Puts the viewer's panes away while another page is shown, and back where they were.
  void setAside(bool aside);
  void restore(const Settings& settings);
  void save(Settings& settings) const;

 private:
  void arrange();
  void refreshTitlesSoon();
  void refreshTitles();

  QMainWindow& window_;
  QHash<QString, QDockWidget*> docks_;
  bool titlesDue_ = false;
  bool aside_ = false;
  QByteArray viewerState_;  ///< of the panes while they are aside
};

}  // namespace ssa
