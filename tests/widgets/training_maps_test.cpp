// The maps of the distillation, and the preview of the augmentation.
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTest>

#include <filesystem>

#include "app/session/jobs/job_queue.h"
#include "engine/api/model.h"
#include "tests/support/runner.h"
#include "tests/widgets/tests.h"
#include "widgets/canvas/heat_colours.h"
#include "widgets/controls/picture_tile.h"
#include "widgets/training/augment_strip.h"
#include "widgets/training/data_check.h"
#include "widgets/training/loss_maps_view.h"
#include "widgets/training/map_tile.h"
#include "widgets/training/train_draft.h"

using namespace ssa;
namespace fs = std::filesystem;

namespace {

constexpr int kClasses = 4;
constexpr const char* kMapTiles[] = {"mapPicture", "mapTruth", "mapStudent",      "mapTeacher",
                                     "mapEntropy", "mapEdges", "mapDistillation", "mapShare"};

QString text(const fs::path& path) { return QString::fromStdString(path.string()); }

// Left half class 0, right half class 2, the uppermost quarter ignored.
void writePair(const fs::path& picture, const fs::path& mask, int width, int height) {
  fs::create_directories(picture.parent_path());
  fs::create_directories(mask.parent_path());
  QImage photo(width, height, QImage::Format_RGB888), ids(width, height, QImage::Format_Grayscale8);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      photo.setPixelColor(x, y, QColor(x % 256, (3 * y) % 256, 90));
      ids.scanLine(y)[x] = static_cast<uchar>(4 * y < height ? 255 : 2 * x < width ? 0 : 2);
    }
  QVERIFY(photo.save(text(picture)));
  QVERIFY(ids.save(text(mask)));
}

// A run folder with one checkpoint of seeded weights and one validation picture.
std::shared_ptr<RunSnapshot> aRun(ClassifierKind kind) {
  const fs::path root = fs::canonical(test::tempDir());
  writePair(root / "view.png", root / "view_mask.png", 128, 96);
  ModelConfig config;
  config.architecture = "seaformer_t";
  config.classifier = kind;
  config.num_classes = kClasses;
  config.labels = LabelSet::numbered(kClasses);
  const fs::path checkpoint = root / "run" / "checkpoints" / "step-000000010";
  fs::create_directories(checkpoint.parent_path());
  if (!createModel(config, 5, checkpoint, true)) return nullptr;
  auto run = std::make_shared<RunSnapshot>();
  run->folder = root / "run";
  run->state = TrainerState::stopped;
  run->checkpoints = {{10, "checkpoints/step-000000010", true}};
  run->samples = {{10, (root / "view.png").string(), (root / "view_mask.png").string(), "samples/view.png", ""}};
  return run;
}

TrainConfig ssaConfig() {
  TrainConfig config;
  config.classifier = ClassifierKind::ssa;
  return config;
}

struct Maps {
  JobQueue jobs{true};
  LossMapsView view{jobs, nullptr};
  QStackedWidget* stack = view.findChild<QStackedWidget*>(QString(), Qt::FindDirectChildrenOnly);
  MapTile* tile(const char* name) { return view.findChild<MapTile*>(QLatin1String(name)); }
  QString said(const char* hint) {
    QStringList words;
    for (QLabel* label : view.findChild<QWidget*>(QLatin1String(hint))->findChildren<QLabel*>()) words += label->text();
    return words.join(QLatin1Char(' '));
  }
};

struct Strip {
  JobQueue jobs{true};
  TrainDraft draft{jobs, nullptr};
  DataCheck check{draft, jobs, fs::canonical(test::tempDir()) / "maps", nullptr};
  AugmentStrip strip{draft, check, jobs, nullptr};
  fs::path root = fs::canonical(test::tempDir()) / "data";

  void open() {
    for (int i = 0; i < 3; ++i)
      for (const char* side : {"train", "val"}) {
        const std::string name = "frame_" + std::to_string(i) + ".png";
        writePair(root / side / name, root / (std::string(side) + "annot") / name, 160, 120);
      }
    strip.show();
    draft.edit([this](TrainConfig& config) {
      config.data.path = root.string();
      config.data.labels = "camvid11";
      config.augment.scale_long_px = config.augment.scale_short_px = 0;
      config.augment.crop_width_px = config.augment.crop_height_px = 64;
    });
    check.check();
  }
  const QImage& view(int i) { return strip.findChild<PictureTile*>(QStringLiteral("augmentView%1").arg(i))->image(); }
};

}  // namespace

class TrainingMapsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void withoutCheckpointOrTeacherTheMapsSayWhy() {
    Maps maps;
    maps.view.show();
    QCOMPARE(maps.stack->currentIndex(), 1);
    QVERIFY(maps.said("mapsEmpty").contains(QStringLiteral("No checkpoint")));
    auto run = std::make_shared<RunSnapshot>();
    run->folder = "/runs/plain";
    TrainConfig plain;
    plain.classifier = ClassifierKind::plain;
    maps.view.setRun(run, plain);
    QVERIFY(maps.said("mapsEmpty").contains(QStringLiteral("no teacher")));
    TrainConfig without = ssaConfig();
    without.loss.teacher = false;
    maps.view.setRun(run, without);
    QVERIFY(maps.said("mapsEmpty").contains(QStringLiteral("without the teacher")));
  }

  void aPlainCheckpointIsNoFaultButHasNoMaps() {
    Maps maps;
    QSignalSpy failed(&maps.view, &LossMapsView::failed);
    maps.view.show();
    maps.view.setRun(aRun(ClassifierKind::plain), std::nullopt);
    QVERIFY(maps.said("mapsFault").contains(QStringLiteral("no teacher")));
    QVERIFY(failed.isEmpty());
  }

  void everyMapIsDrawnAndReadOutWherePointedAt() {
    Maps maps;
    QSignalSpy failed(&maps.view, &LossMapsView::failed);
    maps.view.resize(1000, 600);
    maps.view.show();
    const auto run = aRun(ClassifierKind::ssa);
    QVERIFY(run);
    maps.view.setRun(run, ssaConfig());
    QVERIFY2(failed.isEmpty(), qPrintable(maps.said("mapsFault")));
    QVERIFY(!maps.view.isBusy());
    for (const char* name : kMapTiles) QVERIFY2(!maps.tile(name)->pane().image.isNull(), name);
    QVERIFY(maps.tile("mapEntropy")->pane().heat);
    QCOMPARE(maps.tile("mapEdges")->pane().swatches.size(), std::size_t{2});
    // The first class's colour stands where the truth has it; what is ignored is transparent, so it is hatched.
    const QImage& truth = maps.tile("mapTruth")->pane().image;
    const Rgb first = LabelSet::numbered(kClasses).palette()[0];
    QCOMPARE(truth.pixelColor(1, truth.height() - 1), QColor(first.r, first.g, first.b));
    for (const char* name : {"mapTruth", "mapEntropy", "mapEdges", "mapDistillation", "mapShare"})
      QCOMPARE(maps.tile(name)->pane().image.pixelColor(0, 0).alpha(), 0);
    QCOMPARE(maps.tile("mapStudent")->pane().image.pixelColor(0, 0).alpha(), 255);
    // Pointing at one map reads all of them out.
    Q_EMIT maps.tile("mapTruth")->pointedAt(QPointF(0.9, 0.9));
    QCOMPARE(maps.tile("mapTruth")->valueText(), QStringLiteral("class 2"));
    QVERIFY(maps.tile("mapEntropy")->valueText().contains(QStringLiteral("nats")));
    Q_EMIT maps.tile("mapEntropy")->pointedAt(QPointF(0.1, 0.05));
    QCOMPARE(maps.tile("mapTruth")->valueText(), QStringLiteral("ignored"));
    QCOMPARE(maps.tile("mapDistillation")->valueText(), QStringLiteral("ignored"));
    Q_EMIT maps.tile("mapEntropy")->pointedAt(std::nullopt);
    QVERIFY(maps.tile("mapTruth")->valueText().isEmpty());
    QVERIFY(maps.view.findChild<QLabel*>(QStringLiteral("mapsWords"))->text().contains(QStringLiteral("view.png")));
  }

  void aDamagedCheckpointIsSaidHereAndInTheMessageBar() {
    Maps maps;
    QSignalSpy failed(&maps.view, &LossMapsView::failed);
    maps.view.show();
    const auto run = aRun(ClassifierKind::ssa);
    QVERIFY(run);
    fs::remove_all(run->folder / "checkpoints");
    maps.view.setRun(run, ssaConfig());
    QCOMPARE(failed.size(), 1);
    QVERIFY(!maps.said("mapsFault").isEmpty());
    QVERIFY(maps.tile("mapStudent")->pane().image.isNull());
    // Not tried again by itself at the run's next event.
    maps.view.setRun(run, ssaConfig());
    QCOMPARE(failed.size(), 1);
    maps.view.findChild<QPushButton*>(QStringLiteral("mapsShow"))->click();
    QCOMPARE(failed.size(), 2);
  }

  void showBecomesStopWhileTheMapsAreComputed() {
    JobQueue jobs;
    LossMapsView view(jobs, nullptr);
    const auto run = aRun(ClassifierKind::ssa);
    QVERIFY(run);
    view.setRun(run, ssaConfig());
    auto* go = view.findChild<QPushButton*>(QStringLiteral("mapsShow"));
    view.show();
    QVERIFY(view.isBusy());
    QCOMPARE(go->text(), QStringLiteral("Stop"));
    go->click();
    QTRY_VERIFY(!view.isBusy());
    QCOMPARE(go->text(), QStringLiteral("Show"));
    QVERIFY(view.findChild<MapTile*>(QStringLiteral("mapStudent"))->pane().image.isNull());
    go->click();
    QTRY_VERIFY_WITH_TIMEOUT(!view.findChild<MapTile*>(QStringLiteral("mapStudent"))->pane().image.isNull(), 30'000);
    QVERIFY(!view.isBusy());
  }

  void heatColoursSpanTheLabelledCellsAlone() {
    ScoreMap scores({3, 1});
    LabelMap truth({3, 1}, 0);
    scores.values()[0] = 9;
    scores.values()[1] = 1;
    scores.values()[2] = 3;
    truth.labels()[0] = kIgnore;
    const ScoreRange range = rangeOf(scores, truth);
    QCOMPARE(range.low, 1.0F);
    QCOMPARE(range.high, 3.0F);
    const QImage image = heatImage(scores, truth, range);
    const Rgb low = heatColours().front(), high = heatColours().back();
    QCOMPARE(qAlpha(image.pixel(0, 0)), 0);
    QCOMPARE(image.pixel(1, 0), qRgb(low.r, low.g, low.b));
    QCOMPARE(image.pixel(2, 0), qRgb(high.r, high.g, high.b));
  }

  void beforeTheCheckThereAreNoCrops() {
    Strip strip;
    strip.strip.show();
    for (int i = 0; i < AugmentStrip::kViews; ++i) QVERIFY(strip.view(i).isNull());
  }

  void cropsFollowTheOptionsAndAreDrawnAgain() {
    Strip strip;
    strip.open();
    QVERIFY(strip.check.opened());
    for (int i = 0; i < AugmentStrip::kViews; ++i) QVERIFY(!strip.view(i).isNull());
    QVERIFY(strip.view(0) != strip.view(1));
    const QImage before = strip.view(0);
    strip.strip.findChild<QPushButton*>(QStringLiteral("augmentAgain"))->click();
    QVERIFY(strip.view(0) != before);
    strip.draft.edit([](TrainConfig& config) { config.augment.crop_width_px = 96; });
    int widest = 0;
    for (int i = 0; i < AugmentStrip::kViews; ++i) widest = std::max(widest, strip.view(i).width());
    QVERIFY(widest > 64 && widest <= 96);
    auto* pair = strip.strip.findChild<QSpinBox*>(QStringLiteral("augmentPair"));
    QCOMPARE(pair->maximum(), 3);
    pair->setValue(2);
    QCOMPARE(strip.strip.findChild<QLabel*>(QStringLiteral("augmentName"))->text(), QStringLiteral("frame_1"));
  }

  void anUnreadablePairIsSaidInPlaceOfItsCrops() {
    Strip strip;
    strip.open();
    auto* fault = strip.strip.findChild<QLabel*>(QStringLiteral("augmentFault"));
    QVERIFY(fault->isHidden());
    fs::remove(strip.root / "train" / "frame_0.png");
    strip.strip.findChild<QPushButton*>(QStringLiteral("augmentAgain"))->click();
    QVERIFY(!fault->isHidden());
    QVERIFY(fault->text().contains(QStringLiteral("frame_0")));
    QVERIFY(strip.view(0).isNull());
  }
};

std::unique_ptr<QObject> makeTrainingMapsTest() { return std::make_unique<TrainingMapsTest>(); }

#include "training_maps_test.moc"
