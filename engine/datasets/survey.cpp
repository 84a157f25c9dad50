#include "engine/datasets/survey.h"

#include <atomic>
#include <functional>
#include <string_view>
#include <unordered_map>

#include "engine/core/safe_file.h"
#include "engine/datasets/for_each_pair.h"
#include "engine/datasets/raw_ids.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

constexpr int kColourMasksRead = 32;
constexpr std::size_t kColours = 4096;

void lookAtImage(const std::filesystem::path& file, PairLook& look) {
  const auto bytes = readFile(file, ImageLimits().file_bytes);
  if (!bytes) {
    look.imageError = bytes.error();
    return;
  }
  look.image_bytes = bytes->size();
  look.image_hash = std::hash<std::string_view>()({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
  const auto picture = decodeImage(*bytes, file.string());
  if (picture)
    look.image = picture->value.image.size();
  else
    look.imageError = picture.error();
}

std::vector<SeenId> idsIn(const IndexMask& mask) {
  struct Count {
    std::int64_t pixels = 0;
    std::size_t first = 0;
  };
  std::vector<Count> counts(RawIdRule::kIds);
  for (std::size_t i = 0; i < mask.ids.size(); ++i) {
    Count& count = counts[mask.ids[i]];
    if (count.pixels++ == 0) count.first = i;
  }
  std::vector<SeenId> seen;
  const auto width = static_cast<std::size_t>(mask.size.width);
  for (std::size_t raw = 0; raw < counts.size(); ++raw)
    if (const Count& count = counts[raw]; count.pixels > 0)
      seen.push_back({static_cast<std::uint16_t>(raw),
                      count.pixels,
                      {static_cast<int>(count.first % width), static_cast<int>(count.first / width)}});
  return seen;
}

std::vector<std::pair<Rgb, std::int64_t>> coloursIn(const std::filesystem::path& file) {
  const auto picture = readImage(file);
  if (!picture) return {};
  const auto pixels = picture->value.image.pixels();
  std::vector<std::pair<Rgb, std::int64_t>> colours;
  std::unordered_map<std::uint32_t, std::size_t> position;
  for (std::size_t i = 0; i < pixels.size(); i += 3) {
    const Rgb colour{pixels[i], pixels[i + 1], pixels[i + 2]};
    const std::uint32_t key = static_cast<std::uint32_t>(colour.r) << 16 | static_cast<std::uint32_t>(colour.g) << 8 | colour.b;
    const auto found = position.find(key);
    if (found != position.end()) {
      ++colours[found->second].second;
    } else if (colours.size() < kColours) {
      position.emplace(key, colours.size());
      colours.emplace_back(colour, 1);
    }
  }
  return colours;
}

void lookAtMask(const std::filesystem::path& file, std::atomic<int>& colourMasks, PairLook& look) {
  const auto mask = readIndexMask(file);
  if (mask) {
    look.mask = mask->value.size;
    look.ids = idsIn(mask->value);
    return;
  }
  look.maskError = mask.error();
  if (mask.error().code == ErrorCode::maskIsColour && colourMasks++ < kColourMasksRead) look.colours = coloursIn(file);
}

}  // namespace

Result<Survey> surveyPairs(std::vector<Dataset> sides, int threads, StopToken stop, ProgressSink& progress) {
  Survey survey{std::move(sides), {}};
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::size_t side = 0; side < survey.sides.size(); ++side) {
    const std::size_t count = survey.sides[side].samples.size();
    survey.looks.emplace_back(count);
    for (std::size_t i = 0; i < count; ++i) places.emplace_back(side, i);
  }
  std::atomic<int> colourMasks{0};
  const bool whole = forEachPair(static_cast<int>(places.size()), threads, stop, progress, "check", [&](int index) {
    const auto [side, i] = places[static_cast<std::size_t>(index)];
    const DatasetSample& sample = survey.sides[side].samples[i];
    PairLook& look = survey.looks[side][i];
    lookAtImage(sample.image, look);
    lookAtMask(sample.mask, colourMasks, look);
  });
  if (!whole) return ErrorCode::stopped;
  return survey;
}

}  // namespace ssa
