#include "tests/viz/scene_pictures.h"

#include <QDir>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "tests/support/runner.h"

namespace ssa::test {
namespace {

constexpr double kMeanDifference = 1.5;
constexpr int kNotable = 24;
constexpr double kNotableShare = 0.02;

}  // namespace

QImage toImage(const ScenePixels& pixels) {
  return QImage(pixels.rgba.data(), pixels.size.width, pixels.size.height, pixels.size.width * 4, QImage::Format_RGBA8888).copy();
}

QString againstGolden(const QImage& picture, const char* name) {
  const QString golden = QStringLiteral(SSA_SCENE_GOLDEN_DIR "/%1.png").arg(QLatin1String(name));
  const QString made =
      QString::fromStdString((std::filesystem::temp_directory_path() / (std::string("ssa-") + name + ".png")).string());
  QImage expected(golden);
  if (expected.isNull()) {
    picture.save(made);
    return QStringLiteral("there is no %1; the picture is %2").arg(golden, made);
  }
  expected = expected.convertToFormat(QImage::Format_RGBA8888);
  const QImage found = picture.convertToFormat(QImage::Format_RGBA8888);
  if (found.size() != expected.size()) return QStringLiteral("the size differs");
  double sum = 0;
  int notable = 0;
  for (int y = 0; y < found.height(); ++y) {
    const uchar *a = found.constScanLine(y), *b = expected.constScanLine(y);
    for (int x = 0; x < found.width(); ++x) {
      int largest = 0;
      for (int channel = 0; channel < 3; ++channel) {
        const int difference = std::abs(a[4 * x + channel] - b[4 * x + channel]);
        sum += difference;
        largest = std::max(largest, difference);
      }
      notable += largest > kNotable ? 1 : 0;
    }
  }
  const double pixels = static_cast<double>(found.width()) * found.height(), mean = sum / pixels / 3, share = notable / pixels;
  if (mean <= kMeanDifference && share <= kNotableShare) return {};
  picture.save(made);
  return QStringLiteral("mean difference %1, %2 % of the pixels differ; the picture is %3").arg(mean).arg(100 * share).arg(made);
}

std::vector<float> threeClouds(int dimensions) {
  std::vector<float> points;
  for (int cloud = 0; cloud < 3; ++cloud)
    for (int i = 0; i < 100; ++i) {
      // Sunflower seeds: evenly spread without chance.
      const double angle = 2.399963 * i, radius = 0.1 * std::sqrt(static_cast<double>(i));
      const double x = (cloud - 1) * 2.4 + radius * std::cos(angle), y = (cloud == 1 ? 1.4 : 0) + radius * std::sin(angle);
      points.push_back(static_cast<float>(x));
      points.push_back(static_cast<float>(y));
      if (dimensions == 3) points.push_back(static_cast<float>(0.6 * std::sin(3 * angle) + 0.5 * cloud));
    }
  return points;
}

Palette threeColours() { return {{230, 159, 0}, {86, 180, 233}, {0, 158, 115}}; }

}  // namespace ssa::test
