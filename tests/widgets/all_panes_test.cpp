// Every instrument of the page Explain under input that is out of the ordinary, and as a figure.
#include <QAction>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include <filesystem>

#include "app/session/qt_convert.h"
#include "tests/support/runner.h"
#include "tests/widgets/explain_fixture.h"
#include "tests/widgets/tests.h"
#include "widgets/controls/elided_label.h"
#include "widgets/dialogs/file_dialogs.h"
#include "widgets/explain/instrument.h"
#include "widgets/explain/instruments.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

/// One colour everywhere, and one class.
QString evenPicture() {
  const fs::path root = test::tempDir();
  QImage photo(96, 64, QImage::Format_RGB888), ids(96, 64, QImage::Format_Grayscale8);
  photo.fill(QColor(90, 120, 60));
  ids.fill(Qt::black);
  photo.save(fromPath(root / "view.png"));
  ids.save(fromPath(root / "mask.png"));
  return fromPath(root / "view.png");
}

/// The words of a pane that a user sees.
QStringList wordsOf(const QWidget& pane) {
  QStringList words;
  for (const QLabel* label : pane.findChildren<QLabel*>())
    if (label->isVisible() && label->text().contains(QLatin1Char(' '))) words += label->text();
  for (const ElidedLabel* label : pane.findChildren<ElidedLabel*>())
    if (label->isVisible() && label->text().contains(QLatin1Char(' '))) words += label->text();
  return words;
}

}  // namespace

class AllPanesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cleanup() { file_dialogs::setAnswerer(nullptr); }

  void everyPaneSurvivesAndSaysSomething_data() {
    QTest::addColumn<int>("classes");
    QTest::addColumn<bool>("baseline");
    QTest::addColumn<bool>("ssa");
    QTest::addColumn<bool>("even");
    QTest::newRow("one class") << 4 << true << true << true;
    QTest::newRow("two classes") << 2 << true << true << false;
    QTest::newRow("171 classes") << 171 << true << true << false;
    QTest::newRow("without SSA") << 4 << true << false << false;
    QTest::newRow("without a model") << 4 << false << false << false;
  }
  void everyPaneSurvivesAndSaysSomething() {
    QFETCH(int, classes);
    QFETCH(bool, baseline);
    QFETCH(bool, ssa);
    QFETCH(bool, even);
    test::WindowFixture window;
    Session& session = *window.session;
    ExplainPage page(session, nullptr);
    if (baseline) session.loadModel(Slot::baseline, test::explainModel(ClassifierKind::plain, classes));
    if (ssa) session.loadModel(Slot::ssa, test::explainModel(ClassifierKind::ssa, classes));
    const QString picture = even ? evenPicture() : test::explainPicture();
    session.openPaths({picture});
    QCoreApplication::processEvents();
    if (classes > 2) session.openTruth(test::truthOf(picture));
    page.resize(1200, 800);
    page.show();
    for (const InstrumentEntry& entry : instrumentList()) {
      QVERIFY(page.choose(QLatin1String(entry.name)));
      QCoreApplication::processEvents();
      QVERIFY2(!wordsOf(*page.current()).isEmpty(), entry.name);
      page.current()->pictureClicked({0.5, 0.5}, {});
      page.current()->pictureHovered(QPointF(0.2, 0.2));
      page.explain().selection().setCells(CellSet::inside({8, 6}, QRectF(0, 0, 0.4, 0.4)), nullptr);
      QCoreApplication::processEvents();
      QVERIFY2(!page.grab().isNull(), entry.name);
      page.explain().selection().clear(nullptr);
    }
    session.closeAll();
    QCoreApplication::processEvents();
    for (const InstrumentEntry& entry : instrumentList()) {
      QVERIFY(page.choose(QLatin1String(entry.name)));
      QVERIFY2(wordsOf(*page.current()).join(QLatin1Char(' ')).contains(QStringLiteral("Open a picture")), entry.name);
    }
  }

  void thePictureIsClosedWhileEveryPaneComputes() {
    Session session({.settingsFile = test::settingsFile(), .modelsFolder = fromPath(test::tempDir())});
    ExplainPage page(session, nullptr);
    session.loadModel(Slot::ssa, test::explainModel(ClassifierKind::ssa));
    QTRY_VERIFY(session.loadedModel(Slot::ssa));
    const QString picture = test::explainPicture();
    page.resize(1200, 800);
    page.show();
    for (const InstrumentEntry& entry : instrumentList()) {
      session.openPaths({picture});
      QTRY_VERIFY(!page.explain().subject().isEmpty());
      QVERIFY(page.choose(QLatin1String(entry.name)));
      QTRY_VERIFY(page.explain().trace(Slot::ssa));  // the pane has begun
      session.closeAll();
      QTRY_VERIFY(session.jobs().idle());
      QCoreApplication::processEvents();
      QVERIFY2(page.explain().subject().isEmpty(), entry.name);
      QVERIFY2(page.current()->overlay().isNull(), entry.name);
    }
  }

  void figuresHaveTextAndPixelsBeyondTheScreen_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("word");
    QTest::newRow("relations") << QStringLiteral("relations") << QStringLiteral("Cells by margin");
    QTest::newRow("flips") << QStringLiteral("flips") << QStringLiteral("Semantic only");
    QTest::newRow("errors") << QStringLiteral("errors") << QStringLiteral("Missed thin part");
    QTest::newRow("attribution") << QStringLiteral("attribution") << QStringLiteral("Deviation");
    QTest::newRow("guides") << QStringLiteral("guides") << QStringLiteral("Truth at feature stride");
  }
  void figuresHaveTextAndPixelsBeyondTheScreen() {
    QFETCH(QString, name);
    QFETCH(QString, word);
    test::ExplainFixture page(true, true, true);
    auto* pane = page.choose<Instrument>(name.toLatin1().constData());
    QVERIFY(pane);
    QString file;
    file_dialogs::setAnswerer([&file](FileQuestion question, const QString& start) {
      if (question != FileQuestion::saveFigure) return QStringList();
      file = fromPath(test::tempDir()) + QLatin1Char('/') + start.section(QLatin1Char('/'), -1);
      return QStringList(file);
    });
    QSignalSpy saved(page.window.session.get(), &Session::saved);
    const auto bytes = [&](const char* action) {
      auto* found = pane->findChild<QAction*>(QLatin1String(action));
      if (!found) qFatal("no action %s", action);
      found->trigger();
      QFile made(file);
      return made.open(QIODevice::ReadOnly) ? made.readAll() : QByteArray();
    };
    const QByteArray svg = bytes("figureSvg");
    QVERIFY(file.endsWith(name + QStringLiteral(".svg")));
    QVERIFY2(svg.contains("<text") && svg.contains(word.toUtf8()), svg.left(2000).constData());
    const QByteArray pdf = bytes("figurePdf");
    QVERIFY(pdf.startsWith("%PDF"));
    QVERIFY(pdf.contains("/FontFile"));  // an embedded font: text, not a picture of it
    QVERIFY(!pdf.contains("/Type3"));
    const QImage twice = QImage::fromData(bytes("figurePng2"), "PNG"), four = QImage::fromData(bytes("figurePng4"), "PNG");
    QVERIFY(twice.width() > 400);
    QVERIFY(qAbs(four.width() - 2 * twice.width()) <= 2);
    QVERIFY(qAbs(four.height() - 2 * twice.height()) <= 2);
    QVERIFY(four.text(QStringLiteral("provenance")).contains(QStringLiteral("sha256")));
    QCOMPARE(saved.size(), 4);
    // A place that cannot be written is told, and nothing lies there.
    const QString nowhere = file + QStringLiteral("/below/figure.pdf");  // below a file
    file_dialogs::setAnswerer([&nowhere](FileQuestion, const QString&) { return QStringList(nowhere); });
    QSignalSpy failed(page.window.session.get(), &Session::failed);
    pane->findChild<QAction*>(QStringLiteral("figurePdf"))->trigger();
    QCOMPARE(failed.size(), 1);
    QCOMPARE(saved.size(), 4);
  }

  void aPaneThatMissesSomethingHasNoFigure() {
    test::ExplainFixture page(false, false, false);
    auto* pane = page.choose<Instrument>("relations");
    QVERIFY(!pane->findChild<QToolButton*>(QStringLiteral("instrumentFigure"))->isEnabled());
  }
};

std::unique_ptr<QObject> makeAllPanesTest() { return std::make_unique<AllPanesTest>(); }

#include "all_panes_test.moc"
