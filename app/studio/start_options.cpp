#include "app/studio/start_options.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace ssa {
namespace {

QString absolute(const QString& path) { return path.isEmpty() ? path : QFileInfo(path).absoluteFilePath(); }

}  // namespace

StartOptions parseStartOptions(const QStringList& arguments) {
  QCommandLineParser parser;
  parser.setApplicationDescription(QStringLiteral("See what an image-adaptive segmentation model makes of a picture, and why."));
  parser.addHelpOption();
  parser.addVersionOption();
  parser.addPositionalArgument(QStringLiteral("paths"), QStringLiteral("Pictures, folders and checkpoints to open."),
                               QStringLiteral("[paths…]"));
  const QCommandLineOption baseline(QStringLiteral("baseline"),
                                    QStringLiteral("Model folder or checkpoint for the baseline slot."), QStringLiteral("model"));
  const QCommandLineOption ssa(QStringLiteral("ssa"), QStringLiteral("Model folder or checkpoint for the SSA slot."),
                               QStringLiteral("model"));
  const QCommandLineOption models(QStringLiteral("models-folder"), QStringLiteral("Where imported models are kept."),
                                  QStringLiteral("folder"));
  const QCommandLineOption settings(QStringLiteral("settings"), QStringLiteral("Settings file to use instead of the user's."),
                                    QStringLiteral("file"));
  const QCommandLineOption runs(QStringLiteral("runs-folder"), QStringLiteral("Where training runs are kept."),
                                QStringLiteral("folder"));
  const QCommandLineOption sheet(QStringLiteral("sheet"),
                                 QStringLiteral("No window: write masks and a comparison sheet into this folder."),
                                 QStringLiteral("folder"));
  const QCommandLineOption device(QStringLiteral("device"), QStringLiteral("Device of --sheet: auto, cpu or cuda:N."),
                                  QStringLiteral("device"), QStringLiteral("auto"));
  const QCommandLineOption measure(QStringLiteral("measure-start"),
                                   QStringLiteral("Print the milliseconds until the first frame and leave."));
  const QCommandLineOption bench(QStringLiteral("bench-window"),
                                 QStringLiteral("Print the figures that need a window (panning, next picture) and leave."));
  QCommandLineOption screenshot(QStringLiteral("screenshot"), {}, QStringLiteral("png"));
  QCommandLineOption theme(QStringLiteral("theme"), {}, QStringLiteral("theme"));
  QCommandLineOption size(QStringLiteral("size"), {}, QStringLiteral("WxH"));
  QCommandLineOption probe(QStringLiteral("probe"), {}, QStringLiteral("x,y"));
  QCommandLineOption page(QStringLiteral("page"), {}, QStringLiteral("page"));
  QCommandLineOption trainer(QStringLiteral("trainer"), {}, QStringLiteral("program"));
  for (QCommandLineOption* option : {&screenshot, &theme, &size, &probe, &page, &trainer})
    option->setFlags(QCommandLineOption::HiddenFromHelp);
  parser.addOptions(
      {baseline, ssa, models, settings, runs, sheet, device, measure, bench, screenshot, theme, size, probe, page, trainer});
  parser.process(arguments);

  StartOptions options;
  for (const QString& path : parser.positionalArguments()) options.paths += absolute(path);
  options.baseline = absolute(parser.value(baseline));
  options.ssa = absolute(parser.value(ssa));
  options.modelsFolder = absolute(parser.value(models));
  options.settingsFile = absolute(parser.value(settings));
  if (parser.isSet(sheet))
    options.sheet = SheetJob{absolute(parser.value(sheet)), parser.positionalArguments(), options.baseline, options.ssa,
                             parser.value(device)};
  options.measureStart = parser.isSet(measure);
  options.benchWindow = parser.isSet(bench);
  options.screenshot = absolute(parser.value(screenshot));
  options.theme = parser.value(theme);
  const QStringList sides = parser.value(size).split(QLatin1Char('x'));
  if (sides.size() == 2) options.size = {sides[0].toInt(), sides[1].toInt()};
  options.probe = parser.value(probe);
  options.page = parser.value(page);
  options.trainer = absolute(parser.value(trainer));
  options.runsFolder = absolute(parser.value(runs));
  return options;
}

}  // namespace ssa
