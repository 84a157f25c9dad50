#include "app/session/runs/run_registry.h"

#include <QSignalSpy>

#include <csignal>

#include "app/session/qt_convert.h"
#include "app/session/training/run_follower.h"
#include "engine/core/safe_file.h"
#include "tests/session/tests.h"
#include "tests/session/trainers.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

/// A run folder as a trainer leaves it.
fs::path makeRun(const fs::path& folder, const TrainConfig& config, const std::string& dataSha256, double mIoU) {
  fs::create_directories(folder);
  (void)writeFile(folder / kRunConfigName, config.toJson());
  auto log = RunLog::open(folder);
  if (!log) return folder;
  static double time = 1'700'000'000;
  time += 10;
  StartEvent start;
  start.session = "s";
  start.iterations = config.iterations;
  start.dataSha256 = dataSha256;
  (void)log->write({time, start});
  StepEvent step;
  step.iteration = 400;
  step.losses = {{"loss", 1}};
  (void)log->write({time + 1, step});
  (void)log->write({time + 2, EvalEvent{400, "refined", mIoU, 60, 90, {}, 1}});
  (void)writeCheckpoint(folder, 400, {{"state.json", Bytes(10)}});
  (void)writeBest(folder, {400, mIoU});
  (void)log->write({time + 3, StateEvent{RunState::finished, "iterations"}});
  return folder;
}

TrainConfig named(const char* name) {
  TrainConfig config;
  config.name = name;
  config.iterations = 400;
  config.data.path = "/data/CamVid";
  return config;
}

struct Stage {
  fs::path root = fs::canonical(test::tempDir()) / "runs";
  fs::path a = makeRun(root / "a", named("first"), "aaaa", 50);
  fs::path b = makeRun(root / "b", named("second"), "aaaa", 55);
  std::unique_ptr<RunRegistry> registry = std::make_unique<RunRegistry>(root);
  void restart() {
    registry.reset();
    registry = std::make_unique<RunRegistry>(root);
  }
};

QStringList names(const std::vector<RunRecord>& records) {
  QStringList list;
  for (const RunRecord& record : records) list += record.name;
  return list;
}

}  // namespace

class RunRegistryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void runFoldersAreListedNewestFirst() {
    Stage stage;
    QCOMPARE(stage.registry->indexState(), IndexState::sound);
    QCOMPARE(names(stage.registry->runs()), (QStringList{QStringLiteral("second"), QStringLiteral("first")}));
    const RunRecord record = *stage.registry->run(stage.a);
    QCOMPARE(record.state, TrainerState::finished);
    QCOMPARE(record.best_mIoU, std::optional<double>(50.0));
    QCOMPARE(record.bestIteration, std::int64_t{400});
    QCOMPARE(record.iteration, std::int64_t{400});
    QCOMPARE(record.iterations, std::int64_t{400});
    QCOMPARE(record.dataSha256, std::string("aaaa"));
    QCOMPARE(record.dataPath, QStringLiteral("/data/CamVid"));
    QCOMPARE(record.model, QStringLiteral("seaformer_b+SSA"));
    QVERIFY(record.created >= 1'700'000'000);
    QVERIFY(TrainConfig::fromJson(record.configJson, "x").ok());
  }

  void theIndexIsThereAfterARestart() {
    Stage stage;
    const auto before = stage.registry->runs();
    stage.restart();
    QVERIFY(stage.registry->runs() == before);
    fs::remove_all(stage.a);
    makeRun(stage.root / "c", named("third"), "bbbb", 40);
    stage.restart();
    QCOMPARE(names(stage.registry->runs()), (QStringList{QStringLiteral("third"), QStringLiteral("second")}));
  }

  void aDamagedIndexIsMadeAgainFromTheFolders_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text") << QByteArray("this is no database, but it is long enough to look at");
    QTest::newRow("empty header") << QByteArray(4096, '\0');
    QTest::newRow("header only") << QByteArray("SQLite format 3\0junk", 20);
  }
  void aDamagedIndexIsMadeAgainFromTheFolders() {
    QFETCH(QByteArray, bytes);
    Stage stage;
    const fs::path outside = makeRun(fs::canonical(test::tempDir()) / "elsewhere", named("outside"), "cccc", 60);
    SSA_VERIFY_OK(stage.registry->add(outside));
    SSA_VERIFY_OK(stage.registry->remove(stage.b));
    const auto runs = stage.registry->runs();
    const auto deleted = stage.registry->deletedRuns();
    stage.registry.reset();
    for (const char* beside : {"runs.sqlite-wal", "runs.sqlite-shm"}) fs::remove(stage.root / beside);
    SSA_VERIFY_OK(writeFile(stage.root / "runs.sqlite", bytes.toStdString()));
    stage.restart();
    QCOMPARE(stage.registry->indexState(), IndexState::rebuilt);
    QVERIFY(stage.registry->runs() == runs);
    QVERIFY(stage.registry->deletedRuns() == deleted);
    QVERIFY(fs::exists(stage.root / "runs.sqlite.damaged"));
    stage.restart();
    QCOMPARE(stage.registry->indexState(), IndexState::sound);
    QVERIFY(stage.registry->runs() == runs);
  }

  void aDamagedPageInTheMiddleIsNoticed() {
    Stage stage;
    for (int i = 0; i < 40; ++i) makeRun(stage.root / ("r" + std::to_string(i)), named("r"), "d", i);
    stage.restart();
    const auto runs = stage.registry->runs();
    stage.registry.reset();
    auto bytes = *readFile(stage.root / "runs.sqlite", 1 << 24);
    QVERIFY(bytes.size() > 40'000);
    std::fill(bytes.begin() + 8192, bytes.begin() + 30'000, std::byte{0xA5});
    SSA_VERIFY_OK(writeFile(stage.root / "runs.sqlite", bytes));
    stage.restart();
    QCOMPARE(stage.registry->indexState(), IndexState::rebuilt);
    QVERIFY(stage.registry->runs() == runs);
  }

  void aFolderThatCannotBeWrittenIsListedAllTheSame() {
    Stage stage;
    stage.registry.reset();
    fs::remove(stage.root / "runs.sqlite");
    fs::create_directory(stage.root / "runs.sqlite");  // works for root too, unlike permissions
    stage.restart();
    QCOMPARE(stage.registry->indexState(), IndexState::memoryOnly);
    QCOMPARE(stage.registry->runs().size(), std::size_t{2});
  }

  void deletingIsUndoneToTheByte() {
    Stage stage;
    QSignalSpy changed(stage.registry.get(), &RunRegistry::changed);
    SSA_VERIFY_OK(stage.registry->remove(stage.a));
    QCOMPARE(changed.count(), 1);
    QVERIFY(!fs::exists(stage.a));
    QCOMPARE(names(stage.registry->runs()), QStringList{QStringLiteral("second")});
    QCOMPARE(names(stage.registry->deletedRuns()), QStringList{QStringLiteral("first")});
    QVERIFY(stage.registry->trashBytes() > 100);
    stage.restart();
    QCOMPARE(names(stage.registry->deletedRuns()), QStringList{QStringLiteral("first")});
    SSA_VERIFY_OK(stage.registry->restore(stage.a));
    QVERIFY(fs::exists(stage.a / kRunConfigName));
    QVERIFY(!fs::exists(stage.root / ".trash"));
    QCOMPARE(stage.registry->runs().size(), std::size_t{2});
    QVERIFY(stage.registry->deletedRuns().empty());
    QCOMPARE(stage.registry->restore(stage.a).error().code, ErrorCode::fileNotFound);
    QCOMPARE(newestCheckpoint(stage.a)->iteration, std::int64_t{400});
  }

  void aNewRunOfADeletedNameIsNeverOverwritten() {
    Stage stage;
    SSA_VERIFY_OK(stage.registry->remove(stage.a));
    makeRun(stage.a, named("again"), "bbbb", 10);
    SSA_VERIFY_OK(stage.registry->add(stage.a));
    const auto refused = stage.registry->restore(stage.a);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::writeFailed);
    QCOMPARE(stage.registry->run(stage.a)->name, QStringLiteral("again"));
    SSA_VERIFY_OK(stage.registry->remove(stage.a));
    QCOMPARE(stage.registry->deletedRuns().size(), std::size_t{2});
    SSA_VERIFY_OK(stage.registry->restore(stage.a));
    QCOMPARE(stage.registry->run(stage.a)->name, QStringLiteral("again"));
    QCOMPARE(names(stage.registry->deletedRuns()), QStringList{QStringLiteral("first")});
  }

  void theTrashIsEmptiedOnlyWhenAsked() {
    Stage stage;
    SSA_VERIFY_OK(stage.registry->remove(stage.a));
    SSA_VERIFY_OK(stage.registry->emptyTrash());
    QVERIFY(stage.registry->deletedRuns().empty());
    QVERIFY(!fs::exists(stage.root / ".trash"));
    QCOMPARE(stage.registry->trashBytes(), std::uint64_t{0});
    QVERIFY(fs::exists(stage.b));
  }

  void aRunThatTrainsIsNotDeleted() {
    Stage stage;
    const auto lock = RunLock::take(stage.a);
    SSA_VERIFY_OK(lock);
    const auto refused = stage.registry->remove(stage.a);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::runBusy);
    QVERIFY(fs::exists(stage.a / kRunConfigName));
  }

  void runsElsewhereAreAddedAndRemembered() {
    Stage stage;
    const fs::path parent = fs::canonical(test::tempDir());
    makeRun(parent / "x", named("x"), "aaaa", 1);
    makeRun(parent / "y", named("y"), "aaaa", 1);
    fs::create_directories(parent / "no-run");
    QCOMPARE(stage.registry->scan(parent), 2);
    QCOMPARE(stage.registry->runs().size(), std::size_t{4});
    QCOMPARE(stage.registry->add(parent / "no-run").error().code, ErrorCode::fileNotFound);
    stage.restart();
    QCOMPARE(stage.registry->runs().size(), std::size_t{4});
    SSA_VERIFY_OK(stage.registry->remove(parent / "x"));
    QVERIFY(fs::exists(parent / ".trash"));
    SSA_VERIFY_OK(stage.registry->restore(parent / "x"));
    fs::remove_all(parent / "y");
    stage.restart();
    QCOMPARE(stage.registry->runs().size(), std::size_t{3});
  }

  void parametersThatDifferAreNamed() {
    TrainConfig left = named("left");
    TrainConfig right = named("left");
    QVERIFY(parameterDifferences(left.toJson(), right.toJson()).empty());
    right.optimizer.lr = 1e-3;
    right.classifier = ClassifierKind::plain;
    const auto found = parameterDifferences(left.toJson(), right.toJson());
    const std::vector<ParameterDifference> wanted{{"classifier", "\"ssa\"", "\"plain\""}, {"optimizer.lr", "0.00025", "0.001"}};
    QVERIFY(found == wanted);
    QCOMPARE(parameterDifferences("broken", "{\"a\":{\"b\":1}}").front().path, std::string("a.b"));
  }

  void lineageLeadsFromDataOverRunsToCheckpoints() {
    Stage stage;
    TrainConfig child = named("child");
    child.weights = (stage.a / "checkpoints" / "step-000000400").string();
    makeRun(stage.root / "child", child, "bbbb", 58);
    stage.registry->scan(stage.root);
    const auto lineage = stage.registry->lineage();
    QCOMPARE(lineage.size(), std::size_t{2});
    QCOMPARE(lineage[0].dataSha256, std::string("aaaa"));
    QCOMPARE(lineage[0].runs.size(), std::size_t{2});
    QCOMPARE(lineage[0].runs[0].record.name, QStringLiteral("first"));
    QCOMPARE(lineage[0].runs[0].checkpoints.front().iteration, std::int64_t{400});
    QVERIFY(lineage[0].runs[0].parent.empty());
    QCOMPARE(lineage[1].runs[0].parent, stage.a);
  }

  void aFollowedRunKeepsItsLineUpToDate() {
    test::TrainerStage trainers;
    RunRegistry registry(trainers.root);
    connect(trainers.session.get(), &TrainingSession::runChanged, &registry,
            [&](const QString& run) { registry.update(*trainers.session->snapshot(toPath(run))); });
    const auto run = trainers.session->start(test::shortRun("followed"));
    SSA_VERIFY_OK(run);
    QTRY_VERIFY(registry.run(*run) && registry.run(*run)->state == TrainerState::finished);
    const RunRecord record = *registry.run(*run);
    QCOMPARE(record.iteration, std::int64_t{60});
    QVERIFY(record.best_mIoU.has_value());
    QCOMPARE(record.dataSha256.size(), std::size_t{64});
    RunRegistry again(trainers.root);
    QVERIFY(*again.run(*run) == record);
  }

  void aRunThatDiedWhileNobodyLookedIsListedAsDead() {
    Stage stage;
    auto log = RunLog::open(stage.a);
    SSA_VERIFY_OK(log);
    SSA_VERIFY_OK(log->write({1'800'000'000, StateEvent{RunState::running, ""}}));
    stage.restart();
    QCOMPARE(stage.registry->run(stage.a)->state, TrainerState::died);
  }

  /// The gist reads the ends of a file only; it must say what the whole says.
  void aLongRunIsReadFromItsEnds() {
    const fs::path folder = makeRun(fs::canonical(test::tempDir()) / "long", named("long"), "ffff", 50);
    std::string lines;
    for (int i = 401; i < 20'000; ++i) {
      StepEvent step;
      step.iteration = i;
      step.losses = {{"loss_ce", 0.5}, {"loss", 0.5}};
      lines += toJsonLine({1'700'001'000.0 + i, step}) + "\n";
    }
    const auto before = *readFile(folder / kRunEventsName, 1 << 20);
    SSA_VERIFY_OK(
        writeFile(folder / kRunEventsName, std::string(reinterpret_cast<const char*>(before.data()), before.size()) + lines +
                                               toJsonLine({1'700'100'000, StateEvent{RunState::stopped, "requested"}}) + "\n"));
    QElapsedTimer clock;
    clock.start();
    RunRegistry registry(folder.parent_path());
    const qint64 gist_ms = clock.restart();
    const RunRecord record = *registry.run(folder);
    QCOMPARE(record.iteration, std::int64_t{19'999});
    QCOMPARE(record.state, TrainerState::stopped);
    QCOMPARE(record.dataSha256, std::string("ffff"));
    const RunSnapshotPtr whole = readRun(folder);
    QCOMPARE(whole->iteration, record.iteration);
    QCOMPARE(whole->loss("loss")->values.size(), std::size_t{19'600});
    qInfo("registry opened in %lld ms, whole story of 20,000 steps read in %lld ms", static_cast<long long>(gist_ms),
          static_cast<long long>(clock.elapsed()));
  }
};

std::unique_ptr<QObject> makeRunRegistryTest() { return std::make_unique<RunRegistryTest>(); }
#include "run_registry_test.moc"
