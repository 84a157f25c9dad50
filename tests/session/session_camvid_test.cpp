#include <QElapsedTimer>
#include <QSignalSpy>

#include <filesystem>
#include <memory>

#include "app/session/image_list.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "engine/image/read.h"
#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
namespace fs = std::filesystem;

/// The real pair, dropped as raw files together with a folder of frames.
class SessionCamvidTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    models_ = test::dataDir() / "models/camvid11";
    frames_ = test::dataDir() / "real/CamVid/val";
    if (test::dataDir().empty() || !fs::is_directory(models_) || !fs::is_directory(frames_))
      SSA_SKIP_CLASS("no CamVid pair in this checkout");
  }

  void aDroppedPairSegmentsDroppedFrames() {
    const fs::path root = test::tempDir();
    Session session({.settingsFile = fromPath(root / "s.ini"), .modelsFolder = fromPath(root / "models")});
    QSignalSpy failed(&session, &Session::failed);
    session.openPaths({fromPath(frames_), fromPath(models_ / "camvid11-seaformer_b-ssa.pth"),
                       fromPath(models_ / "camvid11-seaformer_b-baseline.pth")});
    const auto done = [&] {
      return session.document().state(Slot::ssa) == PredictionState::ready &&
             session.document().state(Slot::baseline) == PredictionState::ready && session.jobs().idle();
    };
    QTRY_VERIFY_WITH_TIMEOUT(done() || !failed.isEmpty(), 120'000);
    QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : failed.at(0).at(0).value<Error>().toString().c_str());
    QCOMPARE(session.images().rowCount(), 34);
    QVERIFY(session.document().truth() != nullptr);
    QVERIFY(session.document().difference(ViewKind::gains) != nullptr);
    QVERIFY(session.baselineIsSecondModel());
    agreesWithTheReference(session);

    QElapsedTimer timer;
    timer.start();
    session.next();
    const double took_ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    QVERIFY(session.document().mask(ViewKind::refined) && session.document().mask(ViewKind::baseline));
    qInfo("next frame with both masks, prefetched: %.2f ms", took_ms);
    agreesWithTheReference(session);
  }

 private:
  void agreesWithTheReference(Session& session) {
    const fs::path name = toPath(session.document().path()).stem().concat(".png");
    for (const auto& [view, folder] :
         {std::pair{ViewKind::baseline, "baseline"}, {ViewKind::coarse, "ssa_coarse"}, {ViewKind::refined, "ssa"}}) {
      const auto reference = readIndexMask(models_ / "val" / folder / name);
      SSA_VERIFY_OK(reference);
      const auto mask = session.document().mask(view);
      QVERIFY(mask != nullptr);
      std::int64_t same = 0;
      for (std::size_t i = 0; i < reference->value.ids.size(); ++i) same += reference->value.ids[i] == mask->labels()[i];
      const double agreement = 100.0 * static_cast<double>(same) / static_cast<double>(mask->size().area());
      qInfo("%s %s: %.4f %% of the reference's pixels", name.c_str(), folder, agreement);
      QVERIFY(agreement >= 99.99);
    }
  }

  fs::path models_, frames_;
};

std::unique_ptr<QObject> makeSessionCamvidTest() { return std::make_unique<SessionCamvidTest>(); }

#include "session_camvid_test.moc"
