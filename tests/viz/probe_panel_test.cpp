#include <QTest>

#include <memory>

#include "tests/viz/canvas_fixture.h"
#include "viz/overlay/overlay.h"
#include "widgets/canvas/font_bytes.h"

namespace ssa::test {
namespace {

constexpr Rgb kGrey{120, 120, 120};

Canvas::ProbePanel panelAt(QPointF pos_in_widget) {
  Canvas::ProbePanel panel;
  panel.pos_in_widget = pos_in_widget;
  panel.header = QStringLiteral("x 12  y 34   #ff8800");
  panel.classNames = {QStringLiteral("sky"), QStringLiteral("Straße"), QStringLiteral("道路"), QStringLiteral("tree"),
                      QStringLiteral("car")};
  for (const char* title : {"Baseline", "Coarse", "Refined"}) {
    ProbeReading::Classifier values;
    values.top = {{2, 0.7F}, {1, 0.2F}, {0, 0.05F}, {3, 0.03F}, {4, 0.02F}};
    values.entropy = 0.31F;
    values.margin = 0.5F;
    panel.columns.push_back({QString::fromLatin1(title), values});
  }
  panel.fixedSimilarity = {0.1F, 0.2F, 0.6F, -0.3F, 0};
  panel.adaptedSimilarity = {0.1F, 0.1F, 0.9F, -0.5F, 0};
  panel.times = {{QStringLiteral("backbone"), 120.5}, {QStringLiteral("SSA"), 2.25}};
  panel.timesTitle = QStringLiteral("One pass");
  return panel;
}

/// Device pixels that are not the picture's.
QRect changed(const QImage& grab) {
  QRect box;
  for (int y = 0; y < grab.height(); ++y)
    for (int x = 0; x < grab.width(); ++x)
      if (grab.pixel(x, y) != rgb(kGrey)) box |= QRect(x, y, 1, 1);
  return box;
}

}  // namespace

class ProbePanelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    canvas_ = shownCanvas(900, 640, {view(makeImage({900, 640}, [](int, int) { return kGrey; }))});
    canvas_->setZoom(64);  // the picture covers everything
  }
  void cleanup() {
    QCOMPARE(glError(*canvas_), 0U);
    canvas_.reset();
  }

  void thePanelStaysInsideAndOffTheCursor() {
    QVERIFY(canvas_->probeAvailable());
    const double ratio = canvas_->devicePixelRatioF();
    for (const QPointF at : {QPointF(10, 10), QPointF(450, 60), QPointF(890, 10), QPointF(880, 630), QPointF(20, 620)}) {
      canvas_->setProbe(panelAt(at));
      const QImage grab = canvas_->grabShown();
      const QRect box = changed(grab);
      QVERIFY(box.width() > 300 * ratio && box.height() > 150 * ratio);
      QVERIFY(grab.rect().adjusted(3, 3, -3, -3).contains(box));
      QVERIFY(!box.contains((at * ratio).toPoint()));
    }
    canvas_->setProbe({});
    QVERIFY(changed(canvas_->grabShown()).isEmpty());
  }

  void theSwatchHasThePixelsColour() {
    canvas_->setProbe(panelAt({300, 200}));
    const QImage grab = canvas_->grabShown();
    int count = 0;
    for (int y = 0; y < grab.height(); ++y)
      for (int x = 0; x < grab.width(); ++x) count += grab.pixel(x, y) == qRgb(255, 136, 0) ? 1 : 0;
    QVERIFY2(count > 80, qPrintable(QString::number(count)));
  }

  void thePanelFollowsThePalette() {
    canvas_->setProbe(panelAt({300, 200}));
    const auto middle = [&] {
      const QImage grab = canvas_->grabShown();
      const QRect box = changed(grab);
      double sum = 0;
      for (int y = box.top(); y <= box.bottom(); ++y)
        for (int x = box.left(); x <= box.right(); ++x) sum += qGreen(grab.pixel(x, y));
      return sum / (box.width() * box.height());
    };
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(30, 32, 36));
    palette.setColor(QPalette::WindowText, Qt::white);
    canvas_->setPalette(palette);
    const double dark = middle();
    palette.setColor(QPalette::Window, QColor(245, 246, 248));
    palette.setColor(QPalette::WindowText, Qt::black);
    canvas_->setPalette(palette);
    QVERIFY(dark < 80 && middle() > 180);
  }

  void aNarrowCanvasGetsASmallerPanel() {
    canvas_->resize(420, 300);
    QTest::qWait(20);
    canvas_->setZoom(64);
    canvas_->setProbe(panelAt({10, 10}));
    const QImage grab = canvas_->grabShown();
    QVERIFY(grab.rect().adjusted(3, 3, -3, -3).contains(changed(grab)));
  }

  void everythingIsAlsoThereAsText() {
    QVERIFY(canvas_->probeText().isEmpty());
    canvas_->setProbe(panelAt({300, 200}));
    const QString text = canvas_->probeText();
    for (const QString& part :
         {QStringLiteral("Refined: 道路 70 %"), QStringLiteral("Straße 20 %"), QStringLiteral("entropy 0.31"),
          QStringLiteral("margin 0.50"), QStringLiteral("道路 0.60 → 0.90"), QStringLiteral("backbone 120.5 ms")})
      QVERIFY2(text.contains(part), qPrintable(text));
  }

  void savedViewsNeverHoldThePanel() {
    const QImage before = canvas_->render(0);
    canvas_->setProbe(panelAt({300, 200}));
    QCOMPARE(canvas_->render(0), before);
  }

  void fontsOfTheApplicationAreWholeFiles() {
    const auto files = fontFilesFor(canvas_->font(), QStringLiteral("road"));
    if (files.empty()) QSKIP("no outline font on this machine");
    QVERIFY(files.front().size() > 1000);
    const QByteArray head(reinterpret_cast<const char*>(files.front().data()), 4);
    QVERIFY(head == QByteArray("\0\1\0\0", 4) || head == "OTTO");
  }

  void anOverlayWithoutGlKeepsItsStateAndDrawsNothing() {
    Overlay overlay;
    overlay.setProbe(ProbeSheet{});
    QVERIFY(!overlay.start());
    overlay.draw(100, 100, 1);
    QVERIFY(overlay.probe().has_value());
    QVERIFY(overlay.panelBox().empty());
  }

 private:
  std::unique_ptr<Canvas> canvas_;
};

std::unique_ptr<QObject> makeProbePanelTest() { return std::make_unique<ProbePanelTest>(); }

}  // namespace ssa::test

#include "probe_panel_test.moc"
