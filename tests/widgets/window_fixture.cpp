#include "tests/widgets/window_fixture.h"

#include <QCoreApplication>
#include <QEvent>

#include "tests/support/runner.h"

namespace ssa::test {

WindowFixture::WindowFixture()
    : session(std::make_unique<Session>(Session::Config{
          .settingsFile = settingsFile(), .modelsFolder = QString::fromStdString(tempDir().string()), .synchronousJobs = true})),
      window(std::make_unique<MainWindow>(*session)) {}

void WindowFixture::openPicture() {
  session->openPicture(smallPicture());
  QCoreApplication::sendPostedEvents();
}

QString settingsFile() { return QString::fromStdString((tempDir() / "studio.ini").string()); }

QImage smallPicture() {
  QImage picture(48, 32, QImage::Format_RGB888);
  for (int y = 0; y < picture.height(); ++y)
    for (int x = 0; x < picture.width(); ++x) picture.setPixel(x, y, qRgb(x * 5, y * 7, 128));
  return picture;
}

}  // namespace ssa::test
