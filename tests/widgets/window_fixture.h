#pragma once

#include <QImage>
#include <QString>

#include <memory>

#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/main_window.h"

namespace ssa::test {

/// A window on a session of its own: settings and models in a temporary folder, jobs run at once. It is never
/// shown, because the offscreen platform has no OpenGL.
struct WindowFixture {
  WindowFixture();

  std::unique_ptr<Session> session;
  std::unique_ptr<MainWindow> window;

  /// Opens a small picture as if it had been pasted.
  void openPicture();
  Actions& actions() { return window->actions(); }
};

QString settingsFile();
QImage smallPicture();

}  // namespace ssa::test
