#include <QTest>

#include <set>

#include "engine/core/result.h"
#include "engine/datasets/demo/scene.h"
#include "tests/data/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

class DemoSceneTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void sameSeedSameBytesAnotherSeedAnotherScene() {
    const DemoScene first = makeDemoScene(7, DemoKind::street, {160, 120}), again = makeDemoScene(7, DemoKind::street, {160, 120});
    QVERIFY(first.image == again.image && first.labels == again.labels);
    const DemoScene other = makeDemoScene(8, DemoKind::street, {160, 120});
    QVERIFY(!(first.labels == other.labels));
  }

  void everyClassAppearsAndNothingElse() {
    std::set<int> street, indoor;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      for (const DemoKind kind : {DemoKind::street, DemoKind::indoor}) {
        const DemoScene scene = makeDemoScene(seed, kind, {128, 96});
        QCOMPARE(scene.labels.size().width, scene.image.width());
        const auto pixels = scene.labels.histogram();
        for (int id = 0; id < 256; ++id)
          if (pixels[static_cast<std::size_t>(id)] > 0) (kind == DemoKind::street ? street : indoor).insert(id);
      }
    }
    std::set<int> all = street;
    all.insert(indoor.begin(), indoor.end());
    for (int id = 0; id < demoLabels().count(); ++id)
      QVERIFY2(all.count(id) == 1, demoLabels().classes[static_cast<std::size_t>(id)].name.c_str());
    for (const int id : all) QVERIFY(id < demoLabels().count() || id == kIgnore);
    QVERIFY(all.count(kIgnore) == 1);  // the camera's own car, mirrors, screens
    QVERIFY(street.size() >= 10 && indoor.size() >= 8);
  }

  void scenesOfOneKindDifferInLight() {
    std::set<std::string> lights;
    for (std::uint64_t seed = 0; seed < 40; ++seed) lights.insert(makeDemoScene(seed, DemoKind::street, {64, 48}).light);
    QVERIFY(lights.size() >= 6);
  }

  void tooSmallIsRefused() { QVERIFY_EXCEPTION_THROWN(makeDemoScene(1, DemoKind::street, {32, 32}), ContractViolation); }
};

std::unique_ptr<QObject> ssa::test::makeDemoSceneTest() { return std::make_unique<DemoSceneTest>(); }

#include "demo_scene_test.moc"
