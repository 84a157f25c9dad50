#include "widgets/panes/class_model.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>
#include <QTest>

#include "app/session/jobs/job_queue.h"
#include "tests/widgets/tests.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/class_shares.h"

using namespace ssa;

class ClassModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void sharesCountOnlyLabelledPixels() {
    JobQueue jobs(true);
    ClassShares shares(jobs);
    auto mask = std::make_shared<LabelMap>(Size{4, 2}, kIgnore);
    mask->row(0)[0] = 3;
    mask->row(0)[1] = 3;
    mask->row(0)[2] = 3;
    mask->row(1)[0] = 5;
    shares.of(mask);
    const ClassShares::Shares* counted = shares.of(mask);
    QVERIFY(counted);
    QCOMPARE((*counted)[3], 0.75);
    QCOMPARE((*counted)[5], 0.25);
    QCOMPARE((*counted)[kIgnore], 0.0);
    QVERIFY(!shares.of(nullptr));
  }

  void sharesOfAnEmptyMaskAreZero() {
    JobQueue jobs(true);
    ClassShares shares(jobs);
    const auto mask = std::make_shared<LabelMap>(Size{4, 2}, kIgnore);
    shares.of(mask);
    QCOMPARE((*shares.of(mask))[0], 0.0);
  }

  void anUnmatchedFilterSaysSo() {
    test::WindowFixture fixture;
    auto* pane = fixture.window->findChild<QWidget*>(QStringLiteral("classesPane"));
    auto* empty = pane->findChild<QWidget*>(QStringLiteral("classesEmpty"));
    pane->findChild<QLineEdit*>(QStringLiteral("classFilter"))->setText(QStringLiteral("zzzz"));
    QVERIFY(!empty->isHidden());
  }

  void paletteChoiceReachesTheSession() {
    test::WindowFixture fixture;
    auto* palette = fixture.window->findChild<QComboBox*>(QStringLiteral("palette"));
    palette->setCurrentIndex(2);
    Q_EMIT palette->activated(2);
    QCOMPARE(fixture.session->paletteName(), QStringLiteral("voc"));
  }
};

std::unique_ptr<QObject> makeClassModelTest() { return std::make_unique<ClassModelTest>(); }

#include "class_model_test.moc"
