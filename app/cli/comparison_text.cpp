#include "app/cli/comparison_text.h"

#include <algorithm>
#include <cmath>

#include "app/cli/console.h"

namespace ssa::cli {
namespace {

constexpr double kNotable = 0.05;  // the p under which the paired test speaks for a difference

std::string plain(const std::optional<double>& value) { return value ? fixed(*value, 2) : "-"; }

/// With its sign, and never a minus before nothing.
std::string points(const std::optional<double>& value) {
  if (!value) return "-";
  const std::string text = fixed(std::abs(*value), 2);
  if (text == "0.00") return text;
  return (*value < 0 ? "-" : "+") + text;
}

std::string range(const std::optional<Interval>& interval) {
  return interval ? points(interval->low) + " to " + points(interval->high) : "";
}

std::vector<std::string> row(std::string name, const ScorePair& pair) {
  const bool off_zero = pair.difference.interval && !pair.difference.interval->contains(0);
  return {std::move(name),
          plain(pair.first),
          plain(pair.second),
          points(pair.difference.value),
          range(pair.difference.interval),
          off_zero ? "*" : "",
          std::to_string(pair.difference.images)};
}

std::string percentText(double level) { return fixed(100 * level, level * 100 == std::floor(level * 100) ? 0 : 1) + " %"; }

std::string pText(const std::optional<double>& p) { return p ? "p = " + fixed(*p, 4) : "no paired test"; }

std::string imagesText(const Comparison& comparison, int worsened) {
  const bool by_iou = comparison.order == ImageOrder::meanIoU;
  std::string text = std::to_string(comparison.worsened()) + " images got worse and " + std::to_string(comparison.improved()) +
                     " better by " + (by_iou ? "their own mIoU" : "their share of right pixels") + ".\n";
  const std::size_t shown = std::min(comparison.worsened(), static_cast<std::size_t>(std::max(0, worsened)));
  if (shown == 0) return text;
  std::vector<std::vector<std::string>> rows = {{"got worse", "mIoU before", "after", "change", "right pixels", "of"}};
  for (std::size_t i = 0; i < shown; ++i) {
    const ImageComparison& image = comparison.images[i];
    const std::int64_t gained = image.secondRight - image.firstRight;
    rows.push_back({image.name, fixed(image.firstIoU, 2), fixed(image.secondIoU, 2), points(image.iouChange()),
                    (gained > 0 ? "+" : "") + grouped(gained), grouped(image.pixels)});
  }
  return text + '\n' + alignedTable(rows);
}

std::string boundaryText(const Comparison& comparison) {
  std::string text;
  const auto table = [&](const char* title, ScorePair BoundaryComparison::*member) {
    std::vector<std::vector<std::string>> rows = {{title, "first", "second", "difference", "interval", "", "images"}};
    for (const BoundaryComparison& one : comparison.boundary)
      rows.push_back(row(std::to_string(one.width_px) + " px", one.*member));
    text += alignedTable(rows) + '\n';
  };
  table("boundary mIoU", &BoundaryComparison::boundaryIoU);
  table("trimap mIoU", &BoundaryComparison::trimapIoU);
  std::vector<std::vector<std::string>> rows = {{"boundary mF", "first", "second"}};
  for (const BoundaryComparison& one : comparison.boundary)
    rows.push_back({std::to_string(one.width_px) + " px", plain(one.firstF), plain(one.secondF)});
  return text + alignedTable(rows) + '\n';
}

}  // namespace

std::string verdictText(const Comparison& comparison, double level) {
  const Estimate& difference = comparison.mIoU.difference;
  const std::string by = "mIoU " + points(difference.value) + " points";
  const std::string interval = percentText(level) + " interval " + range(difference.interval);
  const bool doubtful = comparison.p && *comparison.p >= kNotable;
  switch (comparison.verdict()) {
    case Comparison::Verdict::equal:
      return "No difference: not one resample of the images gives another mIoU.";
    case Comparison::Verdict::none:
      return "No difference shown: " + by + ", but the " + interval + " contains 0 (" + pText(comparison.p) + ").";
    case Comparison::Verdict::better:
    case Comparison::Verdict::worse: {
      const std::string what = comparison.verdict() == Comparison::Verdict::better ? "better" : "worse";
      if (doubtful)
        return "Perhaps " + what + ": " + by + ", " + interval + ", but the paired test does not confirm it (" +
               pText(comparison.p) + ").";
      return "On these images " + what + ": " + by + ", " + interval + ", " + pText(comparison.p) + ".";
    }
    case Comparison::Verdict::unknown:
      break;
  }
  return "Nothing can be said: " + by + ", without an interval.";
}

std::string toText(const Comparison& comparison, double level, int worsened) {
  std::string text = comparison.secondTitle + " (second) against " + comparison.firstTitle + " (first)";
  if (comparison.scale) text += ", input scale " + fixed(*comparison.scale, 2);
  text += ", " + std::to_string(comparison.mIoU.difference.images) + " images, IoU in per cent\n\n";
  std::vector<std::vector<std::string>> rows = {
      {"class", "first", "second", "difference", percentText(level) + " interval", "", "images"}};
  for (const ClassComparison& one : comparison.classes)
    rows.push_back(row(comparison.labels.classes[static_cast<std::size_t>(one.id)].name, one.iou));
  rows.push_back(row("mean", comparison.mIoU));
  text += alignedTable(rows) + '\n' + verdictText(comparison, level) + '\n';
  text +=
      "* Intervals that leave out 0, each looked at by itself. All take images for independent: frames of one video\n"
      "are not, and say less about other drives than their number suggests.\n\n";
  if (!comparison.boundary.empty()) text += boundaryText(comparison);
  text += imagesText(comparison, worsened);
  if (!comparison.unpaired.empty())
    text += std::to_string(comparison.unpaired.size()) + " images were scored on one side only and left out.\n";
  return text + '\n';
}

std::string toText(const ScaleTable& table, const std::vector<std::string>& titles) {
  std::vector<std::vector<std::string>> rows = {{"input scale"}};
  rows.front().insert(rows.front().end(), titles.begin(), titles.end());
  for (std::size_t s = 0; s < table.scales.size(); ++s) {
    rows.push_back({fixed(table.scales[s], 2)});
    for (std::size_t m = 0; m < table.mIoU.size(); ++m)
      rows.back().push_back(plain(table.mIoU[m][s]) + (table.best[m] == s ? " best" : "     "));
  }
  std::string text = alignedTable(rows);
  if (table.common && table.mIoU.size() > 1) text += "Best in common: " + fixed(table.scales[*table.common], 2) + ".\n";
  return text + "A best scale is chosen on the images it is scored on, which flatters it a little.\n\n";
}

}  // namespace ssa::cli
