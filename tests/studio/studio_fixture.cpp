#include "tests/studio/studio_fixture.h"

#include <QAction>
#include <QElapsedTimer>
#include <QPainter>
#include <QTest>

#include "app/session/jobs/job_queue.h"
#include "engine/api/model.h"
#include "tests/support/runner.h"
#include "widgets/canvas/canvas.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/feedback/notifier.h"

namespace ssa::test {
namespace {

QString pathOf(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

QString makeModel(ClassifierKind classifier, const char* name) {
  ModelConfig config;
  config.architecture = "seaformer_t";
  config.classifier = classifier;
  config.labels = LabelSet::preset("camvid11").value();
  config.num_classes = config.labels.count();
  const std::filesystem::path folder = tempDir() / name;
  const Result<ModelInfo> made = createModel(config, 7, folder);
  if (!made) qFatal("%s", made.error().toString().c_str());
  return pathOf(folder);
}

}  // namespace

Studio::Studio(const char* story, QString settingsFile, const TrainingPlaces& places)
    : session_(std::make_unique<Session>(
          Session::Config{.settingsFile = settingsFile.isEmpty() ? pathOf(tempDir() / "studio.ini") : std::move(settingsFile),
                          .modelsFolder = pathOf(tempDir())})),
      window_(std::make_unique<MainWindow>(*session_, places)),
      watchdog_(story) {
  window_->resize(1400, 900);
  window_->show();
  if (!QTest::qWaitForWindowExposed(window_.get())) qFatal("the window does not appear");
  // Without a window manager nobody else gives the window the focus its keys need.
  window_->activateWindow();
  if (!QTest::qWaitForWindowActive(window_.get())) qFatal("the window does not become active");
  watchdog_.forgive();
}

Studio::~Studio() { file_dialogs::setAnswerer({}); }

void Studio::act(const char* action, const QStringList& files) {
  file_dialogs::setAnswerer([files](FileQuestion, const QString&) { return files; });
  auto* found = find<QAction>(action);
  if (!found) qFatal("no action %s", action);
  found->trigger();
}

bool Studio::settle(int timeout_ms) {
  QElapsedTimer clock;
  clock.start();
  int quiet = 0;
  while (quiet < 5 && clock.elapsed() < timeout_ms) {
    QTest::qWait(40);
    quiet = session_->jobs().idle() ? quiet + 1 : 0;
  }
  return quiet >= 5;
}

QImage Studio::shown() {
  QImage image = window_->canvas().grabShown();
  watchdog_.forgive();
  return image;
}

void Studio::hover(QPointF pos_in_image, int view) {
  const QPoint target = window_->canvas().widgetFromImage(pos_in_image, view).toPoint();
  QTest::mouseMove(&window_->canvas(), target + QPoint(1, 1));
  QTest::mouseMove(&window_->canvas(), target);
  QTest::qWait(80);
}

PictureFolder makePictures(int count) {
  PictureFolder made;
  const std::filesystem::path root = tempDir();
  std::filesystem::create_directories(root / "pictures");
  std::filesystem::create_directories(root / "truth");
  made.folder = pathOf(root / "pictures");
  made.truthFolder = pathOf(root / "truth");
  for (int i = 0; i < count; ++i) {
    QImage picture(160, 120, QImage::Format_RGB888);
    picture.fill(QColor(120, 160 + i, 220));
    QPainter painter(&picture);
    painter.fillRect(0, 70, 160, 50, QColor(90, 90, 95));
    painter.fillRect(20 + 10 * i, 30, 40, 45, QColor(150, 90, 60));
    painter.fillRect(110, 55, 24, 20, QColor(40, 60, 160));
    painter.end();
    QImage mask(160, 120, QImage::Format_Grayscale8);
    mask.fill(0);
    for (int y = 0; y < 120; ++y)
      for (int x = 0; x < 160; ++x) {
        uchar id = y >= 70 ? 3 : 0;
        if (x >= 20 + 10 * i && x < 60 + 10 * i && y >= 30 && y < 75) id = 1;
        if (x >= 110 && x < 134 && y >= 55 && y < 75) id = 8;
        mask.scanLine(y)[x] = id;
      }
    const QString name = QStringLiteral("street_%1.png").arg(i);
    made.pictures += made.folder + QLatin1Char('/') + name;
    picture.save(made.pictures.last());
    mask.save(made.truthFolder + QLatin1Char('/') + name);
  }
  return made;
}

QString plainModel() {
  static const QString folder = makeModel(ClassifierKind::plain, "plain");
  return folder;
}

QString ssaModel() {
  static const QString folder = makeModel(ClassifierKind::ssa, "adaptive");
  return folder;
}

}  // namespace ssa::test
