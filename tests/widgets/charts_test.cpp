#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

#include "tests/widgets/tests.h"
#include "widgets/charts/heat_chart.h"
#include "widgets/charts/line_chart.h"
#include "widgets/charts/series_colour.h"
#include "widgets/theme/theme.h"

using namespace ssa;

namespace {

ChartSeries ramp(int count, double slope, int colour = 0) {
  ChartSeries series;
  series.title = QStringLiteral("ramp %1").arg(colour);
  series.colour = colour;
  for (int i = 0; i < count; ++i) series.x.push_back(i * 10), series.y.push_back(slope * i);
  return series;
}

// Pixels whose colour is nearer to `wanted` than to the ground.
int pixelsOf(const QImage& image, const QColor& wanted) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) {
      const QColor c = image.pixelColor(x, y);
      count += std::abs(c.red() - wanted.red()) + std::abs(c.green() - wanted.green()) + std::abs(c.blue() - wanted.blue()) < 60;
    }
  return count;
}

}  // namespace

class ChartsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void ticksAreRoundAndCoverTheRange() {
    const ChartAxis axis = ChartAxis::linear(0.13, 9.2, 4);
    QVERIFY(axis.low <= 0.13 && axis.high >= 9.2);
    QCOMPARE(axis.ticks, (std::vector<double>{0, 5, 10}));
    QCOMPARE(axis.place(5), 0.5);
    const ChartAxis flat = ChartAxis::linear(3, 3, 4);
    QVERIFY(flat.low < 3 && flat.high > 3);
    const ChartAxis none = ChartAxis::linear(1, -1, 4);
    QVERIFY(none.low == 0 && none.high == 1);
  }

  void logarithmicAxisHasPowersOfTen() {
    const ChartAxis axis = ChartAxis::powers(2e-4, 0.3, 4);
    QVERIFY(axis.logarithmic);
    QCOMPARE(axis.ticks.size(), std::size_t{5});
    QVERIFY(std::abs(axis.place(1e-2) - 0.5) < 1e-9);
    QVERIFY(!ChartAxis::powers(0, 1, 4).logarithmic);
  }

  void curvesAreDrawnInTheirColours() {
    LineChart chart;
    chart.resize(400, 240);
    chart.setTitle(QStringLiteral("Loss"));
    chart.setSeries({ramp(50, 1, 0), ramp(50, 0.5, 1)});
    const QImage image = chart.grab().toImage();
    QVERIFY(pixelsOf(image, seriesColour(0)) > 100);
    QVERIFY(pixelsOf(image, seriesColour(1)) > 100);
  }

  void emptyChartSaysSo() {
    LineChart chart;
    chart.resize(300, 200);
    const QImage empty = chart.grab().toImage();
    chart.setEmptyText(QStringLiteral("Select a run"));
    QVERIFY(chart.grab().toImage() != empty);
    // Nothing but NaN is nothing to draw.
    ChartSeries nothing = ramp(3, 1);
    for (double& y : nothing.y) y = std::numeric_limits<double>::quiet_NaN();
    const QImage before = chart.grab().toImage();
    chart.setSeries({nothing});
    QCOMPARE(chart.grab().toImage(), before);
  }

  void nanInterruptsTheLine() {
    LineChart chart;
    chart.resize(400, 240);
    ChartSeries whole = ramp(9, 1), torn = whole;
    for (std::size_t i = 3; i < 6; ++i) torn.y[i] = std::numeric_limits<double>::quiet_NaN();
    chart.setSeries({whole});
    const int all = pixelsOf(chart.grab().toImage(), seriesColour(0));
    chart.setSeries({torn});
    const int part = pixelsOf(chart.grab().toImage(), seriesColour(0));
    QVERIFY2(part < all * 3 / 4 && part > all / 4, qPrintable(QStringLiteral("%1 of %2").arg(part).arg(all)));
  }

  void aSpikeAmongManyPointsIsSeen() {
    LineChart chart;
    chart.resize(300, 200);
    ChartSeries series = ramp(100'000, 0);
    series.y[54'321] = 1;
    chart.setSeries({series});
    const QImage image = chart.grab().toImage();
    int rows = 0;
    for (int y = 0; y < image.height(); ++y) {
      bool hit = false;
      for (int x = 0; x < image.width(); ++x) {
        const QColor c = image.pixelColor(x, y), wanted = seriesColour(0);
        hit = hit ||
              std::abs(c.red() - wanted.red()) + std::abs(c.green() - wanted.green()) + std::abs(c.blue() - wanted.blue()) < 90;
      }
      rows += hit;
    }
    QVERIFY2(rows > 80, qPrintable(QString::number(rows)));
  }

  void arrowKeysGoThroughTheValues() {
    LineChart chart;
    chart.resize(400, 240);
    chart.setSeries({ramp(5, 1)});
    QSignalSpy picked(&chart, &LineChart::picked);
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(*chart.marked(), 40.0);
    QTest::keyClick(&chart, Qt::Key_Left);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(*chart.marked(), 20.0);
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    QVERIFY(chart.accessibleDescription().contains(QStringLiteral("ramp 0")));
  }

  void seriesColoursStandOutFromTheGround() {
    for (int i = 0; i < 8; ++i) QVERIFY(contrastRatio(seriesColour(i), Theme::current().surface) >= 3);
  }

  void cellsOfTheMatrixAreFoundAndOpened() {
    HeatChart chart;
    chart.resize(420, 420);
    const QStringList names{QStringLiteral("sky"), QStringLiteral("road"), QStringLiteral("car")};
    chart.setAxisTitles(QStringLiteral("Rows: truth"), QStringLiteral("Columns: prediction"));
    chart.setMatrix(names, names, {1, 0, 0, 0.1, 0.6, 0.3, 0, 0.5, std::nan("")});
    QVERIFY(chart.cellAt(chart.cellRect({1, 2}).center()) == (HeatChart::Cell{1, 2}));
    QVERIFY(!chart.cellAt({1, 1}));
    QSignalSpy opened(&chart, &HeatChart::opened);
    QTest::mouseClick(&chart, Qt::LeftButton, Qt::NoModifier, chart.cellRect({1, 2}).center().toPoint());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].toInt(), 1);
    QCOMPARE(opened[0][1].toInt(), 2);
    QTest::keyClick(&chart, Qt::Key_Down);
    QTest::keyClick(&chart, Qt::Key_Left);
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(opened[1][0].toInt(), 2);
    QCOMPARE(opened[1][1].toInt(), 1);
    QVERIFY(chart.accessibleDescription().contains(QStringLiteral("car")));
  }

  void strongerCellsAreStrongerColours() {
    HeatChart chart;
    chart.resize(420, 420);
    const QStringList names{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    chart.setMatrix(names, names, {0, 0.9, 0.05, 0, 0, 0, 0, 0, 0});
    const QImage image = chart.grab().toImage();
    const auto at = [&](HeatChart::Cell cell) {
      return image.pixelColor((chart.cellRect(cell).topLeft() + QPointF(4, 4)).toPoint());
    };
    const QColor ground = at({1, 2});
    const auto far = [&](const QColor& c) { return std::abs(c.red() - ground.red()) + std::abs(c.blue() - ground.blue()); };
    QVERIFY(far(at({0, 1})) > far(at({0, 2})));
    QVERIFY(far(at({0, 2})) > 10);
  }
};

std::unique_ptr<QObject> makeChartsTest() { return std::make_unique<ChartsTest>(); }

#include "charts_test.moc"
