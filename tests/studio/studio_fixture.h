#pragma once

#include <QImage>
#include <QString>
#include <QStringList>

#include <memory>

#include "app/session/session.h"
#include "tests/studio/watchdog.h"
#include "widgets/actions.h"
#include "widgets/main_window.h"
#include "widgets/training/training_desk.h"

namespace ssa::test {

/// The real window on the screen, with real threads, on settings, models and pictures in temporary folders.
class Studio {
 public:
  explicit Studio(const char* story, QString settingsFile = {}, const TrainingPlaces& places = {});
  ~Studio();

  Session& session() { return *session_; }
  MainWindow& window() { return *window_; }
  Watchdog& watchdog() { return watchdog_; }

  /// Triggers an action by its object name, answering a file dialog with `files`.
  void act(const char* action, const QStringList& files = {});
  template <class W>
  W* find(const char* objectName) {
    return window_->findChild<W*>(QLatin1String(objectName));
  }
  /// Waits until no job is left and the window has settled.
  bool settle(int timeout_ms = 60'000);
  /// The canvas as it is on the screen.
  QImage shown();
  /// Moves the mouse over a picture pixel of a view.
  void hover(QPointF pos_in_image, int view);

 private:
  std::unique_ptr<Session> session_;
  std::unique_ptr<MainWindow> window_;
  Watchdog watchdog_;
};

/// A folder of `count` street-like pictures `street_0.png`… with masks of 11 classes beside it in `truth`.
struct PictureFolder {
  QString folder;
  QString truthFolder;
  QStringList pictures;
};
PictureFolder makePictures(int count);

/// Model folders of untrained SeaFormer-T for CamVid's 11 classes, made once per process.
QString plainModel();
QString ssaModel();

/// Longest gap of the event loop a story may see: software OpenGL on a shared machine.
inline constexpr qint64 kLongestGap_ms = 500;

}  // namespace ssa::test
