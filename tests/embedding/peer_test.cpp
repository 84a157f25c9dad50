// Same run, same points, same start, same effective learning rate: our t-SNE against scikit-learn's Barnes-Hut.
#include <sys/resource.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "engine/api/embedding.h"
#include "engine/core/npy.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"
#include "tests/embedding/features.h"
#include "tests/embedding/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

constexpr int kThreads = 2, kFeatures = 160, kIterations = 1000;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kUnderSanitizer = true;
#else
constexpr bool kUnderSanitizer = false;
#endif

/// Where packaging/dependencies.sh puts the peer.
std::filesystem::path peerFolder() {
  const char* const cache = std::getenv("XDG_CACHE_HOME");
  const char* const home = std::getenv("HOME");
  const std::filesystem::path base = cache && *cache ? cache : std::filesystem::path(home ? home : "/") / ".cache";
  return base / "ssa-studio" / "scikit-learn-1.9.1";
}

double processorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec); };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

class PeerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void initTestCase() {
    if (kUnderSanitizer) SSA_SKIP_CLASS("times mean nothing under a sanitizer");
    if (!std::filesystem::exists(peerFolder() / ".complete"))
      SSA_SKIP_CLASS("scikit-learn is absent: packaging/dependencies.sh fetches it (SSA_PEERS=ON)");
  }

  // 20,000 points take scikit-learn minutes: only with SSA_BENCH_FULL=1. The bounds leave room for a noisy machine; the ratios
  // printed are the measurement.
  void weAreFasterAtNoHigherCost_data() {
    QTest::addColumn<int>("points");
    QTest::addColumn<double>("bound");
    QTest::newRow("5,000") << 5000 << 2.5;
    if (std::getenv("SSA_BENCH_FULL") != nullptr) QTest::newRow("20,000") << 20000 << 3.0;
  }
  void weAreFasterAtNoHigherCost() {
    QFETCH(int, points);
    QFETCH(double, bound);
    const test::Features made = test::clusteredFeatures(points, kFeatures, 30, 1);
    EmbeddingOptions options;
    options.threads = kThreads;
    options.iterations = kIterations;
    std::vector<float> start;
    const auto keepFirst = [&](const EmbeddingMap& map) {
      if (start.empty()) start = map.positions;
    };
    const double cpuBefore = processorSeconds();
    const auto before = std::chrono::steady_clock::now();
    auto ours = Embedder::make(made.rows(), options, {}, keepFirst, {}, none_);
    SSA_VERIFY_OK(ours);
    SSA_VERIFY_OK((*ours)->run(kIterations, nullptr, {}, none_));
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
    const double cpu = processorSeconds() - cpuBefore;
    const auto quality = (*ours)->quality({});
    SSA_VERIFY_OK(quality);

    const auto folder = test::tempDir();
    const std::int64_t shape[] = {points, kFeatures}, flat[] = {points, 2};
    SSA_VERIFY_OK(writeFile(folder / "x.npy", encodeNpy(made.values, shape)));
    SSA_VERIFY_OK(writeFile(folder / "start.npy", encodeNpy(start, flat)));
    QProcess python;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PYTHONPATH"), QString::fromStdString(peerFolder().string()));
    environment.insert(QStringLiteral("PYTHONDONTWRITEBYTECODE"), QStringLiteral("1"));
    environment.insert(QStringLiteral("OMP_NUM_THREADS"), QString::number(kThreads));
    python.setProcessEnvironment(environment);
    const auto text = [](const std::filesystem::path& path) { return QString::fromStdString(path.string()); };
    python.start(QStringLiteral("python3"), {QStringLiteral(SSA_PEER_SCRIPT), text(folder / "x.npy"), text(folder / "start.npy"),
                                             QString::number(options.perplexity), QString::number(kIterations),
                                             QString::number(kThreads), text(folder / "y.npy")});
    QVERIFY2(python.waitForFinished(1000 * 1800), "scikit-learn did not end");
    const QByteArray error = python.readAllStandardError();
    QVERIFY2(python.exitCode() == 0, error.constData());
    const QJsonObject peer = QJsonDocument::fromJson(python.readAllStandardOutput()).object();
    QVERIFY(peer.value(QStringLiteral("wall")).toDouble() > 0);
    QVERIFY(std::abs(peer.value(QStringLiteral("learning_rate")).toDouble() - (*ours)->facts().learningRate) < 1e-6);

    // The peer's map under our affinities and our divergence: the same code for both.
    const auto theirs = readNpy(folder / "y.npy");
    SSA_VERIFY_OK(theirs);
    options.iterations = 0;
    const auto judged = embed(made.rows(), options, theirs->values, nullptr, {}, none_);
    SSA_VERIFY_OK(judged);

    const double peerWall = peer.value(QStringLiteral("wall")).toDouble(), peerCpu = peer.value(QStringLiteral("cpu")).toDouble();
    QStringList blas;
    for (const QJsonValue& one : peer.value(QStringLiteral("blas")).toArray()) blas << one.toString();
    std::printf("peer: scikit-learn %s, numpy %s, scipy %s; %s\n", qPrintable(peer.value(QStringLiteral("sklearn")).toString()),
                qPrintable(peer.value(QStringLiteral("numpy")).toString()),
                qPrintable(peer.value(QStringLiteral("scipy")).toString()), qPrintable(blas.join(QStringLiteral(", "))));
    const EmbeddingFacts facts = (*ours)->facts();
    std::printf("t-SNE %d x %d, %d iterations, %d threads, %s %s\n", points, kFeatures, kIterations, kThreads,
                facts.repulsion.c_str(), facts.instructionSet.c_str());
    std::printf("  ours          %7.2f s wall %7.2f s CPU  KL %.4f  10-NN preservation %.4f\n", wall, cpu, quality->divergence,
                quality->preservation);
    std::printf("  scikit-learn  %7.2f s wall %7.2f s CPU  KL %.4f  10-NN preservation %.4f\n", peerWall, peerCpu,
                judged->quality.divergence, judged->quality.preservation);
    std::printf("  ratio         %7.2f wall   %7.2f CPU\n", peerWall / wall, peerCpu / cpu);
    std::fflush(stdout);
    QVERIFY2(quality->divergence <= judged->quality.divergence, "our cost is above the peer's");
    QVERIFY2(peerCpu / cpu >= bound, "not fast enough");
  }

 private:
  NoProgress none_;
};

std::unique_ptr<QObject> makePeerTest() { return std::make_unique<PeerTest>(); }

#include "peer_test.moc"
