#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/describe.h"
#include "engine/core/label_map.h"
#include "engine/core/result.h"

namespace ssa {

struct ForensicsOptions {
  int reach_px = 20;  ///< how far from a true border the predicted one is looked for
  int shift_px = 5;   ///< deepest error that still counts as a shifted border
  int thin_px = 8;    ///< parts of a true region no thicker than this are thin
  double sure = 0.9;  ///< mean confidence of a wrong region from which the truth is doubted
  friend bool operator==(const ForensicsOptions&, const ForensicsOptions&) = default;
};
template <class V>
void describe(V& v, ForensicsOptions& o) {
  v.field("reach", o.reach_px, Range{1, 100}, "px", "How far from a true border the predicted one is looked for");
  v.field("shift", o.shift_px, Range{1, 100}, "px", "Deepest error that still counts as a shifted border");
  v.field("thin", o.thin_px, Range{1, 60}, "px", "Parts of a true region no thicker than this are thin");
  v.field("sure", o.sure, Range{0.0, 1.0}, "", "Mean confidence of a wrong region from which the truth is doubted");
}

/// One element of a true border: the unit edge between two neighbouring pixels (left-right or above-below) of different
/// known classes.
struct BorderElement {
  Point low;   ///< its pixel of the class with the lower id
  Point high;  ///< its other pixel
  std::uint8_t lowId = 0;
  std::uint8_t highId = 0;
  /// From the middle of this edge to the middle of the nearest edge between the same two classes in the prediction, px;
  /// empty where there is none within reach. Positive: it lies on the higher id's side, so the lower id has grown.
  std::optional<float> distance;
  /// 1/px, from the share A/(pi r^2) of the lower class among both classes' pixels within r = 6 of the middle:
  /// (3 pi / 2r)(1 - 2A/(pi r^2)); 0 on a straight border, 1/R on a disc of the lower id of radius R >> r.
  float curvature = 0;
  float thickness = 0;  ///< localThickness of the thinner of the two pixels, px
};

/// What kind of error a wrong region is. A region is an 8-connected set of pixels that share a true class t and a wrong
/// predicted class p; the first rule that holds decides.
enum class ErrorKind : std::uint8_t {
  missedThinPart,  ///< at least half of its pixels lie where t is no thicker than thin_px
  shift,           ///< every pixel has a true pixel of p within shift_px: the border between t and p lies a little off
  doubtfulTruth,   ///< the prediction's mean confidence over it is at least `sure`: network or truth is wrong, look at it
  leak,            ///< it touches (8 neighbours) pixels where p is true and predicted: p has run over its border
  island,          ///< none of these: p where no p is near
};
inline constexpr std::array<std::string_view, 5> kErrorKindNames{"missed thin part", "shift", "doubtful truth", "leak", "island"};

struct ErrorRegion {
  std::uint8_t truth = 0;
  std::uint8_t predicted = 0;
  ErrorKind kind = ErrorKind::island;
  std::int64_t pixels = 0;
  Rect box;
  Point first;                       ///< first pixel in reading order
  std::optional<float> depth_px;     ///< largest distance of one of its pixels to a true pixel of `predicted`
  double thinShare = 0;              ///< of its pixels, where the truth is thin
  std::optional<double> confidence;  ///< mean; empty without a confidence map
};

/// What one picture's prediction did to its true borders.
struct Forensics {
  std::vector<BorderElement> border;  ///< in reading order of the upper or left pixel
  std::vector<ErrorRegion> regions;   ///< in reading order of `first`
  LabelMap kinds;                     ///< by pixel the ErrorKind as a number, kIgnore where right or void
  std::int64_t known = 0;             ///< pixels with a truth
};

/// Classes from `classes` on and kIgnore are void in the truth; void pixels make no border and no error, and a prediction
/// there is not looked at. `confidence` (0..1 per pixel) may be empty: no truth is doubted then.
/// Time: linear in the pixels for every class that occurs, and border length x reach^2 where the border is lost.
/// Error sizeMismatch (args found, expected).
Result<Forensics> boundaryForensics(const LabelMap& truth, const LabelMap& predicted, const ScoreMap& confidence, int classes,
                                    const ForensicsOptions& options);

/// Bins of the profiles: thickness in px and |curvature| in 1/px begin here; the last has no end.
inline constexpr std::array<float, 5> kThicknessBins{0, 4, 8, 16, 32};
inline constexpr std::array<float, 5> kCurvatureBins{0, 0.025F, 0.05F, 0.1F, 0.2F};

/// Sums over border elements.
struct BorderCounts {
  std::int64_t elements = 0;
  std::int64_t found = 0;     ///< with a predicted border within reach
  double signedSum_px = 0;    ///< over those found
  double absoluteSum_px = 0;  ///< over those found
  double clippedSum_px = 0;   ///< over all, a lost element counting as the reach
  std::optional<double> meanSigned() const;
  std::optional<double> meanAbsolute() const;
  std::optional<double> meanClipped() const;
  std::optional<double> lostShare() const;  ///< per cent
  void add(const BorderCounts& other);
};
struct PairCounts {
  std::uint8_t lowId = 0;
  std::uint8_t highId = 0;
  BorderCounts border;
};
struct KindCounts {
  std::int64_t regions = 0;
  std::int64_t pixels = 0;
};

/// Forensics of one picture or many as sums.
struct ForensicsCounts {
  std::int64_t known = 0;
  BorderCounts border;
  std::vector<PairCounts> pairs;  ///< sorted by lowId, then highId
  std::array<BorderCounts, kThicknessBins.size()> byThickness;
  std::array<BorderCounts, kCurvatureBins.size()> byCurvature;
  std::array<KindCounts, kErrorKindNames.size()> kinds;  ///< by ErrorKind
  std::int64_t wrong() const;
  void add(const ForensicsCounts& other);
};
ForensicsCounts countForensics(const Forensics& forensics, const ForensicsOptions& options);

}  // namespace ssa
