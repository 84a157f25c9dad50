#include "app/studio/window_bench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "app/session/image_list.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/session.h"
#include "engine/image/write.h"
#include "widgets/canvas/pan_bench.h"

namespace ssa {
namespace {

constexpr int kPictures = 8;
constexpr int kPatience_ms = 60'000;

/// A picture that does not compress to nothing.
Image8 madePicture(Size size, unsigned seed) {
  Image8 image(size);
  unsigned noise = seed * 2654435761U + 1;
  for (int y = 0; y < size.height; ++y) {
    std::uint8_t* const row = image.row(y);
    for (int i = 0; i < size.width * 3; ++i) {
      noise = noise * 1664525U + 1013904223U;
      row[i] = static_cast<std::uint8_t>((static_cast<unsigned>(i / 3 + y) * (seed + 1) / 8 + (noise >> 28)) & 255U);
    }
  }
  return image;
}

/// Runs the event loop until `done` or out of patience.
template <class Done>
bool waitFor(Done done) {
  QElapsedTimer clock;
  clock.start();
  while (!done()) {
    if (clock.elapsed() > kPatience_ms) return false;
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
  }
  return true;
}

bool benchNext() {
  const QTemporaryDir folder;
  for (unsigned i = 0; i < kPictures; ++i) {
    const QString file = folder.filePath(QStringLiteral("%1.png").arg(i));
    if (!writeFile(file.toStdString(), encodePng(madePicture({1920, 1080}, i)))) return false;
  }
  Session session({.settingsFile = folder.filePath(QStringLiteral("settings.ini")),
                   .modelsFolder = folder.filePath(QStringLiteral("models"))});
  session.openPaths({folder.path()});
  if (!waitFor([&] { return !session.document().isEmpty() && session.jobs().idle(); })) return false;
  std::vector<double> times;
  for (int i = 1; i < kPictures; ++i) {
    const QString before = session.document().path();
    QElapsedTimer clock;
    clock.start();
    session.next();
    if (!waitFor([&] { return session.document().path() != before; })) return false;
    times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    if (!waitFor([&] { return session.jobs().idle(); })) return false;
  }
  std::sort(times.begin(), times.end());
  std::printf(R"({"case":"next picture, prefetched","shape":"1920x1080","rounds":%d,"median_ms":%.2f,"max_ms":%.2f})"
              "\n",
              kPictures - 1, times[times.size() / 2], times.back());
  return true;
}

void benchPan() {
  const PanBenchResult result = benchPanning();
  std::printf(
      R"({"case":"panning with overlay, 16384 against 2048","p99_large_ms":%.2f,"p99_small_ms":%.2f,"ratio":%.3f,"cpu_ratio":%.3f,"busy":%s})"
      "\n",
      result.large.p99_ms, result.small.p99_ms, result.ratio(), result.cpuRatio(), result.machineWasBusy() ? "true" : "false");
}

}  // namespace

int runWindowBench() {
  const bool next = benchNext();
  std::fflush(stdout);
  benchPan();
  return next ? 0 : 1;
}

}  // namespace ssa
