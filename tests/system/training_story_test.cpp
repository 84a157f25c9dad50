#include <QFile>
#include <QJsonArray>
#include <QTest>

#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

/// Values of a key in the lines of a run's event file that have it.
QList<double> valuesOf(const fs::path& run, const char* event, const char* key) {
  QFile file(text(run / "events.jsonl"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QList<double> values;
  while (!file.atEnd()) {
    const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
    if (line[QLatin1String("event")].toString() != QLatin1String(event)) continue;
    const QJsonObject losses = line[QLatin1String("losses")].toObject();
    const QJsonValue value = losses.contains(QLatin1String(key)) ? losses[QLatin1String(key)] : line[QLatin1String(key)];
    if (value.isDouble()) values += value.toDouble();
  }
  return values;
}

double mean(const QList<double>& values, int from, int count) {
  double sum = 0;
  for (int i = from; i < from + count; ++i) sum += values[i];
  return sum / count;
}

fs::path newest(const fs::path& run) {
  fs::path last;
  for (const auto& entry : fs::directory_iterator(run / "checkpoints")) last = std::max(last, entry.path());
  return last;
}

}  // namespace

/// From drawn scenes to a trained model, its SSA twin and a file to pass on, by the programs alone.
class TrainingStoryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    root_ = tempDir();
    const Ran drawn =
        runSsaseg({QStringLiteral("demo-data"), text(root_ / "data"), QStringLiteral("--train"), QStringLiteral("24"),
                   QStringLiteral("--val"), QStringLiteral("6"), QStringLiteral("--size"), QStringLiteral("128x96")});
    SSA_VERIFY_CODE(drawn, 0);
  }

  void aPlainModelLearnsTheScenes() {
    const Ran ran = train(
        "plain", {QStringLiteral("--classifier"), QStringLiteral("plain"), QStringLiteral("--iterations"), QStringLiteral("60")});
    SSA_VERIFY_CODE(ran, 0);
    const QList<double> losses = valuesOf(root_ / "plain", "step", "loss");
    QVERIFY(losses.size() >= 20);
    QVERIFY2(mean(losses, static_cast<int>(losses.size()) - 5, 5) < 0.8 * mean(losses, 0, 5), ran.out.constData());
    QVERIFY(valuesOf(root_ / "plain", "eval", "mIoU").size() >= 1);
  }

  void stoppedAndResumedRunEndsWhereItWasTo() {
    SSA_VERIFY_CODE(train("half", {QStringLiteral("--classifier"), QStringLiteral("plain"), QStringLiteral("--iterations"),
                                   QStringLiteral("10")}),
                    0);
    SSA_VERIFY_CODE(runSsaseg({QStringLiteral("train"), QStringLiteral("--run"), text(root_ / "half"), QStringLiteral("--resume"),
                               QStringLiteral("--set"), QStringLiteral("iterations=14")}),
                    0);
    QCOMPARE(newest(root_ / "half").filename().string(), std::string("step-000000014"));
    // Without --resume what is there is left alone.
    const Ran again = train("half", {QStringLiteral("--classifier"), QStringLiteral("plain")});
    QVERIFY(again.code != 0);
    QVERIFY(again.err.contains("--resume"));
    QCOMPARE(newest(root_ / "half").filename().string(), std::string("step-000000014"));
  }

  void ssaIsAddedToItWithoutTouchingItsMask() {
    const Ran ran =
        train("ssa", {QStringLiteral("--weights"), text(newest(root_ / "plain")), QStringLiteral("--classifier"),
                      QStringLiteral("ssa"), QStringLiteral("--scope"), QStringLiteral("classifier"), QStringLiteral("--views"),
                      QStringLiteral("2"), QStringLiteral("--iterations"), QStringLiteral("20")});
    SSA_VERIFY_CODE(ran, 0);
    const Ran compared =
        runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--model"), text(newest(root_ / "ssa")),
                   QStringLiteral("--baseline"), text(newest(root_ / "plain")), QStringLiteral("--data"), text(root_ / "data"),
                   QStringLiteral("--split"), QStringLiteral("val"), QStringLiteral("--coarse"), QStringLiteral("--json")});
    SSA_VERIFY_CODE(compared, 0);
    // Backbone, decoder and conv_seg did not learn: the coarse mask scores what the plain model's mask scores.
    double plain = -1, coarse = -2;
    for (const QJsonValue& evaluation : compared.json()[QLatin1String("evaluations")].toArray()) {
      const QJsonArray scores = evaluation[QLatin1String("scores")].toArray();
      if (scores.size() == 1) plain = scores[0][QLatin1String("mIoU")].toDouble();
      for (const QJsonValue& one : scores)
        if (one[QLatin1String("masks")].toString() == QLatin1String("coarse")) coarse = one[QLatin1String("mIoU")].toDouble();
    }
    QVERIFY2(plain > 0, compared.out.constData());
    QCOMPARE(coarse, plain);
  }

  void theModelIsPassedOnAsOneFile() {
    const fs::path file = root_ / "ssa.safetensors";
    SSA_VERIFY_CODE(runSsaseg({QStringLiteral("export"), text(newest(root_ / "ssa")), text(file), QStringLiteral("--half"),
                               QStringLiteral("--without-teacher")}),
                    0);
    const Ran inspected = runSsaseg({QStringLiteral("inspect"), text(file)});
    SSA_VERIFY_CODE(inspected, 0);
    QVERIFY(inspected.out.contains("SeaFormer-T + SSA"));
  }

 private:
  Ran train(const char* run, const QStringList& more) {
    return runSsaseg(QStringList{QStringLiteral("train"),
                                 QStringLiteral("--run"),
                                 text(root_ / run),
                                 QStringLiteral("--data"),
                                 text(root_ / "data"),
                                 QStringLiteral("--arch"),
                                 QStringLiteral("seaformer_t"),
                                 QStringLiteral("--batch"),
                                 QStringLiteral("4"),
                                 QStringLiteral("--seed"),
                                 QStringLiteral("3"),
                                 QStringLiteral("--set"),
                                 QStringLiteral("augment.scale_long=0"),
                                 QStringLiteral("--set"),
                                 QStringLiteral("augment.scale_short=0"),
                                 QStringLiteral("--set"),
                                 QStringLiteral("augment.crop_width=96"),
                                 QStringLiteral("--set"),
                                 QStringLiteral("augment.crop_height=96"),
                                 QStringLiteral("--set"),
                                 QStringLiteral("log_interval=2"),
                                 QStringLiteral("--set"),
                                 QStringLiteral("optimizer.lr=1e-3"),
                                 QStringLiteral("--set"),
                                 QStringLiteral("optimizer.head_lr_mult=5"),
                                 QStringLiteral("--set"),
                                 QStringLiteral("optimizer.warmup=5")} +
                     more);
  }

  fs::path root_;
};

std::unique_ptr<QObject> makeTrainingStoryTest() { return std::make_unique<TrainingStoryTest>(); }

}  // namespace ssa::test

#include "training_story_test.moc"
