#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/checkpoints/read.h"
#include "engine/datasets/augment_colour.h"
#include "engine/datasets/augment_crop.h"
#include "engine/datasets/augment_transforms.h"
#include "engine/image/resample.h"
#include "tests/loader/tests.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

using Json = nlohmann::json;

/// Recorded pictures are BGR; the order matters to the hue alone.
Image8 redBlueSwapped(Image8 image) {
  for (std::size_t i = 0; i < image.pixels().size(); i += 3) std::swap(image.pixels()[i], image.pixels()[i + 2]);
  return image;
}

Image8 resizedByWindows(const Image8& image, Size target, bool flip) {
  Image8 out(target);
  const int half = target.width / 2, cut = target.height / 3;
  for (const Rect window :
       {Rect{0, 0, half, cut}, Rect{half, 0, target.width - half, cut}, Rect{0, cut, target.width, target.height - cut}}) {
    if (window.empty()) continue;
    const int x = flip ? target.width - window.right() : window.x;
    resizeWindow(image, target, window, flip, out.row(window.y) + x * 3, out.rowBytes());
  }
  return out;
}

}  // namespace

/// The reference's training transforms with the numbers it drew.
class AugmentGoldenTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    std::ifstream file(goldenDir() / "augment/manifest.json");
    if (!file) SSA_SKIP_CLASS("no golden/augment here");
    manifest_ = Json::parse(file);
    auto tensors = readCheckpoint(goldenDir() / "augment/augment.safetensors");
    SSA_VERIFY_OK(tensors);
    tensors_ = std::move(tensors->value);
  }

  void everyTransformGivesTheRecordedBytes() {
    int cases = 0;
    for (const Json& golden : manifest_["cases"]) {
      const std::string transform = golden["transform"], name = golden["case"];
      draws_ = golden["drawn"];
      next_ = 0;
      const Image8 image = picture(name + ".in.img");
      const LabelMap labels = mask(name + ".in.seg");
      const Json& options = golden["options"];
      if (transform == "Resize")
        resize(golden, name, image, labels);
      else if (transform == "RandomCrop")
        crop(options, name, image, labels);
      else if (transform == "RandomFlip")
        flip(options, name, image, labels);
      else if (transform == "Pad")
        pad(options, name, image, labels);
      else if (transform == "PhotoMetricDistortion")
        colours(name, image);
      else {
        std::printf("%s: %s is no transform of this room\n", name.c_str(), transform.c_str());
        continue;
      }
      QVERIFY2(next_ == draws_.size(), name.c_str());
      ++cases;
    }
    QVERIFY(cases > 0);
    std::printf("golden augment: %d cases, worst error %d\n", cases, worst_);
    QCOMPARE(worst_, 0);
  }

 private:
  /// The next recorded number.
  Json drawn(const char* kind) {
    if (next_ >= draws_.size() || draws_[next_][0] != kind)
      throw std::runtime_error(std::string("the reference drew no ") + kind);
    return draws_[next_++][2];
  }

  void resize(const Json& golden, const std::string& name, const Image8& image, const LabelMap& labels) {
    const Json& base = golden["options"]["img_scale"];
    const double low = golden["options"]["ratio_range"][0], high = golden["options"]["ratio_range"][1];
    const Size scale = scaledBase({base[0], base[1]}, drawn("random_sample").get<double>() * (high - low) + low);
    QVERIFY(scale == (Size{golden["scale"][0], golden["scale"][1]}));
    const Size size = rescaledSize(image.size(), scale);
    compare(name, resizeBilinear(image, size), resizeNearest(labels, size));
    LabelMap cut(size);
    resizeWindow(labels, size, {0, 0, size.width, size.height}, false, cut.row(0), static_cast<std::size_t>(size.width));
    compare(name, resizedByWindows(image, size, false), cut);
    resizeWindow(labels, size, {0, 0, size.width, size.height}, true, cut.row(0), static_cast<std::size_t>(size.width));
    compare(name, mirrored(resizedByWindows(image, size, true)), mirrored(cut));
  }

  void crop(const Json& options, const std::string& name, const Image8& image, const LabelMap& labels) {
    const Size size{options["crop_size"][1], options["crop_size"][0]};
    const double share = options["cat_max_ratio"];
    const auto below = [this](int count) {
      if (draws_[next_][1][1].get<int>() != count) throw std::runtime_error("the reference drew from another range");
      return drawn("randint").get<int>();
    };
    const Rect window = drawCrop(image.size(), size, below, [&](Rect at) {
      const LabelMap part = cropped(labels, at);
      const auto counted = countLabels(part.row(0), part.size(), static_cast<std::size_t>(part.width()));
      return counted == part.histogram() && isVaried(counted, share);
    });
    compare(name, cropped(image, window), cropped(labels, window));
  }

  void flip(const Json& options, const std::string& name, const Image8& image, const LabelMap& labels) {
    if (drawn("rand").get<double>() < options["prob"].get<double>())
      compare(name, mirrored(image), mirrored(labels));
    else
      compare(name, image, labels);
  }

  void pad(const Json& options, const std::string& name, const Image8& image, const LabelMap& labels) {
    const Size size{options["size"][1], options["size"][0]};
    compare(name, padded(image, size, options["pad_val"]), padded(labels, size, options["seg_pad_val"]));
  }

  void colours(const std::string& name, const Image8& image) {
    ColourDraw draw;
    const auto coin = [this] { return drawn("randint").get<int>() == 1; };
    if (coin()) draw.brightness = drawn("uniform").get<double>();
    draw.contrast_first = coin();
    if (draw.contrast_first && coin()) draw.contrast = drawn("uniform").get<double>();
    if (coin()) draw.saturation = drawn("uniform").get<double>();
    if (coin()) draw.hue = drawn("randint").get<int>();
    if (!draw.contrast_first && coin()) draw.contrast = drawn("uniform").get<double>();
    Image8 ours = redBlueSwapped(image);
    distortColours(ours.pixels(), draw);
    compare(name, redBlueSwapped(std::move(ours)), mask(name + ".in.seg"));
  }

  void compare(const std::string& name, const Image8& image, const LabelMap& labels) {
    const Image8 golden = picture(name + ".out.img");
    const LabelMap truth = mask(name + ".out.seg");
    if (image.size() != golden.size() || !(labels == truth)) {
      std::printf("%s: another size or other labels\n", name.c_str());
      worst_ = 256;
      return;
    }
    int error = 0;
    for (std::size_t i = 0; i < golden.pixels().size(); ++i)
      error = std::max(error, std::abs(golden.pixels()[i] - image.pixels()[i]));
    if (error > 0) std::printf("%s: differs by %d levels\n", name.c_str(), error);
    worst_ = std::max(worst_, error);
  }

  Image8 picture(const std::string& name) const {
    const StoredTensor* tensor = tensors_.find(name);
    if (!tensor || tensor->shape.size() != 3) throw std::runtime_error("no " + name);
    Image8 image({static_cast<int>(tensor->shape[1]), static_cast<int>(tensor->shape[0])});
    std::copy_n(reinterpret_cast<const std::uint8_t*>(tensor->data.get()), image.pixels().size(), image.pixels().begin());
    return image;
  }
  LabelMap mask(const std::string& name) const {
    const StoredTensor* tensor = tensors_.find(name);
    if (!tensor || tensor->shape.size() != 2) throw std::runtime_error("no " + name);
    LabelMap labels({static_cast<int>(tensor->shape[1]), static_cast<int>(tensor->shape[0])});
    std::copy_n(reinterpret_cast<const std::uint8_t*>(tensor->data.get()), labels.labels().size(), labels.labels().begin());
    return labels;
  }

  Json manifest_, draws_;
  std::size_t next_ = 0;
  Checkpoint tensors_;
  int worst_ = 0;
};

std::unique_ptr<QObject> makeAugmentGoldenTest() { return std::make_unique<AugmentGoldenTest>(); }

}  // namespace ssa::test

#include "augment_golden_test.moc"
