#include "engine/image/resample.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "engine/core/result.h"

namespace ssa {
namespace {

void requirePixels(Size from, Size to) {
  if (from.empty() || to.empty())
    throw ContractViolation("resize of " + std::to_string(from.width) + "x" + std::to_string(from.height) + " to " +
                            std::to_string(to.width) + "x" + std::to_string(to.height));
}

/// A view; OpenCV has no read-only matrices.
cv::Mat view(Size size, int type, const std::uint8_t* data) {
  return {size.height, size.width, type, const_cast<std::uint8_t*>(data)};
}

Image8 resized(const Image8& image, Size target, int interpolation) {
  requirePixels(image.size(), target);
  if (image.size() == target) return image;
  Image8 out(target);
  cv::Mat to = view(target, CV_8UC3, out.row(0));
  cv::resize(view(image.size(), CV_8UC3, image.row(0)), to, to.size(), 0, 0, interpolation);
  return out;
}

}  // namespace

Image8 resizeBilinear(const Image8& image, Size target) { return resized(image, target, cv::INTER_LINEAR); }

LabelMap resizeNearest(const LabelMap& labels, Size target) {
  requirePixels(labels.size(), target);
  if (labels.size() == target) return labels;
  LabelMap out(target);
  cv::Mat to = view(target, CV_8UC1, out.row(0));
  cv::resize(view(labels.size(), CV_8UC1, labels.row(0)), to, to.size(), 0, 0, cv::INTER_NEAREST);
  return out;
}

Image8 shrink(const Image8& image, Size target) { return resized(image, target, cv::INTER_AREA); }

}  // namespace ssa
