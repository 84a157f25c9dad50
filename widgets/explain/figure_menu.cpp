#include "widgets/explain/figure_menu.h"

#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>

#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/figure_parts.h"
#include "widgets/explain/instrument.h"
#include "widgets/explain/prototype_text.h"

namespace ssa {
namespace {

constexpr double kCopied = 2;

QString figureSuffix(FigureFormat format) {
  switch (format) {
    case FigureFormat::pdf:
      return QStringLiteral("pdf");
    case FigureFormat::svg:
      return QStringLiteral("svg");
    case FigureFormat::png:
      break;
  }
  return QStringLiteral("png");
}

}  // namespace

FigureMenu::FigureMenu(Instrument& instrument) : QMenu(&instrument), instrument_(instrument) {
  setObjectName(QStringLiteral("figureMenu"));
  add("figurePdf", tr("Save as PDF, vector…"), {.format = FigureFormat::pdf, .title = {}, .provenance = {}});
  add("figureSvg", tr("Save as SVG, vector…"), {.format = FigureFormat::svg, .title = {}, .provenance = {}});
  for (const int scale : {2, 4})
    add(scale == 2 ? "figurePng2" : "figurePng4", tr("Save as PNG, %1 × the screen…").arg(scale),
        {.format = FigureFormat::png, .scale = static_cast<double>(scale), .title = {}, .provenance = {}});
  addSeparator();
  QAction* copied = addAction(tr("Copy"), this, &FigureMenu::copy);
  copied->setObjectName(QStringLiteral("figureCopy"));
}

void FigureMenu::add(const char* name, const QString& text, const FigureOptions& options) {
  QAction* action = addAction(text, this, [this, options] { askFor(options); });
  action->setObjectName(QString::fromLatin1(name));
}

FigureOptions FigureMenu::described(FigureOptions options) const {
  const ExplainSubject& subject = instrument_.subject();
  options.dpi = instrument_.logicalDpiX();
  options.title = subject.title.isEmpty() ? instrument_.about().title
                                          : QStringLiteral("%1 · %2").arg(instrument_.about().title, subject.title);
  QJsonObject json{{QStringLiteral("instrument"), instrument_.objectName()}, {QStringLiteral("picture"), subject.path}};
  for (const Slot slot : {Slot::baseline, Slot::ssa})
    if (const auto& model = subject.model(slot))
      json.insert(slotTitle(slot), QJsonObject{{QStringLiteral("model"), QString::fromStdString(model->info().name)},
                                               {QStringLiteral("sha256"), QString::fromStdString(model->info().sha256)}});
  options.provenance = QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
  return options;
}

void FigureMenu::askFor(const FigureOptions& options) {
  Settings& settings = instrument_.explain().session().settings();
  const QString last = settings.text("window/lastSaveFolder");
  const QString stem = QFileInfo(instrument_.subject().title).completeBaseName();
  const QString name = QStringLiteral("%1%2.%3").arg(stem.isEmpty() ? QString() : stem + QLatin1Char('.'),
                                                     instrument_.objectName(), figureSuffix(options.format));
  file_dialogs::ask(FileQuestion::saveFigure, QDir(last.isEmpty() ? QDir::homePath() : last).filePath(name), &instrument_,
                    [this, options](const QStringList& files) {
                      instrument_.explain().session().settings().setValue(QStringLiteral("window/lastSaveFolder"),
                                                                          QFileInfo(files.first()).absolutePath());
                      save(options, files.first());
                    });
}

Result<QByteArray> FigureMenu::render(const FigureOptions& options) const {
  const FigureOptions wanted = described(options);
  const FigureParts parts = figurePartsOf(instrument_.figureRoot(), wanted.title);
  return renderFigure(parts.size, wanted, parts.paint);
}

void FigureMenu::save(const FigureOptions& options, const QString& file) {
  Session& session = instrument_.explain().session();
  const Result<QByteArray> bytes = render(options);
  if (!bytes) return Q_EMIT session.failed(bytes.error(), file);
  session.saveBytes(*bytes, file);
}

void FigureMenu::copy() {
  const Result<QByteArray> bytes = render({.format = FigureFormat::png, .scale = kCopied, .title = {}, .provenance = {}});
  if (!bytes) return Q_EMIT instrument_.explain().session().failed(bytes.error(), instrument_.about().title);
  QGuiApplication::clipboard()->setImage(QImage::fromData(*bytes, "PNG"));
}

}  // namespace ssa

#include "moc_figure_menu.cpp"
