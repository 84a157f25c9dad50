// Every container of data/golden/ckpt, by its manifest, against the expected tensors.
#include <cmath>
#include <cstdio>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/checkpoints/read.h"
#include "engine/core/safe_file.h"
#include "tests/checkpoints/builders.h"
#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

float halfToFloat(std::uint16_t half) {
  const int exponent = half >> 10 & 31, fraction = half & 1023;
  const double magnitude = exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
  return static_cast<float>((half & 0x8000) != 0 ? -magnitude : magnitude);
}

/// The bytes as the golden file stores them: half and bfloat16 widened, bool as uint8.
std::string widened(const StoredTensor& tensor) {
  const auto* raw = reinterpret_cast<const char*>(tensor.data.get());
  if (tensor.type != DType::f16 && tensor.type != DType::bf16) return {raw, tensor.bytes};
  std::string out;
  for (std::size_t i = 0; i < tensor.bytes; i += 2) {
    std::uint16_t bits;
    std::memcpy(&bits, raw + i, 2);
    float value = halfToFloat(bits);
    if (tensor.type == DType::bf16) {
      const std::uint32_t wide = std::uint32_t{bits} << 16;
      std::memcpy(&value, &wide, 4);
    }
    char bytes[4];
    std::memcpy(bytes, &value, 4);
    out.append(bytes, 4);
  }
  return out;
}

bool named(const Warnings& warnings, WarningCode code, const std::string& text) {
  for (const Warning& warning : warnings)
    for (const auto& [key, value] : warning.args)
      if (warning.code == code && value.find(text) != std::string::npos) return true;
  return false;
}

class GoldenFiles : public QObject {
  Q_OBJECT

 private:
  std::filesystem::path folder_;
  nlohmann::json manifest_;
  Checkpoint expected_;
  int agreeing_ = 0;

 private Q_SLOTS:
  void initTestCase() {
    folder_ = test::goldenDir() / "ckpt";
    if (!std::filesystem::exists(folder_ / "manifest.json")) SSA_SKIP_CLASS("no golden checkpoints here");
    manifest_ = nlohmann::json::parse(test::contentsOf(folder_ / "manifest.json"));
    auto loaded = readCheckpoint(folder_ / "expected.safetensors");
    SSA_VERIFY_OK(loaded);
    expected_ = std::move(loaded->value);
  }

  void everyFileGivesWhatItsManifestExpects_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("expects");
    for (const auto& [file, expects] : manifest_["expects"].items())
      QTest::newRow(file.c_str()) << QString::fromStdString(file) << QString::fromStdString(expects.get<std::string>());
  }

  void everyFileGivesWhatItsManifestExpects() {
    QFETCH(QString, file);
    QFETCH(QString, expects);
    const auto loaded = readCheckpoint(folder_ / file.toStdString());
    if (expects.startsWith(QStringLiteral("refused"))) {
      QVERIFY(!loaded.ok());
      QVERIFY2(!loaded.error().arg("path").empty(), loaded.error().toString().c_str());
      ++agreeing_;
      return;
    }
    SSA_VERIFY_OK(loaded);
    std::string prefix = expects.contains(QStringLiteral("odd.*")) ? "odd." : "sd.";
    if (expects.contains(QStringLiteral("without the prefix backbone."))) prefix = "sd.backbone.";
    std::size_t compared = 0;
    for (const StoredTensor& wanted : expected_.tensors) {
      if (!wanted.name.starts_with(prefix)) continue;
      const StoredTensor* found = loaded->value.find(wanted.name.substr(prefix.size()));
      QVERIFY2(found, wanted.name.c_str());
      QCOMPARE(found->shape, wanted.shape);
      QVERIFY2(widened(*found) == widened(wanted), wanted.name.c_str());
      QCOMPARE(reinterpret_cast<std::uintptr_t>(found->data.get()) % 64, std::uintptr_t{0});
      ++compared;
    }
    QVERIFY(compared > 0);
    QCOMPARE(loaded->value.tensors.size(), compared);
    QCOMPARE(loaded->value.sha256.size(), std::size_t{64});
    const bool hostile = expects.contains(QStringLiteral("builtins.eval"));
    QCOMPARE(named(loaded->warnings, WarningCode::pickleNotExecuted, "builtins.eval"), hostile);
    QCOMPARE(loaded->warnings.empty(), !hostile);
    ++agreeing_;
  }

  void classesAndPaletteComeFromTheMetadata_data() {
    QTest::addColumn<QString>("file");
    for (const char* file : {"mmcv1.pth", "mmcv1_legacy.pth", "mmcv1_nppalette.pth", "mmcv1_nppalette_legacy.pth", "mmengine.pth",
                             "mmengine_legacy.pth", "mmcv1_proto4.pth"})
      QTest::newRow(file) << QString::fromLatin1(file);
  }

  void classesAndPaletteComeFromTheMetadata() {
    QFETCH(QString, file);
    const auto loaded = readCheckpoint(folder_ / file.toStdString());
    SSA_VERIFY_OK(loaded);
    const CheckpointMeta& meta = loaded->value.meta;
    QCOMPARE(meta.classes, manifest_["classes"].get<std::vector<std::string>>());
    QCOMPARE(meta.palette.size(), manifest_["palette"].size());
    for (std::size_t i = 0; i < meta.palette.size(); ++i) {
      const auto& colour = manifest_["palette"][i];
      QVERIFY(
          (meta.palette[i] == Rgb{colour[0].get<std::uint8_t>(), colour[1].get<std::uint8_t>(), colour[2].get<std::uint8_t>()}));
    }
    QVERIFY(meta.iteration >= 0);
    QVERIFY2(meta.producer.starts_with(file.startsWith(QStringLiteral("mmengine")) ? "mmengine" : "mmcv"), meta.producer.c_str());
    QVERIFY(!meta.config.empty());
  }

  void cleanupTestCase() {
    if (agreeing_ > 0) std::printf("golden ckpt: %d cases, worst error 0\n", agreeing_);
  }

  void realWeightFilesOpen() {
    const auto real = test::dataDir() / "real/weights";
    if (test::dataDir().empty() || !std::filesystem::is_directory(real)) QSKIP("no real weights in this checkout");
    int opened = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(real)) {
      const auto suffix = entry.path().extension();
      if (suffix != ".pth" && suffix != ".safetensors") continue;
      const auto loaded = readCheckpoint(entry.path());
      QVERIFY2(loaded.ok(), loaded.ok() ? "" : loaded.error().toString().c_str());
      QVERIFY(!loaded->value.tensors.empty());
      qInfo("%s: %zu tensors, %s", entry.path().filename().c_str(), loaded->value.tensors.size(),
            loaded->value.meta.producer.c_str());
      ++opened;
    }
    QVERIFY(opened >= 7);
  }
};

}  // namespace

std::unique_ptr<QObject> makeGoldenFilesTest() { return std::make_unique<GoldenFiles>(); }

#include "golden_files_test.moc"
