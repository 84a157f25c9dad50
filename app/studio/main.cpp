#include <QApplication>
#include <QLocale>
#include <QTranslator>

#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "app/studio/screenshot.h"
#include "app/studio/start_options.h"
#include "app/studio/threads.h"
#include "app/studio/window_bench.h"
#include "widgets/canvas/canvas.h"
#include "widgets/main_window.h"
#include "widgets/theme/theme.h"
#include "widgets/window_pages.h"

int main(int argc, char** argv) {
  using namespace ssa;
  QApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
  Canvas::requestFormat();
  QApplication application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("SSA Studio"));
  QApplication::setApplicationVersion(QStringLiteral(SSA_VERSION));
  QApplication::setDesktopFileName(QStringLiteral("ssa-studio"));
  const StartOptions options = parseStartOptions(QApplication::arguments());
  setThreadPools();
  if (options.sheet) return runSheet(*options.sheet);
  if (options.benchWindow) return runWindowBench();

  QTranslator translator;
  if (translator.load(QLocale(), QStringLiteral("app"), QStringLiteral("_"), QStringLiteral(":/i18n")))
    QApplication::installTranslator(&translator);

  Session session({.settingsFile = options.settingsFile, .modelsFolder = options.modelsFolder});
  applyTheme(themeFromName(options.theme.isEmpty() ? session.settings().text("window/theme") : options.theme));
  MainWindow window(session, TrainingPlaces{toPath(options.runsFolder), toPath(options.trainer)});
  if (options.size.isValid()) window.resize(options.size);
  if (options.measureStart) measureStart(window);
  window.show();

  const bool restore = options.paths.isEmpty() && session.settings().flag("session/restore");
  // Work begins when the window stands on the screen.
  QMetaObject::invokeMethod(
      &session,
      [&session, &window, &options, restore] {
        window.pages().desk().attach();
        if (!options.page.isEmpty()) return showPage(window, options.page, options.paths, options.baseline, options.ssa);
        const bool restored = restore && session.restoreLast();
        const bool told = !options.paths.isEmpty() || !options.baseline.isEmpty() || !options.ssa.isEmpty();
        // The first start shows what the program is about; later ones show what the user left.
        if (!restored && !told && session.recentPaths().isEmpty() && session.recentModels().isEmpty()) session.openSample();
        if (!options.baseline.isEmpty()) session.loadModel(Slot::baseline, options.baseline);
        if (!options.ssa.isEmpty()) session.loadModel(Slot::ssa, options.ssa);
        if (!options.paths.isEmpty()) session.openPaths(options.paths);
      },
      Qt::QueuedConnection);
  if (!options.screenshot.isEmpty()) shootWhenSettled(window, options.screenshot, options.probe);
  return QApplication::exec();
}
