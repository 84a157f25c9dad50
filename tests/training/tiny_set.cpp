#include "tests/training/tiny_set.h"

#include <QTest>

#include "engine/core/label_set.h"
#include "engine/image/write.h"
#include "tests/loader/made_source.h"

namespace ssa::test {
namespace {

constexpr int kPairs = 15, kForTraining = 12, kClasses = 6;
constexpr Size kPicture{80, 64};

void put(const std::filesystem::path& path, const Bytes& bytes) {
  std::filesystem::create_directories(path.parent_path());
  if (auto done = writeFile(path, bytes); !done) qFatal("cannot write %s", path.c_str());
}

}  // namespace

std::filesystem::path writeTinySet(const std::filesystem::path& folder) {
  for (int i = 0; i < kPairs; ++i) {
    const TrainSample sample = madeSample(i, kPicture);
    const std::string split = i < kForTraining ? "train" : "val", name = "picture" + std::to_string(i) + ".png";
    put(folder / "images" / split / name, encodePng(sample.image));
    put(folder / "masks" / split / name, encodeIndexPng(sample.labels));
  }
  if (auto done = writeFile(folder / "labels.json", LabelSet::numbered(kClasses).toJson()); !done) qFatal("no labels.json");
  return folder;
}

TrainConfig tinyConfig(const std::filesystem::path& data) {
  TrainConfig config;
  config.data.path = data.string();
  config.data.workers = 1;
  config.architecture = "seaformer_t";
  config.classifier = ClassifierKind::ssa;
  config.iterations = 6;
  config.batch = 2;
  config.augment.crop_width_px = config.augment.crop_height_px = 64;
  config.augment.scale_long_px = 0;
  config.optimizer.lr = 5e-4;
  config.optimizer.warmup = 2;
  config.log_interval = 1;
  config.eval_interval = 0;
  config.checkpoint_interval = 1000;
  config.device = "cpu";
  return config;
}

}  // namespace ssa::test
