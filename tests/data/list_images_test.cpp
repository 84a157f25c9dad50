#include <sys/stat.h>

#include <QElapsedTimer>
#include <fstream>

#include "engine/datasets/list_images.h"
#include "engine/datasets/natural_order.h"
#include "tests/data/masks.h"
#include "tests/data/tests.h"
#include "tests/data/without_root.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

QStringList names(const Result<Loaded<ImageListing>>& listing) {
  QStringList list;
  for (const fs::path& file : listing->value.files)
    list << QString::fromStdString(file.lexically_relative(listing->value.root).generic_string());
  return list;
}

}  // namespace

class ListImagesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void namesSortAsAPersonExpects() {
    QStringList list = {QStringLiteral("b.png"), QStringLiteral("10.png"), QStringLiteral("2.png"),
                        QStringLiteral("A.png"), QStringLiteral("02.png"), QStringLiteral("a/z.png")};
    std::sort(list.begin(), list.end(),
              [](const QString& a, const QString& b) { return naturalLess(a.toStdString(), b.toStdString()); });
    QCOMPARE(list.join(QLatin1Char(' ')), QStringLiteral("02.png 2.png 10.png a/z.png A.png b.png"));
    QVERIFY(!naturalLess("x", "x"));
    QVERIFY(naturalLess("x1", "x1a"));
  }

  void foldersListRecursivelyWithoutHiddenAndForeignFiles() {
    const fs::path root = tempDir();
    for (const char* file : {"10.png", "9.JPG", "sub/1.tif", ".hidden.png", ".cache/2.png", "notes.txt"}) touch(root / file);
    const auto all = listImages(root, Recursive::yes);
    SSA_VERIFY_OK(all);
    QCOMPARE(names(all).join(QLatin1Char(' ')), QStringLiteral("9.JPG 10.png sub/1.tif"));
    QCOMPARE(names(listImages(root, Recursive::no)).join(QLatin1Char(' ')), QStringLiteral("9.JPG 10.png"));
  }

  void patternsMatchPartByPart() {
    const fs::path root = tempDir();
    for (const char* file : {"a/1.png", "a/2.jpg", "b/deep/3.png", "4.png", "x[1].png"}) touch(root / file);
    QCOMPARE(names(listImages(root / "*/*.png", Recursive::no)).join(QLatin1Char(' ')), QStringLiteral("a/1.png"));
    QCOMPARE(names(listImages(root / "**/*.png", Recursive::no)).join(QLatin1Char(' ')),
             QStringLiteral("4.png a/1.png b/deep/3.png x[1].png"));
    QCOMPARE(names(listImages(root / "?.png", Recursive::no)).join(QLatin1Char(' ')), QStringLiteral("4.png"));
    QCOMPARE(names(listImages(root / "x[1].png", Recursive::no)).join(QLatin1Char(' ')), QStringLiteral("x[1].png"));
    const auto none = listImages(root / "*.bmp", Recursive::no);
    QVERIFY(!none.ok());
    QCOMPARE(none.error().code, ErrorCode::folderEmpty);
  }

  void nothingOutsideTheFolderIsReached() {
    const fs::path outside = tempDir(), root = tempDir();
    touch(outside / "secret.png");
    touch(root / "own.png");
    fs::create_symlink(outside / "secret.png", root / "out.png");
    fs::create_symlink(root / "own.png", root / "in.png");
    fs::create_directory_symlink(outside, root / "folder");
    fs::create_directory_symlink(root, root / "loop");
    const auto listing = listImages(root, Recursive::yes);
    SSA_VERIFY_OK(listing);
    QCOMPARE(names(listing).join(QLatin1Char(' ')), QStringLiteral("in.png own.png"));
    QCOMPARE(listing->warnings.size(), std::size_t{1});
    QCOMPARE(listing->warnings[0].code, WarningCode::fileSkipped);
  }

  void pipesNeverBlock() {
    const fs::path root = tempDir();
    touch(root / "1.png");
    QCOMPARE(mkfifo((root / "2.png").c_str(), 0600), 0);
    const auto listing = listImages(root, Recursive::yes);
    SSA_VERIFY_OK(listing);
    QCOMPARE(names(listing).join(QLatin1Char(' ')), QStringLiteral("1.png"));
    QCOMPARE(listing->warnings.size(), std::size_t{1});
    const auto pipe = listImages(root / "2.png", Recursive::no);
    QVERIFY(!pipe.ok());
    QCOMPARE(pipe.error().code, ErrorCode::notAFile);
  }

  void absenceAndEmptinessAreTwoErrors() {
    const fs::path root = tempDir();
    QCOMPARE(listImages(root / "nowhere", Recursive::yes).error().code, ErrorCode::fileNotFound);
    const auto empty = listImages(root, Recursive::yes);
    QCOMPARE(empty.error().code, ErrorCode::folderEmpty);
    QCOMPARE(std::string(empty.error().arg("wanted")), std::string("images"));
  }

  void aFolderWithoutPermissionIsNamed() {
    const fs::path root = tempDir();
    touch(root / "open/1.png");
    touch(root / "closed/2.png");
    fs::permissions(root / "closed", fs::perms::none);
    auto listing = Result<Loaded<ImageListing>>(ErrorCode::internal), closed = listing;
    {
      const WithoutRoot mortal;
      if (!mortal.works()) QSKIP("root cannot give up its powers here");
      listing = listImages(root, Recursive::yes);
      closed = listImages(root / "closed", Recursive::yes);
    }
    fs::permissions(root / "closed", fs::perms::owner_all);
    SSA_VERIFY_OK(listing);
    QCOMPARE(names(listing).size(), 1);
    QCOMPARE(listing->warnings.size(), std::size_t{1});
    QCOMPARE(closed.error().code, ErrorCode::permissionDenied);
  }

  void aStopEndsTheListing() {
    const fs::path root = tempDir();
    touch(root / "1.png");
    StopSource stop;
    stop.request_stop();
    QCOMPARE(listImages(root, Recursive::yes, stop.get_token()).error().code, ErrorCode::stopped);
  }

  void tenThousandFilesAreListedAtOnce() {
    const fs::path root = tempDir();
    for (int folder = 0; folder < 10; ++folder) {
      fs::create_directory(root / std::to_string(folder));
      for (int i = 0; i < 1000; ++i) std::ofstream(root / std::to_string(folder) / (std::to_string(i) + ".png"));
    }
    QElapsedTimer timer;
    timer.start();
    const auto listing = listImages(root, Recursive::yes);
    std::printf("10,000 files listed in %lld ms\n", static_cast<long long>(timer.elapsed()));
    SSA_VERIFY_OK(listing);
    QCOMPARE(listing->value.files.size(), std::size_t{10'000});
    QCOMPARE(listing->value.files[11].filename().string(), std::string("11.png"));
  }
};

std::unique_ptr<QObject> makeListImagesTest() { return std::make_unique<ListImagesTest>(); }

}  // namespace ssa::test

#include "list_images_test.moc"
