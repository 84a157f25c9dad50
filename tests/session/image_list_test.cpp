#include "app/session/image_list.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>

#include <filesystem>
#include <memory>

#include "app/session/dropped_paths.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/qt_convert.h"
#include "tests/session/pictures.h"
#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

/// Resident memory of this process in MiB.
double resident_mib() {
  QFile file(QStringLiteral("/proc/self/statm"));
  if (!file.open(QIODevice::ReadOnly)) return 0;
  return file.readAll().split(' ').at(1).toDouble() * 4096 / (1 << 20);
}

QStringList synthetic(int count) {
  QStringList paths;
  paths.reserve(count);
  for (int i = 0; i < count; ++i) paths << QStringLiteral("/data/pictures/sequence_%1/frame_%2.jpg").arg(i / 1000).arg(i);
  return paths;
}

}  // namespace

class ImageListTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void keepsTheRulesOfAModel() {
    JobQueue jobs(true);
    ImageList list(jobs);
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    list.setPaths(synthetic(3));
    list.addPaths(synthetic(5));
    QCOMPARE(list.rowCount(), 5);
    QCOMPARE(list.rowOf(list.path(4)), 4);
    QCOMPARE(list.rowOf(QStringLiteral("/nowhere")), -1);
    QCOMPARE(list.path(5), QString());
    QCOMPARE(list.data(list.index(2), Qt::DisplayRole).toString(), QStringLiteral("frame_2.jpg"));
    list.setPaths({});
    QCOMPARE(list.rowCount(), 0);
  }

  void thumbnailsAreMadeForTheRowsAskedForOnly() {
    const auto folder = test::tempDir();
    QStringList paths;
    for (int i = 0; i < 5; ++i) paths << fromPath(test::writePicture(folder / (std::to_string(i) + ".png"), i));
    JobQueue jobs;
    ImageList list(jobs);
    list.setThumbnailSide(32);
    list.setPaths(paths);
    QSignalSpy changed(&list, &ImageList::dataChanged);
    QVERIFY(!list.data(list.index(3), Qt::DecorationRole).isValid());
    QTRY_VERIFY(list.data(list.index(3), Qt::DecorationRole).isValid());
    const auto image = list.data(list.index(3), Qt::DecorationRole).value<QImage>();
    QCOMPARE(std::max(image.width(), image.height()), 32);
    QTRY_VERIFY(jobs.idle());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(list.thumbnailBytes(), static_cast<std::size_t>(image.sizeInBytes()));
  }

  void theNewestRowIsServedFirst() {
    const auto folder = test::tempDir();
    QStringList paths;
    for (int i = 0; i < 8; ++i) paths << fromPath(test::writePicture(folder / (std::to_string(i) + ".png"), i));
    JobQueue jobs(true);  // in order of serving
    ImageList list(jobs);
    list.setPaths(paths);
    QSignalSpy changed(&list, &ImageList::dataChanged);
    for (int row = 0; row < 8; ++row) list.data(list.index(row), Qt::DecorationRole);
    QTRY_COMPARE(changed.size(), 8);
    for (int i = 0; i < 8; ++i) QCOMPARE(changed.at(i).at(0).toModelIndex().row(), 7 - i);
  }

  void picturesThatCannotBeReadAreMarkedAndNotTriedAgain() {
    const auto file = test::tempDir() / "broken.png";
    test::write(file, Bytes(40, std::byte{7}));
    JobQueue jobs;
    ImageList list(jobs);
    list.setPaths({fromPath(file)});
    list.data(list.index(0), Qt::DecorationRole);
    QTRY_VERIFY(list.data(list.index(0), ImageList::ErrorRole).isValid());
    QVERIFY(list.data(list.index(0), ImageList::ErrorRole).value<Error>().code != ErrorCode::internal);
    list.data(list.index(0), Qt::DecorationRole);
    QVERIFY(jobs.idle());
    list.setError(fromPath(file), std::nullopt);
    QVERIFY(!list.data(list.index(0), ImageList::ErrorRole).isValid());
  }

  void thumbnailsStayWithinTheirBudget() {
    const auto folder = test::tempDir();
    constexpr int kPictures = 70;
    constexpr int kSide = 512;  // 70 × 512 × 512 × 3 = 52.5 MiB: more than the budget
    const Bytes bytes = encodePng(Image8({kSide, kSide}));
    QStringList paths;
    for (int i = 0; i < kPictures; ++i) {
      test::write(folder / (std::to_string(i) + ".png"), bytes);
      paths << fromPath(folder / (std::to_string(i) + ".png"));
    }
    JobQueue jobs(true);
    ImageList list(jobs);
    list.setThumbnailSide(kSide);
    list.setPaths(paths);
    QSignalSpy changed(&list, &ImageList::dataChanged);
    for (int row = 0; row < kPictures; ++row) list.data(list.index(row), Qt::DecorationRole);
    QTRY_COMPARE(changed.size(), kPictures);
    QVERIFY(list.thumbnailBytes() <= kThumbnailBudget_bytes);
    QVERIFY(list.thumbnailBytes() > kThumbnailBudget_bytes / 2);
  }

  void aHundredThousandRowsAreListedAtOnce() {
    const QStringList paths = synthetic(100'000);
    JobQueue jobs;
    ImageList list(jobs);
    const double before = resident_mib();
    QElapsedTimer timer;
    timer.start();
    list.setPaths(paths);
    const auto set = timer.elapsed();
    QCOMPARE(list.rowOf(paths.last()), 99'999);
    const double grown = resident_mib() - before;
    qInfo("100,000 rows: set in %lld ms, all looked up after %lld ms, %.1f MiB", static_cast<long long>(set),
          static_cast<long long>(timer.elapsed()), grown);
    QVERIFY(grown < 64);
  }

  void tenThousandFilesAreListedFromAFolder() {
    const auto folder = test::tempDir();
    const Bytes bytes = encodePng(Image8({2, 2}));
    const auto name = [&](int i) { return folder / std::to_string(i).append(".png"); };
    for (int i = 0; i < 10'000; ++i) {  // mostly links: a thousand names of one small file
      if (i % 1000 == 0)
        test::write(name(i), bytes);
      else
        std::filesystem::create_hard_link(name(i / 1000 * 1000), name(i));
    }
    const double before = resident_mib();
    QElapsedTimer timer;
    timer.start();
    const DroppedPaths sorted = sortDropped({fromPath(folder)}, {});
    const auto listed = timer.restart();
    JobQueue jobs;
    ImageList list(jobs);
    list.setPaths(sorted.pictures);
    const auto shown = timer.restart();
    QCOMPARE(list.rowCount(), 10'000);
    QCOMPARE(list.data(list.index(2), ImageList::NameRole).toString(), QStringLiteral("2.png"));
    for (int row = 0; row < 10'000; row += 7) list.data(list.index(row), Qt::DecorationRole);  // a wild scroll
    const auto scrolled = timer.restart();
    QTRY_VERIFY(list.data(list.index(9'996), Qt::DecorationRole).isValid());
    QTRY_VERIFY(jobs.idle());
    const double grown = resident_mib() - before;
    qInfo("10,000 files: listed in %lld ms off the UI thread, shown in %lld ms, scrolled over in %lld ms, %.1f MiB",
          static_cast<long long>(listed), static_cast<long long>(shown), static_cast<long long>(scrolled), grown);
    QVERIFY(grown < 64);
  }
};

std::unique_ptr<QObject> makeImageListTest() { return std::make_unique<ImageListTest>(); }

#include "image_list_test.moc"
