#include <QDir>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

#include <cstdio>

#include "tests/studio/studio_fixture.h"
#include "tests/studio/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

/// The executable itself.
class StartTest : public QObject {
  Q_OBJECT

  static QString studio() { return QStringLiteral(SSA_BINARY_DIR "/bin/ssa-studio"); }
  static QString temp(const char* name) { return QString::fromStdString((test::tempDir() / name).string()); }

 private Q_SLOTS:
  void theWindowStandsAndSaysHowLongItTook() {
    QProcess process;
    process.start(studio(), {QStringLiteral("--measure-start"), QStringLiteral("--settings"), temp("studio.ini")});
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitCode(), 0);
    const QString output = QString::fromUtf8(process.readAllStandardOutput());
    const auto match = QRegularExpression(QStringLiteral("first frame after (\\d+) ms")).match(output);
    QVERIFY2(match.hasMatch(), qPrintable(output));
    std::printf("start: %s ms\n", qPrintable(match.captured(1)));
  }

  void aScreenshotShowsTheSettledWindow() {
    const test::PictureFolder pictures = test::makePictures(1);
    const QString file = temp("window.png");
    QProcess process;
    process.start(studio(), {QStringLiteral("--screenshot"), file, QStringLiteral("--theme"), QStringLiteral("dark"),
                             QStringLiteral("--size"), QStringLiteral("1200x800"), QStringLiteral("--settings"),
                             temp("studio.ini"), QStringLiteral("--models-folder"), temp("models"), pictures.folder});
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    const QImage image(file);
    QCOMPARE(image.size(), QSize(1200, 800));
    // The picture's ground, grey, is somewhere in the middle of the canvas.
    int grey = 0;
    for (int y = 0; y < image.height(); y += 3)
      for (int x = 0; x < image.width(); x += 3) grey += image.pixelColor(x, y) == QColor(90, 90, 95);
    QVERIFY(grey > 200);
  }

  void anUnknownOptionIsExplained() {
    QProcess process;
    process.start(studio(), {QStringLiteral("--no-such-option")});
    QVERIFY(process.waitForFinished(30'000));
    QVERIFY(process.exitCode() != 0);
    QVERIFY(QString::fromUtf8(process.readAllStandardError()).contains(QStringLiteral("no-such-option")));
  }
};

std::unique_ptr<QObject> makeStartTest() { return std::make_unique<StartTest>(); }

#include "start_test.moc"
