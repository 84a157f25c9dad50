#include "app/studio/screenshot.h"

#include <QAbstractButton>
#include <QBuffer>
#include <QComboBox>
#include <QCoreApplication>
#include <QFile>
#include <QImage>
#include <QPixmap>
#include <QTabWidget>
#include <QTimer>

#include <unistd.h>
#include <ctime>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

#include "app/session/explain/explain_set.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/session.h"
#include "engine/core/safe_file.h"
#include "widgets/canvas/canvas.h"
#include "widgets/evaluation/evaluation_page.h"
#include "widgets/explain/drift_instrument.h"
#include "widgets/explain/error_study_view.h"
#include "widgets/explain/errors_instrument.h"
#include "widgets/explain/explain_page.h"
#include "widgets/explain/figure_menu.h"
#include "widgets/explain/map_instrument.h"
#include "widgets/explain/map_setup.h"
#include "widgets/explain/relations_instrument.h"
#include "widgets/main_window.h"
#include "widgets/training/data_check.h"
#include "widgets/training/train_page.h"
#include "widgets/window_pages.h"

namespace ssa {
namespace {

constexpr int kPoll_ms = 100;
constexpr int kQuietTurns = 8;  // of nothing to do: tiles and score maps follow the last job

// The word behind `explain:map:`: `joint` for the other space, `pictures` for a map of all that are open, `set:FOLDER` for
// one of a data set, which runs once it is recognised. False: the last of them.
bool setMap(MapInstrument& map, const QString& word) {
  auto* scope = map.findChild<QComboBox*>(QStringLiteral("mapScope"));
  if (word == QLatin1String("joint")) map.findChild<QComboBox*>(QStringLiteral("mapSpace"))->setCurrentIndex(1);
  if (word == QLatin1String("pictures")) {
    scope->setCurrentIndex(static_cast<int>(MapSourceBar::Scope::chosen));
    map.findChild<QComboBox*>(QStringLiteral("mapColour"))->setCurrentIndex(static_cast<int>(MapColour::picture));
  }
  if (!word.startsWith(QLatin1String("set:"))) return true;
  scope->setCurrentIndex(static_cast<int>(MapSourceBar::Scope::set));
  ExplainSet& set = map.explain().set();
  QObject::connect(&set, &ExplainSet::changed, &map, [&map, &set] {
    if (set.isReady()) map.go();
  });
  set.setFolder(word.section(QLatin1Char(':'), 1));
  return false;
}

// Goes through a data set once it is recognised: `errors:FOLDER`, `relations:mean:FOLDER`, `relations:spread:FOLDER`.
bool showSet(Instrument* instrument, const QString& what) {
  if (auto* relations = qobject_cast<RelationsInstrument*>(instrument)) {
    const QString folder = what.section(QLatin1Char(':'), 1);
    if (folder.isEmpty()) return false;
    instrument->findChild<QComboBox*>(QStringLiteral("relationScope"))
        ->setCurrentIndex(what.startsWith(QLatin1String("mean")) ? 1 : 2);
    relations->setFolder(folder);
    return true;
  }
  auto* errors = qobject_cast<ErrorsInstrument*>(instrument);
  if (!errors || what.isEmpty()) return false;
  errors->setScope(ErrorsInstrument::Scope::set);
  ExplainSet& set = errors->explain().set();
  QObject::connect(&set, &ExplainSet::changed, errors, [errors, &set] {
    if (set.isReady()) errors->study().start();
  });
  set.setFolder(what);
  return true;
}

// `explain:map` runs the descent to its end, `explain:relations:0,1` opens the cell of two classes, `explain:drift:go`
// measures the pictures.
void showExplain(MainWindow& window, const QString& page, const QStringList& paths) {
  window.pages().show(WindowPages::Page::explain);
  ExplainPage& explain = window.pages().explain();
  if (paths.isEmpty())
    window.session().openSample();
  else
    window.session().openPaths(paths);
  if (const QString name = page.section(QLatin1Char(':'), 1, 1); !name.isEmpty()) explain.choose(name);
  auto* start = new QTimer(&window);
  QObject::connect(start, &QTimer::timeout, &window, [&window, &explain, start, page] {
    const auto ready = [&explain](Slot slot) {
      return !explain.explain().subject().model(slot) || explain.explain().trace(slot) != nullptr;
    };
    if (explain.explain().subject().isEmpty() || !ready(Slot::baseline) || !ready(Slot::ssa) || !window.session().jobs().idle())
      return;
    start->stop();
    if (auto* map = qobject_cast<MapInstrument*>(explain.current())) {
      if (setMap(*map, page.section(QLatin1Char(':'), 2))) map->go();
    }
    const QString what = page.section(QLatin1Char(':'), 2);
    if (auto* drift = qobject_cast<DriftInstrument*>(explain.current()); drift && what == QLatin1String("go")) drift->start();
    if (showSet(explain.current(), what)) return;
    const QStringList pair = what.split(QLatin1Char(','));
    if (auto* relations = qobject_cast<RelationsInstrument*>(explain.current()); relations && pair.size() == 2)
      relations->open({pair[0].toInt(), pair[1].toInt()});
  });
  start->start(kPoll_ms);
}

// Of the window; as PDF or SVG the figure of the instrument shown.
Result<QByteArray> pictureOf(MainWindow& window, const QString& file) {
  const bool pdf = file.endsWith(QLatin1String(".pdf")), svg = file.endsWith(QLatin1String(".svg"));
  Instrument* instrument = pdf || svg ? window.pages().explain().current() : nullptr;
  if (instrument)
    return instrument->findChild<FigureMenu*>()->render(
        {.format = pdf ? FigureFormat::pdf : FigureFormat::svg, .title = {}, .provenance = {}});
  QByteArray bytes;
  QBuffer buffer(&bytes);
  window.grab().toImage().save(&buffer, "PNG");
  return bytes;
}

bool shoot(MainWindow& window, const QString& file) {
  const Result<QByteArray> picture = pictureOf(window, file);
  if (!picture) {
    std::fprintf(stderr, "%s\n", picture.error().toString().c_str());
    return false;
  }
  const QByteArray& bytes = *picture;
  const Result<void> written =
      writeFile(file.toStdString(), std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
  if (!written) std::fprintf(stderr, "%s\n", written.error().toString().c_str());
  return written.ok();
}

// Field 22 of /proc/self/stat: start of the process in clock ticks since boot.
double processStart_s() {
  QFile stat(QStringLiteral("/proc/self/stat"));
  if (!stat.open(QIODevice::ReadOnly)) return 0;
  const QByteArray text = stat.readAll();
  const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
  return fields.value(19).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

void shootWhenSettled(MainWindow& window, const QString& file, const QString& probe) {
  auto* timer = new QTimer(&window);
  timer->setInterval(kPoll_ms);
  auto quiet = std::make_shared<int>(0);
  QObject::connect(timer, &QTimer::timeout, &window, [&window, timer, quiet, file, probe] {
    *quiet = window.session().jobs().idle() ? *quiet + 1 : 0;
    const QStringList position = probe.split(QLatin1Char(','));
    if (*quiet == kQuietTurns / 2 && position.size() == 2)
      Q_EMIT window.canvas().hovered({position[0].toDouble(), position[1].toDouble()}, window.canvas().activeView());
    if (*quiet < kQuietTurns) return;
    timer->stop();
    QCoreApplication::exit(shoot(window, file) ? 0 : 1);
  });
  timer->start();
}

void showPage(MainWindow& window, const QString& page, const QStringList& paths, const QString& baseline, const QString& ssa) {
  Session& session = window.session();
  if (!baseline.isEmpty()) session.loadModel(Slot::baseline, baseline);
  if (!ssa.isEmpty()) session.loadModel(Slot::ssa, ssa);
  if (page.startsWith(QLatin1String("train"))) {
    window.pages().show(WindowPages::Page::train);
    TrainPage& train = window.pages().train();
    const QStringList tabs{QStringLiteral("data"), QStringLiteral("preflight"), QStringLiteral("live"), QStringLiteral("runs")};
    QObject::connect(&train.check(), &DataCheck::changed, &window, [&train] {
      if (train.check().state() == DataCheck::State::recognised && !train.check().report()) train.check().check();
    });
    train.take(paths);
    const qsizetype tab = tabs.indexOf(page.section(QLatin1Char(':'), 1, 1));
    for (const auto& [name, index] : {std::pair{":pictures", 1}, {":maps", 2}})
      if (page.endsWith(QLatin1String(name))) train.findChild<QTabWidget*>(QStringLiteral("liveTabs"))->setCurrentIndex(index);
    QTimer::singleShot(kPoll_ms, &window,
                       [&train, tab] { train.showTab(static_cast<TrainPage::Tab>(std::max<qsizetype>(0, tab))); });
    return;
  }
  if (page.startsWith(QLatin1String("explain"))) return showExplain(window, page, paths);
  window.pages().show(WindowPages::Page::evaluate);
  if (page.endsWith(QLatin1String(":confusion")))
    window.findChild<QTabWidget*>(QStringLiteral("evaluationTabs"))->setCurrentIndex(1);
  EvaluationPage& evaluation = window.pages().evaluation();
  if (!paths.isEmpty()) evaluation.setData(paths.first());
  auto* start = new QTimer(&window);
  QObject::connect(start, &QTimer::timeout, &window, [&window, start] {
    auto* button = window.findChild<QAbstractButton*>(QStringLiteral("evaluateStart"));
    if (!button->isEnabled() || !window.session().jobs().idle()) return;
    start->stop();
    button->click();
  });
  start->start(kPoll_ms);
}

void measureStart(MainWindow& window) {
  QObject::connect(
      &window.canvas(), &QOpenGLWidget::frameSwapped, &window,
      [] {
        timespec now{};
        clock_gettime(CLOCK_BOOTTIME, &now);
        const double seconds = static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - processStart_s();
        std::printf("first frame after %.0f ms\n", seconds * 1000);
        QCoreApplication::exit(0);
      },
      Qt::SingleShotConnection);
}

}  // namespace ssa
