#include <cstring>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "engine/core/safe_file.h"
#include "engine/image/resample.h"
#include "tests/image/made.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {

/// The byte tensors of a safetensors file, just enough for this test.
class ByteTensors {
 public:
  explicit ByteTensors(Bytes bytes) : bytes_(std::move(bytes)) {
    std::uint64_t length = 0;
    std::memcpy(&length, bytes_.data(), 8);
    header_ = nlohmann::json::parse(reinterpret_cast<const char*>(bytes_.data()) + 8,
                                    reinterpret_cast<const char*>(bytes_.data()) + 8 + length);
    start_ = 8 + length;
  }
  Size size(const std::string& name) const {
    return {header_[name]["shape"][1].get<int>(), header_[name]["shape"][0].get<int>()};
  }
  std::span<const std::uint8_t> data(const std::string& name) const {
    const auto from = header_[name]["data_offsets"][0].get<std::size_t>(),
               to = header_[name]["data_offsets"][1].get<std::size_t>();
    return {reinterpret_cast<const std::uint8_t*>(bytes_.data()) + start_ + from, to - from};
  }
  Image8 image(const std::string& name) const {
    Image8 out(size(name));
    std::copy(data(name).begin(), data(name).end(), out.pixels().begin());
    return out;
  }
  LabelMap labels(const std::string& name) const {
    LabelMap out(size(name));
    std::copy(data(name).begin(), data(name).end(), out.labels().begin());
    return out;
  }

 private:
  Bytes bytes_;
  nlohmann::json header_;
  std::size_t start_ = 0;
};

}  // namespace

class ResampleTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void resizingEqualsTheReference() {
    const auto folder = test::goldenDir() / "pipeline";
    const auto manifest = readFile(folder / "manifest.json", 1 << 26);
    const auto tensors = readFile(folder / "pipeline.safetensors", 1 << 28);
    if (!manifest || !tensors) QSKIP("no golden numbers here");
    const ByteTensors golden(*tensors);
    const auto listed = nlohmann::json::parse(reinterpret_cast<const char*>(manifest->data()),
                                              reinterpret_cast<const char*>(manifest->data()) + manifest->size());
    int cases = 0;
    for (const auto& entry : listed["resize"]) {
      const std::string prefix = std::to_string(entry["index"].get<int>()) + ".";
      const Size target{entry["rescaled_hw"][1].get<int>(), entry["rescaled_hw"][0].get<int>()};
      QVERIFY2(resizeBilinear(golden.image(prefix + "rgb"), target) == golden.image(prefix + "rescaled_rgb"), prefix.c_str());
      QVERIFY2(resizeNearest(golden.labels(prefix + "label"), target) == golden.labels(prefix + "rescaled_label"),
               prefix.c_str());
      ++cases;
    }
    qInfo("golden resize: %d cases, equal", cases);
    QVERIFY(cases > 0);
  }

  void nearestInventsNoIds() {
    LabelMap labels({5, 3}, 3);
    labels.row(1)[2] = 200;
    const auto counts = resizeNearest(labels, {50, 31}).histogram();
    QCOMPARE(counts[3] + counts[200], std::int64_t{50 * 31});
    QVERIFY(counts[200] > 0);
  }

  void shrinkingAverages() {
    Image8 image({4, 2});
    for (std::size_t i = 0; i < image.pixels().size(); ++i) image.pixels()[i] = static_cast<std::uint8_t>(i < 12 ? 100 : 200);
    const Image8 small = shrink(image, {2, 1});
    QVERIFY((std::vector<int>(small.pixels().begin(), small.pixels().end()) == std::vector<int>(6, 150)));
  }

  void sameSizeIsTheSamePicture() {
    const Image8 picture = test::scenery(9, 9);
    QVERIFY(resizeBilinear(picture, {9, 9}) == picture);
    QVERIFY(shrink(picture, {9, 9}) == picture);
  }

  void emptySizesAreABug() {
    QVERIFY_EXCEPTION_THROWN((void)resizeBilinear(Image8(), {1, 1}), ContractViolation);
    QVERIFY_EXCEPTION_THROWN((void)resizeNearest(LabelMap({1, 1}), {0, 1}), ContractViolation);
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeResampleTest() { return std::make_unique<ssa::ResampleTest>(); }
#include "resample_test.moc"
