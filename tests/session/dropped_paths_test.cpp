#include "app/session/dropped_paths.h"

#include <filesystem>
#include <memory>

#include "app/session/qt_convert.h"
#include "app/session/truth_finder.h"
#include "tests/session/pictures.h"
#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

QStringList names(const QStringList& paths, const fs::path& root) {
  QStringList relative;
  for (const QString& path : paths) relative << fromPath(toPath(path).lexically_relative(root));
  return relative;
}

QString text(const char* latin) { return QString::fromLatin1(latin); }

}  // namespace

class DroppedPathsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void picturesFoldersAndModelsAreSorted() {
    const fs::path root = test::tempDir();
    test::writePicture(root / "single.png", 1);
    test::writePicture(root / "folder/10.png", 1);
    test::writePicture(root / "folder/9.png", 2);
    test::writePicture(root / "folder/deep/1.png", 3);
    test::write(root / "weights.pth", Bytes(4));
    test::write(root / "model/model.json", Bytes(4));
    test::write(root / "hf/config.json", Bytes(4));
    test::write(root / "hf/model.safetensors", Bytes(4));
    fs::copy(root / "single.png", root / "named_otherwise");
    test::write(root / "notes.txt", Bytes(4));
    QStringList dropped;
    for (const char* name : {"single.png", "folder", "weights.pth", "model", "hf", "named_otherwise", "notes.txt", "gone.png"})
      dropped << fromPath(root / name);
    const DroppedPaths sorted = sortDropped(dropped, {});
    QCOMPARE(names(sorted.pictures, root), (QStringList{text("single.png"), text("folder/9.png"), text("folder/10.png"),
                                                        text("folder/deep/1.png"), text("named_otherwise")}));
    QCOMPARE(names(sorted.models, root), (QStringList{text("weights.pth"), text("model"), text("hf")}));
    QCOMPARE(sorted.errors.size(), std::size_t{2});
    QVERIFY(sorted.errors[0].code == ErrorCode::unknownFormat);
    QVERIFY(sorted.errors[1].code == ErrorCode::fileNotFound);
    QCOMPARE(modelSource(root / "hf")->path, root / "hf/model.safetensors");
  }

  void anEmptyFolderIsOneError() {
    const DroppedPaths sorted = sortDropped({fromPath(test::tempDir())}, {});
    QCOMPARE(sorted.errors.size(), std::size_t{1});
    QVERIFY(sorted.errors[0].code == ErrorCode::folderEmpty);
  }

  void masksAreNotListedAmongThePictures_data() {
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("pictures");
    QTest::newRow("camvid") << QStringList{text("val/1.png"), text("valannot/1.png"), text("cannot/2.png")}
                            << QStringList{text("cannot/2.png"), text("val/1.png")};
    QTest::newRow("siblings") << QStringList{text("images/val/1.png"), text("masks/val/1.png")}
                              << QStringList{text("images/val/1.png")};
    QTest::newRow("inside") << QStringList{text("1.png"), text("masks/1.png")} << QStringList{text("1.png")};
    QTest::newRow("beside") << QStringList{text("1.png"), text("1_mask.png"), text("2_mask.png")}
                            << QStringList{text("1.png"), text("2_mask.png")};
    QTest::newRow("only masks") << QStringList{text("masks/1.png")} << QStringList{text("masks/1.png")};
  }

  void masksAreNotListedAmongThePictures() {
    QFETCH(QStringList, files);
    QFETCH(QStringList, pictures);
    const fs::path root = test::tempDir();
    for (const QString& file : files) test::writeMask(root / toPath(file), 1, {4, 4});
    QStringList listed = names(sortDropped({fromPath(root)}, {}).pictures, root);
    listed.sort();
    QCOMPARE(listed, pictures);
  }

  void truthIsFoundByItsPlace_data() {
    QTest::addColumn<QString>("picture");
    QTest::addColumn<QString>("mask");
    QTest::newRow("camvid") << text("val/1.png") << text("valannot/1.png");
    QTest::newRow("masks") << text("images/1.jpg") << text("masks/1.png");
    QTest::newRow("labels") << text("images/1.jpg") << text("labels/1.png");
    QTest::newRow("gt, longer name") << text("images/1.jpg") << text("gt/1_gt.png");
    QTest::newRow("split") << text("images/val/1.jpg") << text("annotations/val/1.png");
    QTest::newRow("inside") << text("all/1.jpg") << text("all/masks/1.tif");
    QTest::newRow("beside") << text("all/1.jpg") << text("all/1_mask.png");
    QTest::newRow("suffix") << text("all/1.jpg") << text("all_labels/1.png");
    QTest::newRow("none") << text("all/1.png") << QString();
  }

  void truthIsFoundByItsPlace() {
    QFETCH(QString, picture);
    QFETCH(QString, mask);
    const fs::path root = test::tempDir();
    test::write(root / toPath(picture), Bytes(1));
    if (!mask.isEmpty()) test::write(root / toPath(mask), Bytes(1));
    const auto found = findTruth(root / toPath(picture), {});
    QCOMPARE(found.has_value(), !mask.isEmpty());
    if (!found) return;
    QCOMPARE(found->path, root / toPath(mask));
    QCOMPARE(found->ignoredIds, mask.startsWith(text("valannot")) ? std::vector<int>{11} : std::vector<int>{});
  }

  void aChosenFolderIsTheOnlyPlace() {
    const fs::path root = test::tempDir();
    test::write(root / "val/1.png", Bytes(1));
    test::write(root / "valannot/1.png", Bytes(1));
    test::write(root / "mine/val/1.png", Bytes(1));
    QCOMPARE(findTruth(root / "val/1.png", root / "mine")->path, root / "mine/val/1.png");
    QVERIFY(!findTruth(root / "val/1.png", root / "elsewhere"));
  }

  void camvidsVoidIsIgnoredAndOtherUnknownIdsAreRefused() {
    const fs::path root = test::tempDir();
    LabelSet eleven = LabelSet::numbered(11);
    LabelMap map({4, 4}, 3);
    map.row(0)[0] = 11;
    test::write(root / "valannot/1.png", encodeIndexPng(map));
    test::write(root / "masks/1.png", encodeIndexPng(map));
    const auto camvid = loadTruth(truthFileAt(root / "valannot/1.png"), eleven, {4, 4});
    SSA_VERIFY_OK(camvid);
    QCOMPARE(int{camvid->value.at({0, 0})}, int{kIgnore});
    QCOMPARE(int{camvid->value.at({1, 0})}, 3);
    const auto other = loadTruth(truthFileAt(root / "masks/1.png"), eleven, {4, 4});
    QVERIFY(!other.ok() && other.error().code == ErrorCode::maskIdOutOfRange);
    const auto plain = loadTruth(truthFileAt(root / "masks/1.png"), {}, {4, 4});
    SSA_VERIFY_OK(plain);
    QCOMPARE(int{plain->value.at({0, 0})}, 11);
    const auto small = loadTruth(truthFileAt(root / "valannot/1.png"), eleven, {5, 4});
    QVERIFY(!small.ok() && small.error().code == ErrorCode::sizeMismatch);
  }
};

std::unique_ptr<QObject> makeDroppedPathsTest() { return std::make_unique<DroppedPathsTest>(); }

#include "dropped_paths_test.moc"
