#include "widgets/evaluation/evaluation_page.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMap>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTabBar>
#include <QTest>

#include <filesystem>

#include "engine/core/progress.h"
#include "tests/support/runner.h"
#include "tests/widgets/tests.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/charts/heat_chart.h"
#include "widgets/evaluation/class_scores_model.h"
#include "widgets/evaluation/confusion_view.h"
#include "widgets/training/train_page.h"
#include "widgets/window_pages.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

// Three pictures of 4 × 2 pixels, sky over building; the n-th calls n of its building pixels sky.
std::shared_ptr<const EvaluationOutcome> outcome() {
  const fs::path root = test::tempDir();
  for (const char* side : {"truth", "said"}) fs::create_directories(root / side);
  for (int picture = 0; picture < 3; ++picture) {
    QImage truth(4, 2, QImage::Format_Grayscale8);
    for (int x = 0; x < 4; ++x) truth.scanLine(0)[x] = 0, truth.scanLine(1)[x] = 1;
    QImage said = truth.copy();
    for (int x = 0; x < picture; ++x) said.scanLine(1)[x] = 0;
    const QString name = QStringLiteral("/picture_%1.png").arg(picture);
    truth.save(QString::fromStdString((root / "truth").string()) + name);
    said.save(QString::fromStdString((root / "said").string()) + name);
  }
  NoProgress progress;
  auto evaluation = evaluatePredictions(root / "said", root / "truth", *LabelSet::preset("camvid11"), {}, progress);
  if (!evaluation) qFatal("%s", evaluation.error().toString().c_str());
  auto made = std::make_shared<EvaluationOutcome>();
  evaluation->scores.front().masks = "refined";
  made->ssa = std::move(*evaluation);
  return made;
}

}  // namespace

class EvaluationPageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void emptyPageSaysWhatIsMissing() {
    test::WindowFixture fixture;
    EvaluationPage page(*fixture.session, nullptr);
    QVERIFY(!page.findChild<QPushButton*>(QStringLiteral("evaluateStart"))->isEnabled());
    QVERIFY(page.findChild<QLabel*>(QStringLiteral("evaluateReason"))->text().contains(QStringLiteral("model")));
    QVERIFY(page.findChild<QWidget*>(QStringLiteral("evaluationEmpty")));
  }

  void classesAreListedWithTheirScores() {
    ClassScoresModel model;
    model.setOutcome(outcome());
    QCOMPARE(model.rowCount(), 11);
    // Building: 12 pixels, 3 of them called sky.
    QCOMPARE(model.index(1, ClassScoresModel::Ssa).data(ClassScoresModel::SortRole).toDouble(), 75.0);
    QVERIFY(!model.hasColumn(ClassScoresModel::Baseline));
    QVERIFY(!model.hasColumn(ClassScoresModel::AgainstBaseline));
    // A class that never occurs has no score, which is not the score 0.
    QVERIFY(model.index(8, ClassScoresModel::Ssa).data().toString() != QStringLiteral("0.00"));
  }

  void differencesAreWrittenWithTheirIntervals() {
    Estimate estimate;
    QCOMPARE(differenceText(estimate), QStringLiteral("–"));
    estimate.value = 2.314;
    QCOMPARE(differenceText(estimate), QStringLiteral("+2.31"));
    estimate.interval = Interval{-0.04, 4.2};
    QCOMPARE(differenceText(estimate), QStringLiteral("+2.31  (0.0 … +4.2)"));
  }

  void aCellOpensItsPicturesMostPixelsFirst() {
    ConfusionView view(nullptr);
    view.resize(700, 500);
    view.setOutcome(outcome());
    auto* chart = view.findChild<HeatChart*>(QStringLiteral("confusionChart"));
    QVERIFY(std::abs(chart->share({1, 0}) - 0.25) < 1e-9);
    auto* pooling = view.findChild<QComboBox*>(QStringLiteral("confusionPooling"));
    pooling->setCurrentIndex(1);
    QVERIFY(std::abs(chart->share({1, 0}) - (0.0 + 0.25 + 0.5) / 3) < 1e-9);
    view.openCell(1, 0);
    auto* pictures = view.findChild<QListWidget*>(QStringLiteral("confusionPictures"));
    QCOMPARE(pictures->count(), 2);
    QVERIFY(pictures->item(0)->text().contains(QStringLiteral("picture_2")));
    QSignalSpy asked(&view, &ConfusionView::pixelsRequested);
    Q_EMIT pictures->itemActivated(pictures->item(0));
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked[0][1].toString().contains(QStringLiteral("truth")));
  }

  void placesChosenElsewhereRingTheirCells() {
    ConfusionView view(nullptr);
    view.resize(700, 500);
    view.setOutcome(outcome());
    auto* chart = view.findChild<HeatChart*>(QStringLiteral("confusionChart"));
    auto* words = view.findChild<QLabel*>(QStringLiteral("confusionChosen"));
    QVERIFY(words->isHidden());
    ConfusionView::Places places;
    for (const ViewKind kind : {ViewKind::baseline, ViewKind::coarse, ViewKind::refined})
      places[kind] = {{{1, 0}, 30}, {{0, 0}, 10}, {{200, 0}, 5}};  // the last is no class of the table
    view.setPlaces(places);
    QCOMPARE(chart->marks().size(), std::size_t{2});
    QCOMPARE(chart->marks().front().cell, (HeatChart::Cell{1, 0}));
    QVERIFY(!words->isHidden());
    QVERIFY(words->text().contains(QStringLiteral("66.7")));
    view.findChild<QComboBox*>(QStringLiteral("confusionPooling"))->setCurrentIndex(1);
    QCOMPARE(chart->marks().size(), std::size_t{2});
    view.setPlaces({});
    QVERIFY(chart->marks().empty());
    QVERIFY(words->isHidden());
    view.setPlaces(places);
    view.setOutcome(nullptr);
    QVERIFY(chart->marks().empty());
  }

  void everyInteractiveWidgetOfThePagesHasAnObjectNameAndASpokenName() {
    test::WindowFixture fixture;
    WindowPages& pages = fixture.window->pages();
    QMap<QString, int> names;
    for (const QWidget* page : {static_cast<QWidget*>(&pages.train()), static_cast<QWidget*>(&pages.evaluation())})
      for (const QWidget* widget : page->findChildren<QWidget*>()) {
        const bool reachable = qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
                               qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
                               qobject_cast<const QSlider*>(widget) || qobject_cast<const QAbstractItemView*>(widget);
        bool internal =
            qobject_cast<const QScrollBar*>(widget) || widget->inherits("QHeaderView") || widget->inherits("QTableCornerButton");
        for (const QWidget* up = widget; up && up != page; up = up->parentWidget()) {
          // What lies in a scroll area is the page's own.
          internal = internal || (up->objectName().startsWith(QLatin1String("qt_")) &&
                                  up->objectName() != QLatin1String("qt_scrollarea_viewport"));
          if (up != widget)
            internal = internal || qobject_cast<const QAbstractSpinBox*>(up) || qobject_cast<const QComboBox*>(up) ||
                       qobject_cast<const QLineEdit*>(up) || qobject_cast<const QTabBar*>(up);
        }
        if (!reachable || internal) continue;
        const QString what = QStringLiteral("%1 '%2' in %3")
                                 .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                      widget->parentWidget()->objectName());
        QVERIFY2(!widget->objectName().isEmpty(), qPrintable(what));
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(what));
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(what));
        QVERIFY2(++names[widget->objectName()] == 1, qPrintable(QStringLiteral("twice: ") + what));
      }
    QVERIFY(names.size() > 60);
  }
};

std::unique_ptr<QObject> makeEvaluationPageTest() { return std::make_unique<EvaluationPageTest>(); }

#include "evaluation_page_test.moc"
