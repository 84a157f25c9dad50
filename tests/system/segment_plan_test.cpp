#include <set>

#include "app/cli/segment_plan.h"
#include "tests/data/masks.h"
#include "tests/support/runner.h"
#include "tests/system/tests.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

QString targets(const Result<cli::SegmentPlan>& plan) {
  QStringList list;
  for (const cli::SegmentItem& item : plan->items) list << QString::fromStdString(item.target.generic_string());
  return list.join(QLatin1Char(' '));
}

Result<cli::SegmentPlan> planFor(const std::vector<fs::path>& inputs, const fs::path& out) {
  std::vector<std::string> names;
  for (const fs::path& input : inputs) names.push_back(input.string());
  return cli::planSegment(names, out, Recursive::yes, {});
}

}  // namespace

class SegmentPlanTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void subFoldersAreKept() {
    const fs::path root = tempDir();
    for (const char* file : {"1.jpg", "s/2.png", "s/t/3.tif"}) touch(root / file);
    QCOMPARE(targets(planFor({root}, root / "out")), QStringLiteral("1 s/2 s/t/3"));
  }

  void equalStemsAreKeptApart() {
    const fs::path root = tempDir();
    for (const char* file : {"a.jpg", "a.png", "b.png"}) touch(root / file);
    QCOMPARE(targets(planFor({root}, tempDir())), QStringLiteral("a.jpg a.png b"));
  }

  void byProductsNeverMeetAnotherMask() {
    const fs::path root = tempDir();
    for (const char* file : {"a.png", "a.coarse.png"}) touch(root / file);
    const auto plan = planFor({root}, tempDir());
    SSA_VERIFY_OK(plan);
    std::set<std::string> names;
    for (const cli::SegmentItem& item : plan->items)
      for (const char* suffix : cli::kSegmentSuffixes) QVERIFY(names.insert(item.target.string() + suffix).second);
  }

  void equalNamesOfTwoFoldersAreKeptApart() {
    const fs::path first = tempDir(), second = tempDir();
    touch(first / "x.png");
    touch(second / "x.png");
    const auto plan = planFor({first, second}, tempDir());
    SSA_VERIFY_OK(plan);
    QCOMPARE(plan->items.size(), std::size_t{2});
    QVERIFY(plan->items[0].target != plan->items[1].target);
    QCOMPARE(targets(planFor({first, second}, tempDir())), targets(plan));  // the same every time
  }

  void aPictureGivenTwiceIsTakenOnce() {
    const fs::path root = tempDir();
    touch(root / "x.png");
    QCOMPARE(targets(planFor({root, root / "x.png", root / "*.png"}, tempDir())), QStringLiteral("x"));
  }

  void earlierResultsInsideTheInputAreNoInput() {
    const fs::path root = tempDir();
    for (const char* file : {"x.jpg", "masks/x.png", "masks/x.overlay.png"}) touch(root / file);
    QCOMPARE(targets(planFor({root}, root / "masks")), QStringLiteral("x"));
  }

  void aPictureIsNeverOverwritten() {
    const fs::path root = tempDir();
    for (const char* file : {"x.png", "y.jpg", "y.coarse.png"}) touch(root / file);
    for (const char* input : {"x.png", "."}) {
      const auto plan = planFor({root / input}, root);
      QVERIFY(!plan.ok());
      QCOMPARE(plan.error().code, ErrorCode::badOption);
    }
    SSA_VERIFY_OK(planFor({root / "y.jpg"}, root));
  }

  void targetsStayInside() {
    const fs::path root = tempDir();
    touch(root / "in/x.png");
    touch(root / "in/s/y.png");
    const auto plan = planFor({root / "in/s/../x.png", root / "in/s/.." / "s"}, root / "out");
    SSA_VERIFY_OK(plan);
    for (const cli::SegmentItem& item : plan->items) {
      QVERIFY(item.target.is_relative());
      for (const fs::path& part : item.target) QVERIFY(part != "..");
    }
  }

  void anInputThatGivesNothingIsNamedAndTheOthersGoOn() {
    const fs::path root = tempDir();
    touch(root / "x.png");
    const auto plan = planFor({root / "nowhere.png", root / "x.png"}, root / "out");
    SSA_VERIFY_OK(plan);
    QCOMPARE(targets(plan), QStringLiteral("x"));
    QCOMPARE(plan->failures.size(), std::size_t{1});
    QCOMPARE(plan->failures[0].code, ErrorCode::fileNotFound);
  }
};

std::unique_ptr<QObject> makeSegmentPlanTest() { return std::make_unique<SegmentPlanTest>(); }

}  // namespace ssa::test

#include "segment_plan_test.moc"
