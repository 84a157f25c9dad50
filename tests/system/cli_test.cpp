#include <QImage>
#include <QJsonArray>
#include <csignal>

#include "engine/checkpoints/read.h"
#include "engine/core/npy.h"
#include "engine/core/safe_file.h"
#include "engine/image/read.h"
#include "engine/image/write.h"
#include "tests/data/masks.h"
#include "tests/support/runner.h"
#include "tests/system/program.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

QStringList words(const char* line) { return QString::fromLatin1(line).split(QLatin1Char(' ')); }

Bytes bytesOf(const fs::path& file) { return *readFile(file, std::uint64_t{1} << 30); }

QJsonObject jsonOf(const fs::path& file) {
  const Bytes bytes = bytesOf(file);
  return QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size())))
      .object();
}

/// Number of every state in the file list of `segment --json`.
int filesIn(const Ran& ran, const char* state) {
  int count = 0;
  for (const QJsonValue& file : ran.json()[QStringLiteral("files")].toArray())
    count += file[QStringLiteral("state")].toString() == QLatin1String(state) ? 1 : 0;
  return count;
}

}  // namespace

/// The command line as a user meets it, with an untrained model and pictures made here.
class CliTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void everyVerbHasHelpWithExamples() {
    const Ran all = runSsaseg({QStringLiteral("--help")});
    SSA_VERIFY_CODE(all, 0);
    for (const char* verb : {"import", "new-model", "inspect", "check", "segment", "evaluate", "export", "bench", "bench image",
                             "bench kernels", "bench loader", "bench window", "demo-data", "analyse", "analyse tsne"}) {
      const Ran help = runSsaseg(words(verb) << QStringLiteral("--help"));
      SSA_VERIFY_CODE(help, 0);
      QVERIFY2(help.out.contains("Example") && help.out.contains(QByteArray("ssaseg ") + verb), help.out.constData());
      QVERIFY2(all.out.contains(QByteArray(verb).split(' ').first()), verb);
    }
    QVERIFY(runSsaseg(words("segment --help")).out.contains("--stride"));  // from the description of PredictOptions
  }

  // Two clouds of 30 points, 8 apart in three features.
  void aMatrixBecomesAMapInFiles() {
    std::vector<float> values, labels;
    for (int i = 0; i < 60; ++i) {
      for (int d = 0; d < 3; ++d)
        values.push_back(static_cast<float>((i % 2) * 8) + 0.37F * static_cast<float>((i * (d + 3)) % 7));
      labels.push_back(static_cast<float>(i % 2));
    }
    const std::int64_t shape[] = {60, 3}, list[] = {60};
    const auto folder = tempDir();
    QVERIFY(writeFile(folder / "features.npy", encodeNpy(values, shape)).ok());
    QVERIFY(writeFile(folder / "classes.npy", encodeNpy(labels, list)).ok());
    const QStringList common = words("analyse tsne --perplexity 5 --iterations 1000 --seed 4 --json --threads 2")
                               << QStringLiteral("--input") << text(folder / "features.npy");
    const Ran ran = runSsaseg(common + QStringList{QStringLiteral("--labels"), text(folder / "classes.npy"),
                                                   QStringLiteral("--out"), text(folder / "map.npy")});
    SSA_VERIFY_CODE(ran, 0);
    const QJsonObject json = ran.json();
    QVERIFY(json[QStringLiteral("kl")].toDouble() > 0 && json[QStringLiteral("kl")].toDouble() < 1);
    QCOMPARE(json[QStringLiteral("repulsion")].toString(), QStringLiteral("exact"));
    QCOMPARE(json[QStringLiteral("threads")].toInt(), 2);
    QVERIFY(json[QStringLiteral("seconds")].toObject()[QStringLiteral("total")].toDouble() > 0);
    QVERIFY(json[QStringLiteral("clusters")].toObject()[QStringLiteral("silhouette")].toDouble() > 0.5);
    const auto map = readNpy(folder / "map.npy");
    SSA_VERIFY_OK(map);
    QVERIFY((map->shape == std::vector<std::int64_t>{60, 2}));
    const Ran again = runSsaseg(common + QStringList{QStringLiteral("--warm-start"), text(folder / "map.npy"),
                                                     QStringLiteral("--out"), text(folder / "map.csv")});
    SSA_VERIFY_CODE(again, 0);
    QCOMPARE(again.json()[QStringLiteral("start")].toString(), QStringLiteral("warm"));
    const Bytes csv = bytesOf(folder / "map.csv");
    QVERIFY(QByteArray(reinterpret_cast<const char*>(csv.data()), static_cast<int>(csv.size())).contains("\nx,y\n"));
    const Ran refused = runSsaseg(common + QStringList{QStringLiteral("--out"), text(folder / "map.txt")});
    SSA_VERIFY_CODE(refused, 2);
    QVERIFY(refused.err.contains(".npy or .csv"));
  }

  void versionNamesProgramAndLibraries() {
    const Ran version = runSsaseg({QStringLiteral("--version")});
    SSA_VERIFY_CODE(version, 0);
    QVERIFY(version.out.startsWith("ssaseg " SSA_VERSION));
    QVERIFY(version.out.contains("LibTorch"));
  }

  void wrongUsageGivesExitCode2_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {"", "dance", "segment", "segment x.png --out o", "segment x.png --model m --out o --scales 9",
                             "segment x.png --model m --out o --window round", "segment x.png --model m --out o --crop many",
                             "new-model --arch seaformer_t --classes 1 --out o", "new-model --arch lenet --classes 5 --out o",
                             "new-model --arch seaformer_t --out o", "new-model --arch seaformer_t --labels moon --out o",
                             "evaluate", "evaluate --model m --split val", "evaluate --predictions p", "inspect m --input large",
                             "export m file.onnx", "check", "segment x.png --model m --out o --quiet --verbose", "bench"})
      QTest::newRow(*line ? line : "nothing") << QString::fromLatin1(line);
  }
  void wrongUsageGivesExitCode2() {
    QFETCH(QString, line);
    const Ran ran = runSsaseg(line.split(QLatin1Char(' '), Qt::SkipEmptyParts));
    SSA_VERIFY_CODE(ran, 2);
    QVERIFY(!ran.err.isEmpty() || !ran.out.isEmpty());
  }

  void newModelsCanBeInspected() {
    const Ran ran = runSsaseg({QStringLiteral("inspect"), text(smallModel()), QStringLiteral("--json"), QStringLiteral("--keys"),
                               QStringLiteral("--input"), QStringLiteral("256x128")});
    SSA_VERIFY_CODE(ran, 0);
    const QJsonObject json = ran.json(), model = json[QStringLiteral("model")].toObject();
    QCOMPARE(model[QStringLiteral("config")][QStringLiteral("architecture")].toString(), QStringLiteral("seaformer_t"));
    QVERIFY(model[QStringLiteral("parameters")].toDouble() > 1e6);
    QVERIFY(json[QStringLiteral("multiply_adds")].toDouble() > 1e6);
    QVERIFY(json[QStringLiteral("stages")].toArray().size() > 3);
    QStringList keys;
    for (const QJsonValue& key : json[QStringLiteral("keys")].toArray()) keys << key[QStringLiteral("name")].toString();
    QVERIFY(keys.contains(QStringLiteral("decode_head.conv_seg.weight")));
    const Ran shown = runSsaseg({QStringLiteral("inspect"), text(smallModel())});
    SSA_VERIFY_CODE(shown, 0);
    QVERIFY2(shown.out.contains("512x512") && shown.out.contains("multiply-adds"), shown.out.constData());
    QVERIFY2(shown.err.contains("untrained") || shown.out.contains("seeded noise"), shown.err.constData());
  }

  void segmentWritesEverythingThatWasAskedFor() {
    const fs::path folder = tempDir(), out = folder / "out";
    makePicture(folder / "in/sub/p.png", {160, 96}, 1);
    const Ran ran = runSsaseg({QStringLiteral("segment"), text(folder / "in"), QStringLiteral("--model"), text(smallModel()),
                               QStringLiteral("--out"), text(out), QStringLiteral("--json"), QStringLiteral("--coarse"),
                               QStringLiteral("--overlay"), QStringLiteral("--confidence"), QStringLiteral("--logits"),
                               QStringLiteral("--features")});
    SSA_VERIFY_CODE(ran, 0);
    QCOMPARE(filesIn(ran, "written"), 1);
    for (const char* name : {"p.png", "p.json", "p.coarse.png", "p.overlay.png", "p.confidence.png", "p.logits.npy",
                             "p.coarse_logits.npy", "p.feature.npy"})
      QVERIFY2(fs::exists(out / "sub" / name), name);

    const auto mask = readIndexMask(out / "sub/p.png");
    SSA_VERIFY_OK(mask);
    QCOMPARE(mask->value.size, (Size{160, 96}));
    QVERIFY(*std::max_element(mask->value.ids.begin(), mask->value.ids.end()) < 5);
    const QString text_in_mask = QImage(text(out / "sub/p.png")).text(QStringLiteral("Provenance"));
    const QJsonObject sidecar = jsonOf(out / "sub/p.json"), provenance = sidecar[QStringLiteral("provenance")].toObject();
    QCOMPARE(QJsonDocument::fromJson(text_in_mask.toUtf8()).object(), provenance);
    QCOMPARE(provenance[QStringLiteral("trained")].toBool(true), false);
    QCOMPARE(provenance[QStringLiteral("model_sha256")].toString().size(), 64);
    QCOMPARE(sidecar[QStringLiteral("width")].toInt(), 160);
    QCOMPARE(sidecar[QStringLiteral("exif_orientation")].toInt(), 1);
    QCOMPARE(sidecar[QStringLiteral("labels")][QStringLiteral("classes")].toArray().size(), 5);
    // NPY: magic, then a header that names the shape (K, 96/8, 160/8).
    const Bytes logits = bytesOf(out / "sub/p.logits.npy");
    const std::string head(reinterpret_cast<const char*>(logits.data()), 128);
    QVERIFY2(head.starts_with("\x93NUMPY\x01") && head.find("(5, 12, 20)") != std::string::npos, head.c_str() + 10);
  }

  void oneRunComparesSeveralModels() {
    const fs::path folder = tempDir();
    makePicture(folder / "p.png", {96, 64}, 2);
    const Ran ran = runSsaseg({QStringLiteral("segment"), QStringLiteral("--model"), text(smallModel("plain")),
                               QStringLiteral("--model"), text(smallModel("ssa")), text(folder / "p.png"),
                               QStringLiteral("--out"), text(folder / "out"), QStringLiteral("--coarse")});
    SSA_VERIFY_CODE(ran, 0);
    QVERIFY(fs::exists(folder / "out/plain5/p.png") && !fs::exists(folder / "out/plain5/p.coarse.png"));
    QVERIFY(fs::exists(folder / "out/ssa5/p.png") && fs::exists(folder / "out/ssa5/p.coarse.png"));
  }

  void aSecondRunKeepsWhatIsThere() {
    const fs::path folder = tempDir(), out = folder / "out";
    for (unsigned i = 0; i < 3; ++i) makePicture(folder / "in" / (std::to_string(i) + ".png"), {96, 64}, i);
    const auto run = [&](const char* more) {
      QStringList line = {QStringLiteral("segment"), text(folder / "in"), QStringLiteral("--out"), text(out),
                          QStringLiteral("--json")};
      line += QString::fromLatin1(more).split(QLatin1Char(' '), Qt::SkipEmptyParts);
      if (!line.contains(QStringLiteral("--model"))) line << QStringLiteral("--model") << text(smallModel());
      return runSsaseg(line);
    };
    QCOMPARE(filesIn(run(""), "written"), 3);
    QCOMPARE(filesIn(run(""), "kept"), 3);
    fs::remove(out / "1.png");
    const Ran repaired = run("");
    QCOMPARE(filesIn(repaired, "kept"), 2);
    QCOMPARE(filesIn(repaired, "written"), 1);
    QCOMPARE(filesIn(run("--flip"), "written"), 3);            // other options
    QCOMPARE(filesIn(run("--flip --overlay"), "written"), 3);  // a file that is not there yet
    QCOMPARE(filesIn(run("--flip --force"), "written"), 3);
    makePicture(folder / "in/2.png", {80, 64}, 9);  // another picture of the same name
    QCOMPARE(filesIn(run("--flip"), "written"), 1);
    const QStringList other = {
        QStringLiteral("segment"), text(folder / "in"),      QStringLiteral("--out"),   text(out),
        QStringLiteral("--json"),  QStringLiteral("--flip"), QStringLiteral("--model"), text(smallModel("plain"))};
    QCOMPARE(filesIn(runSsaseg(other), "written"), 3);  // other weights
  }

  void aStoppedRunKeepsWhatIsDoneAndGoesOn() {
    const fs::path folder = tempDir(), out = folder / "out";
    constexpr int kPictures = 60;
    for (unsigned i = 0; i < kPictures; ++i) makePicture(folder / "in" / (std::to_string(i) + ".png"), {320, 240}, i);
    const QStringList line = {QStringLiteral("segment"), text(folder / "in"), QStringLiteral("--out"), text(out),
                              QStringLiteral("--model"), text(smallModel())};
    QProcess process;
    process.setReadChannel(QProcess::StandardError);
    process.start(ssaseg(), line + QStringList{QStringLiteral("--verbose")});
    QVERIFY(process.waitForReadyRead(60'000));
    QByteArray said = process.readAllStandardError();
    while (!said.contains("backbone") && process.waitForReadyRead(60'000)) said += process.readAllStandardError();
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    const Ran rest = runSsaseg(line + QStringList{QStringLiteral("--json")});
    SSA_VERIFY_CODE(rest, 0);
    QVERIFY(filesIn(rest, "kept") >= 1);
    QVERIFY(filesIn(rest, "written") >= 1);
    QCOMPARE(filesIn(rest, "kept") + filesIn(rest, "written"), kPictures);
  }

  void ownMasksScoreFullAgainstThemselves() {
    const fs::path folder = tempDir();
    for (unsigned i = 0; i < 2; ++i) makePicture(folder / "images" / (std::to_string(i) + ".png"), {96, 64}, i);
    const Ran masks = runSsaseg({QStringLiteral("segment"), text(folder / "images"), QStringLiteral("--model"),
                                 text(smallModel()), QStringLiteral("--out"), text(folder / "masks")});
    SSA_VERIFY_CODE(masks, 0);
    const Ran scored = runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--model"), text(smallModel()),
                                  QStringLiteral("--data"), text(folder), QStringLiteral("--json"), QStringLiteral("--coarse"),
                                  QStringLiteral("--csv"), text(folder / "scores.csv")});
    SSA_VERIFY_CODE(scored, 0);
    const QJsonArray scores = scored.json()[QStringLiteral("scores")].toArray();
    QCOMPARE(scores.size(), 2);
    QCOMPARE(scores[0][QStringLiteral("mIoU")].toDouble(), 100.0);
    QCOMPARE(scores[1][QStringLiteral("masks")].toString(), QStringLiteral("coarse"));
    QVERIFY(fs::file_size(folder / "scores.csv") > 100);
    const Ran shown =
        runSsaseg({QStringLiteral("evaluate"), QStringLiteral("--predictions"), text(folder / "masks"), QStringLiteral("--truth"),
                   text(folder / "masks"), QStringLiteral("--labels"), QStringLiteral("camvid11")});
    SSA_VERIFY_CODE(shown, 0);
    QVERIFY2(shown.out.contains("averaged over images") && shown.out.contains("100.00"), shown.out.constData());
  }

  void anExportComesBackEqual_data() {
    QTest::addColumn<QString>("suffix");
    QTest::newRow("pth") << QStringLiteral(".pth");
    QTest::newRow("safetensors") << QStringLiteral(".safetensors");
  }
  void anExportComesBackEqual() {
    QFETCH(QString, suffix);
    const fs::path folder = tempDir(), file = folder / ("model" + suffix.toStdString());
    SSA_VERIFY_CODE(runSsaseg({QStringLiteral("export"), text(smallModel()), text(file)}), 0);
    SSA_VERIFY_CODE(runSsaseg({QStringLiteral("export"), text(smallModel()), text(file)}), 2);  // there already
    const Ran imported = runSsaseg(
        {QStringLiteral("import"), text(file), QStringLiteral("--out"), text(folder / "back"), QStringLiteral("--json")});
    SSA_VERIFY_CODE(imported, 0);
    QCOMPARE(imported.json()[QStringLiteral("model")][QStringLiteral("config")][QStringLiteral("architecture")].toString(),
             QStringLiteral("seaformer_t"));
    const auto before = readCheckpoint(smallModel() / "weights.safetensors"),
               after = readCheckpoint(folder / "back/weights.safetensors");
    SSA_VERIFY_OK(before);
    SSA_VERIFY_OK(after);
    QCOMPARE(after->value.tensors.size(), before->value.tensors.size());
    for (const StoredTensor& tensor : before->value.tensors) {
      const StoredTensor* found = after->value.find(tensor.name);
      QVERIFY2(found && found->shape == tensor.shape && found->bytes == tensor.bytes &&
                   std::equal(tensor.data.get(), tensor.data.get() + tensor.bytes, found->data.get()),
               tensor.name.c_str());
    }
    SSA_VERIFY_CODE(runSsaseg({QStringLiteral("import"), text(file), QStringLiteral("--out"), text(folder / "back")}), 2);
    SSA_VERIFY_CODE(runSsaseg({QStringLiteral("import"), text(file), QStringLiteral("--out"), text(folder / "back"),
                               QStringLiteral("--replace")}),
                    0);
  }

  void benchImageMeasuresEveryStage() {
    const fs::path folder = tempDir();
    makePicture(folder / "p.png", {96, 64}, 4);
    const Ran ran =
        runSsaseg({QStringLiteral("bench"), QStringLiteral("image"), text(folder / "p.png"), QStringLiteral("--model"),
                   text(smallModel()), QStringLiteral("--rounds"), QStringLiteral("3"), QStringLiteral("--json")});
    SSA_VERIFY_CODE(ran, 0);
    QVERIFY(ran.json()[QStringLiteral("stages")].toArray().size() >= 5);
  }

  void quietSaysNothingButResults() {
    const fs::path folder = tempDir();
    makePicture(folder / "p.png", {96, 64}, 5);
    const Ran ran = runSsaseg({QStringLiteral("segment"), text(folder / "p.png"), QStringLiteral("--model"), text(smallModel()),
                               QStringLiteral("--out"), text(folder / "out"), QStringLiteral("--quiet")});
    SSA_VERIFY_CODE(ran, 0);
    QVERIFY2(ran.out.isEmpty() && ran.err.isEmpty(), (ran.out + ran.err).constData());
  }
};

std::unique_ptr<QObject> makeCliTest() { return std::make_unique<CliTest>(); }

}  // namespace ssa::test

#include "cli_test.moc"
