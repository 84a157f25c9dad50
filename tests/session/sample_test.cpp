// The pair that ships with the program is whole and does what its card says it does.
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "app/session/qt_convert.h"
#include "app/session/sample.h"
#include "engine/api/model.h"
#include "engine/image/read.h"
#include "tests/session/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

constexpr qint64 kMost_bytes = 12 << 20;

}  // namespace

class SampleTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aFolderWithoutModelsIsNoSample() {
    const QTemporaryDir folder;
    QVERIFY(!findSample(folder.path()));
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("pictures")));
    QVERIFY(!findSample(folder.path()));
    QVERIFY(!findSample(folder.filePath(QStringLiteral("absent"))));
  }

  void theShippedPairOpens() {
    const auto sample = findSample();
    QVERIFY(sample.has_value());
    qint64 bytes = 0;
    const std::pair<QString, ClassifierKind> pair[] = {{sample->baseline, ClassifierKind::plain},
                                                       {sample->ssa, ClassifierKind::ssa}};
    for (const auto& [folder, classifier] : pair) {
      const auto model = openModel(toPath(folder), {.device = "cpu", .labels = {}, .strict = true});
      SSA_VERIFY_OK(model);
      QVERIFY(model->warnings.empty());
      const ModelInfo& info = model->value->info();
      QCOMPARE(info.config.classifier, classifier);
      QCOMPARE(info.config.num_classes, 20);
      QVERIFY(info.config.trained);
      QCOMPARE(info.teacherParameters, 0);
      bytes += QFileInfo(QDir(folder).filePath(QStringLiteral("weights.safetensors"))).size();
    }
    QVERIFY2(bytes <= kMost_bytes, qPrintable(QString::number(bytes)));
  }

  void everyPictureHasItsMask() {
    const auto sample = findSample();
    QVERIFY(sample.has_value());
    const QDir pictures(sample->pictures), masks(QDir(sample->pictures).filePath(QStringLiteral("../masks")));
    const QStringList names = pictures.entryList(QDir::Files);
    QVERIFY(names.size() >= 4);
    QCOMPARE(masks.entryList(QDir::Files), names);
    for (const QString& name : names) {
      const auto mask = readIndexMask(toPath(masks.filePath(name)));
      SSA_VERIFY_OK(mask);
    }
  }
};

std::unique_ptr<QObject> makeSampleTest() { return std::make_unique<SampleTest>(); }

}  // namespace ssa::test

#include "sample_test.moc"
