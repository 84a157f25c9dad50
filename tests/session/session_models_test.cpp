#include "app/session/session.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>

#include <filesystem>
#include <memory>

#include "app/session/image_list.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/settings.h"
#include "tests/session/pictures.h"
#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

constexpr int kClasses = 5;

/// Untrained models, made once, and three pictures with truth.
struct Bench {
  fs::path root = test::tempDir();
  fs::path plain = root / "made/plain";
  fs::path ssa = root / "made/ssa";

  Bench() {
    create(plain, ClassifierKind::plain);
    create(ssa, ClassifierKind::ssa);
    for (int i = 1; i <= 3; ++i) {
      test::writePicture(root / "val" / (std::to_string(i) + ".png"), i);
      test::writeMask(root / "valannot" / (std::to_string(i) + ".png"), static_cast<std::uint8_t>(i));
    }
  }
  static void create(const fs::path& folder, ClassifierKind kind) {
    ModelConfig config;
    config.architecture = "seaformer_t";
    config.classifier = kind;
    config.num_classes = kClasses;
    config.labels = LabelSet::numbered(kClasses);
    config.labels.name = "five";
    fs::create_directories(folder.parent_path());
    const auto made = createModel(config, 7, folder);
    if (!made) qFatal("%s", made.error().toString().c_str());
  }
  QString pictures() const { return fromPath(root / "val"); }
  QString path(int i) const { return fromPath(root / "val" / (std::to_string(i) + ".png")); }
  std::unique_ptr<Session> session(const char* settings) const {
    return std::make_unique<Session>(
        Session::Config{.settingsFile = fromPath(root / settings), .modelsFolder = fromPath(root / "models")});
  }
};

bool bothReady(const Session& session) {
  return session.slotState(Slot::baseline) == SlotState::ready && session.slotState(Slot::ssa) == SlotState::ready;
}

bool bothPredicted(Session& session) {
  return session.document().state(Slot::baseline) == PredictionState::ready &&
         session.document().state(Slot::ssa) == PredictionState::ready;
}

QJsonObject json(const fs::path& file) {
  QFile opened(fromPath(file));
  return opened.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(opened.readAll()).object() : QJsonObject();
}

}  // namespace

class SessionModelsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { bench_ = std::make_unique<Bench>(); }
  void cleanupTestCase() { bench_.reset(); }

  void droppedModelsFindTheirSlotsAndPredict() {
    const auto session = bench_->session("drop.ini");
    QSignalSpy failed(session.get(), &Session::failed);
    session->openPaths({fromPath(bench_->ssa), bench_->pictures(), fromPath(bench_->plain)});
    QTRY_VERIFY_WITH_TIMEOUT(bothReady(*session), 30'000);
    QVERIFY(session->model(Slot::baseline)->config.classifier == ClassifierKind::plain);
    QVERIFY(session->model(Slot::ssa)->config.classifier == ClassifierKind::ssa);
    QCOMPARE(session->labels().name, std::string("five"));
    QTRY_VERIFY_WITH_TIMEOUT(bothPredicted(*session), 30'000);
    Document& document = session->document();
    for (const ViewKind view : {ViewKind::baseline, ViewKind::coarse, ViewKind::refined}) {
      QVERIFY(document.mask(view) != nullptr);
      QCOMPARE(document.mask(view)->size(), document.image()->size());
      QVERIFY(session->provenance(view).contains(
          QString::fromStdString(session->model(view == ViewKind::baseline ? Slot::baseline : Slot::ssa)->sha256)));
    }
    QTRY_VERIFY(document.difference(ViewKind::flips) != nullptr);
    QTRY_VERIFY(document.difference(ViewKind::gains) != nullptr);
    QVERIFY(session->baselineIsSecondModel());
    QVERIFY(!session->device().used.empty());
    QTRY_VERIFY(session->jobs().idle());
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : failed.at(0).at(0).value<Error>().toString().c_str());
    QCOMPARE(session->recentModels().size(), 2);
  }

  void twoPlainModelsTakeBothSlots() {
    const auto session = bench_->session("two.ini");
    const fs::path other = bench_->root / "made/plain2";
    if (!fs::exists(other)) Bench::create(other, ClassifierKind::plain);
    session->openPaths({fromPath(bench_->plain), fromPath(other)});
    QTRY_VERIFY_WITH_TIMEOUT(bothReady(*session), 30'000);
    QCOMPARE(session->model(Slot::ssa)->name, std::string("plain2"));
  }

  void theNextPictureIsThereWithItsMasks() {
    const auto session = bench_->session("next.ini");
    session->openPaths({bench_->pictures(), fromPath(bench_->ssa), fromPath(bench_->plain)});
    QTRY_VERIFY_WITH_TIMEOUT(session->currentRow() == 0 && bothPredicted(*session) && session->jobs().idle(), 60'000);
    QElapsedTimer timer;
    timer.start();
    session->next();
    QCOMPARE(session->currentRow(), 1);
    QVERIFY(bothPredicted(*session));
    const double took_ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    qInfo("next with both masks, prefetched: %.2f ms", took_ms);
    QVERIFY(session->provenance(ViewKind::refined).contains(bench_->path(2)));
  }

  void otherOptionsPredictAgainAndOldOnesAreKept() {
    const auto session = bench_->session("options.ini");
    session->openPaths({bench_->path(1), fromPath(bench_->ssa)});
    QTRY_VERIFY_WITH_TIMEOUT(session->document().state(Slot::ssa) == PredictionState::ready, 30'000);
    const auto first = session->document().prediction(Slot::ssa);
    PredictOptions options = session->predictOptions();
    options.scales = {0.5F};
    options.flip = true;
    session->setPredictOptions(options);
    QVERIFY(session->document().state(Slot::ssa) == PredictionState::running);
    QVERIFY(session->document().mask(ViewKind::refined) != nullptr);  // the old mask until the new one is there
    QTRY_VERIFY_WITH_TIMEOUT(session->document().state(Slot::ssa) == PredictionState::ready, 30'000);
    QVERIFY(session->document().prediction(Slot::ssa) != first);
    options = {};
    session->setPredictOptions(options);
    QVERIFY(session->document().prediction(Slot::ssa) == first);
    options.flip = true;
    session->setPredictOptions(options);
    session->settings().flush();
    const auto again = bench_->session("options.ini");
    QVERIFY(again->predictOptions() == options);
  }

  void refusedOptionsAreOneFailureAndLoseNothing() {
    const auto session = bench_->session("bad.ini");
    session->openPaths({bench_->path(1), fromPath(bench_->ssa)});
    QTRY_VERIFY_WITH_TIMEOUT(session->document().state(Slot::ssa) == PredictionState::ready && session->jobs().idle(), 30'000);
    QSignalSpy failed(session.get(), &Session::failed);
    PredictOptions options;
    options.scales = {-1.0F};
    session->setPredictOptions(options);
    QTRY_VERIFY(session->document().state(Slot::ssa) == PredictionState::failed);
    QTRY_VERIFY(session->jobs().idle());
    QCOMPARE(failed.size(), 1);
    QVERIFY(session->document().predictionError(Slot::ssa).code == ErrorCode::badOption);
    session->setPredictOptions({});
    QVERIFY(session->document().state(Slot::ssa) == PredictionState::ready);
  }

  void scoresComeWhenAskedFor() {
    const auto session = bench_->session("scores.ini");
    session->openPaths({bench_->path(1)});
    QTRY_COMPARE(session->currentRow(), 0);
    session->requestScores(ViewKind::coarse);  // remembered until there is a mask
    session->loadModel(Slot::ssa, fromPath(bench_->ssa));
    QTRY_VERIFY_WITH_TIMEOUT(session->document().score(ViewKind::coarse, ScoreKind::entropy) != nullptr, 30'000);
    QVERIFY(session->document().score(ViewKind::refined, ScoreKind::entropy) == nullptr);
    QCOMPARE(session->document().score(ViewKind::coarse, ScoreKind::confidence)->size(), (Size{96, 64}));
  }

  void withoutABaselineGainsCompareCoarseAndRefined() {
    const auto session = bench_->session("gains.ini");
    session->openPaths({bench_->path(1), fromPath(bench_->ssa)});
    QTRY_VERIFY_WITH_TIMEOUT(session->document().difference(ViewKind::gains) != nullptr, 30'000);
    QVERIFY(!session->baselineIsSecondModel());
    session->loadModel(Slot::baseline, fromPath(bench_->plain));
    QTRY_VERIFY_WITH_TIMEOUT(bothPredicted(*session) && session->document().difference(ViewKind::gains), 30'000);
    session->unloadModel(Slot::ssa);
    QVERIFY(session->document().mask(ViewKind::refined) == nullptr);
    QVERIFY(session->document().difference(ViewKind::flips) == nullptr);
    QVERIFY(session->slotState(Slot::ssa) == SlotState::empty);
  }

  void slotsCanBeSwapped() {
    const auto session = bench_->session("swap.ini");
    session->openPaths({bench_->path(1), fromPath(bench_->ssa)});
    QTRY_VERIFY_WITH_TIMEOUT(session->document().state(Slot::ssa) == PredictionState::ready, 30'000);
    const auto refined = session->document().mask(ViewKind::refined);
    session->swapModels();
    QVERIFY(session->document().mask(ViewKind::baseline) == refined);
    QVERIFY(session->document().mask(ViewKind::refined) == nullptr);
    QVERIFY(session->slotState(Slot::baseline) == SlotState::ready);
    QVERIFY(session->slotState(Slot::ssa) == SlotState::empty);
  }

  void aModelThatFailsLeavesTheLoadedOne() {
    const auto session = bench_->session("fail.ini");
    const fs::path junk = bench_->root / "junk.pth";
    test::write(junk, Bytes(100, std::byte{3}));
    QSignalSpy failed(session.get(), &Session::failed);
    session->loadModel(Slot::ssa, fromPath(junk));
    QVERIFY(session->slotState(Slot::ssa) == SlotState::loading);
    QTRY_VERIFY(session->slotState(Slot::ssa) == SlotState::failed);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.at(0).at(1).toString(), fromPath(junk));
    session->loadModel(Slot::ssa, fromPath(bench_->ssa));
    QTRY_VERIFY_WITH_TIMEOUT(session->slotState(Slot::ssa) == SlotState::ready, 30'000);
    session->loadModel(Slot::ssa, fromPath(junk));
    QTRY_COMPARE(failed.size(), 2);
    QVERIFY(session->slotState(Slot::ssa) == SlotState::ready);
    QCOMPARE(session->model(Slot::ssa)->name, std::string("ssa"));
    session->openPaths({fromPath(junk)});  // dropped: the same one message
    QTRY_COMPARE(failed.size(), 3);
    QVERIFY(session->slotState(Slot::ssa) == SlotState::ready);
  }

  void rawCheckpointsAreImportedOnce() {
    const auto session = bench_->session("raw.ini");
    const fs::path raw = bench_->root / "raw.pth";
    const auto model = openModel(bench_->ssa);
    SSA_VERIFY_OK(model);
    SSA_VERIFY_OK(exportModel(*model->value, raw));
    QSignalSpy failed(session.get(), &Session::failed);
    session->openPaths({fromPath(raw)});
    QTRY_VERIFY_WITH_TIMEOUT(session->slotState(Slot::ssa) == SlotState::ready || !failed.isEmpty(), 30'000);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : failed.at(0).at(0).value<Error>().toString().c_str());
    const fs::path folder = session->model(Slot::ssa)->path;
    QCOMPARE(folder.parent_path(), bench_->root / "models");
    QVERIFY(folder.filename().string().starts_with("raw-"));
    const auto written = fs::last_write_time(folder / "model.json");
    session->loadModel(Slot::baseline, fromPath(raw));
    QTRY_VERIFY_WITH_TIMEOUT(session->slotState(Slot::baseline) == SlotState::ready, 30'000);
    QCOMPARE(session->model(Slot::baseline)->path, folder);
    QVERIFY(fs::last_write_time(folder / "model.json") == written);
    QVERIFY(!session->baselineIsSecondModel());  // the same weights in both
  }

  void masksAreSavedWithTheirOrigin() {
    const auto session = bench_->session("save.ini");
    session->openPaths({bench_->path(2), fromPath(bench_->ssa)});
    QTRY_VERIFY_WITH_TIMEOUT(session->document().difference(ViewKind::flips) != nullptr, 30'000);
    QSignalSpy saved(session.get(), &Session::saved);
    session->saveMask(ViewKind::coarse, fromPath(bench_->root / "coarse.png"));
    session->saveMask(ViewKind::flips, fromPath(bench_->root / "flips.png"));
    QTRY_COMPARE(saved.size(), 2);
    const auto read = readIndexMask(bench_->root / "coarse.png");
    SSA_VERIFY_OK(read);
    const auto mask = session->document().mask(ViewKind::coarse);
    QCOMPARE(read->value.size, mask->size());
    for (int y = 0; y < mask->height(); ++y)
      for (int x = 0; x < mask->width(); ++x) QCOMPARE(int{read->value.at({x, y})}, int{mask->at({x, y})});
    const QJsonObject sidecar = json(bench_->root / "coarse.json");
    QCOMPARE(sidecar.value(QStringLiteral("kind")).toString(), QStringLiteral("coarse"));
    QCOMPARE(sidecar.value(QStringLiteral("labels")).toObject().value(QStringLiteral("classes")).toArray().size(), kClasses);
    QVERIFY(QString::fromUtf8(QJsonDocument(sidecar.value(QStringLiteral("provenance")).toObject()).toJson())
                .contains(QString::fromStdString(session->model(Slot::ssa)->sha256)));
    QCOMPARE(json(bench_->root / "flips.json").value(QStringLiteral("kind")).toString(), QStringLiteral("flips"));
  }

  void theLastModelsComeBack() {
    {
      const auto session = bench_->session("last.ini");
      session->openPaths({bench_->path(3), fromPath(bench_->ssa), fromPath(bench_->plain)});
      QTRY_VERIFY_WITH_TIMEOUT(bothReady(*session) && session->currentRow() == 0, 30'000);
    }
    const auto session = bench_->session("last.ini");
    QVERIFY(session->restoreLast());
    QTRY_VERIFY_WITH_TIMEOUT(bothReady(*session) && bothPredicted(*session), 30'000);
    QCOMPARE(session->document().path(), bench_->path(3));
  }

  void aStoppedPredictionIsNoFailure() {
    const auto session = bench_->session("stop.ini");
    session->openPaths({bench_->path(1), fromPath(bench_->ssa)});
    QTRY_VERIFY_WITH_TIMEOUT(session->document().state(Slot::ssa) == PredictionState::ready && session->jobs().idle(), 30'000);
    QSignalSpy failed(session.get(), &Session::failed);
    PredictOptions options;
    options.scales = {2.0F};
    session->setPredictOptions(options);
    QVERIFY(session->document().state(Slot::ssa) == PredictionState::running);
    session->jobs().stopAll();
    QTRY_VERIFY(session->document().state(Slot::ssa) != PredictionState::running);
    QTRY_VERIFY(session->jobs().idle());
    QVERIFY(failed.isEmpty());
  }

 private:
  std::unique_ptr<Bench> bench_;
};

std::unique_ptr<QObject> makeSessionModelsTest() { return std::make_unique<SessionModelsTest>(); }

#include "session_models_test.moc"
