#include "widgets/canvas/pan_bench.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QWindow>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <vector>

#include "engine/core/palette.h"
#include "widgets/canvas/canvas.h"

namespace ssa {
namespace {

constexpr int kTurn = 20;
constexpr int kPatternRows = 64;

/// A picture and a mask with detail everywhere; rows repeat, because making them is not what is measured.
ViewContent pattern(int side) {
  auto image = std::make_shared<Image8>(Size{side, side});
  auto labels = std::make_shared<LabelMap>(Size{side, side});
  std::uint32_t noise = 1;
  for (int y = 0; y < side; ++y) {
    if (y >= kPatternRows) {
      std::memcpy(image->row(y), image->row(y % kPatternRows), image->rowBytes());
      std::memcpy(labels->row(y), labels->row(y % kPatternRows), static_cast<std::size_t>(side));
      continue;
    }
    for (int x = 0; x < side; ++x) {
      noise = noise * 1664525 + 1013904223;
      for (int c = 0; c < 3; ++c) image->row(y)[3 * x + c] = static_cast<std::uint8_t>(noise >> (8 * c + 8));
      labels->row(y)[x] = static_cast<std::uint8_t>((x / 37 + y / 29) % 19);
    }
  }
  ViewContent content;
  content.image = std::move(image);
  content.labels = std::move(labels);
  return content;
}

/// Times its own frames, each to the end.
class TimedCanvas final : public Canvas {
 public:
  std::vector<double> wall_ms, cpu_ms;

 protected:
  void paintGL() override {
    const std::clock_t cpu = std::clock();
    QElapsedTimer wall;
    wall.start();
    Canvas::paintGL();
    context()->functions()->glFinish();
    wall_ms.push_back(static_cast<double>(wall.nsecsElapsed()) * 1e-6);
    cpu_ms.push_back(static_cast<double>(std::clock() - cpu) * 1e3 / CLOCKS_PER_SEC);
  }
};

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1];
}

/// One canvas and its walk: straight on, reflected where the picture would leave the view.
class Walk {
 public:
  Walk(int side, const PanBenchOptions& options) : side_(side), step_(options.step_px / options.zoom) {
    canvas_.resize(options.view);
    canvas_.setClassColours(colourBlindSafePalette(19), {});
    canvas_.setViews({pattern(side)});
    canvas_.show();
    QElapsedTimer waited;
    waited.start();
    while (!(canvas_.windowHandle() && canvas_.windowHandle()->isExposed()) && waited.elapsed() < 5000)
      QCoreApplication::processEvents();
    canvas_.setZoom(options.zoom);
    margin_ = {options.view.width() / options.zoom / 2, options.view.height() / options.zoom / 2};
    at_ = {margin_.x() + 1, margin_.y() + 1};
    canvas_.setCentre(at_);
    (void)canvas_.grabShown();
  }

  void run(int frames) {
    for (int i = 0; i < frames; ++i) {
      advance(at_.rx(), direction_.rx(), margin_.x(), 0.85);
      advance(at_.ry(), direction_.ry(), margin_.y(), 0.53);
      canvas_.setCentre(at_);
      (void)canvas_.grabFramebuffer();  // paints at once; repaint() waits for the window system's turn
      wall_ms_.push_back(canvas_.wall_ms.back());
      cpu_ms_.push_back(canvas_.cpu_ms.back());
      incomplete_ += canvas_.isSettled() ? 0 : 1;
    }
    QCoreApplication::processEvents();
  }

  PanBenchFrames frames() const {
    return {percentile(wall_ms_, 0.50), percentile(wall_ms_, 0.95), percentile(wall_ms_, 0.99),
            percentile(cpu_ms_, 0.50),  percentile(cpu_ms_, 0.99),  incomplete_};
  }

 private:
  void advance(double& position, double& direction, double margin, double share) const {
    const double next = position + direction * step_ * share;
    if (next < margin || next > side_ - margin) direction = -direction;
    position += direction * step_ * share;
  }

  TimedCanvas canvas_;
  double side_;
  double step_;
  QPointF margin_, at_, direction_{1, 1};
  std::vector<double> wall_ms_, cpu_ms_;
  int incomplete_ = 0;
};

}  // namespace

PanBenchResult benchPanning(const PanBenchOptions& options) {
  Walk large(options.largeSide, options), small(options.smallSide, options);
  for (int done = 0; done < options.frames; done += kTurn) {
    large.run(std::min(kTurn, options.frames - done));
    small.run(std::min(kTurn, options.frames - done));
  }
  return {large.frames(), small.frames()};
}

}  // namespace ssa
