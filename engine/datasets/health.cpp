#include "engine/datasets/health.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "engine/datasets/raw_ids.h"

namespace ssa {
namespace {

std::string sizeText(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

/// `a, b, c` of at most twelve, `…` where there are more.
std::string listText(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size() && i < 12; ++i) text += (i > 0 ? ", " : "") + items[i];
  return items.size() > 12 ? text + ", …" : text;
}

std::string percentText(std::int64_t part, std::int64_t whole) {
  const auto tenths = whole > 0 ? (part * 1000 + whole / 2) / whole : 0;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

class Judge {
 public:
  Judge(const Survey& survey, const LabelSet& labels, const IdMap& map, const HealthOptions& options)
      : survey_(survey), labels_(labels), map_(map), options_(options) {}

  HealthReport run() {
    addUnpaired();
    for (std::size_t side = 0; side < survey_.sides.size(); ++side) addSide(side);
    addCopies();
    addIdsIgnored();
    for (auto& [raw, count] : ids_) report_.ids.push_back(std::move(count));
    addColours();
    std::stable_sort(report_.findings.begin(), report_.findings.end(), [](const Finding& a, const Finding& b) {
      return std::pair(a.severity, a.kind) < std::pair(b.severity, b.kind);
    });
    return std::move(report_);
  }

 private:
  /// Findings of one kind on one side, made when the first file is there.
  class Collector {
   public:
    Collector(FindingKind kind, FindingSeverity severity, std::string split, const HealthOptions& options) : options_(options) {
      finding_.kind = kind;
      finding_.severity = severity;
      if (!split.empty()) finding_.args = {{"split", std::move(split)}};
    }
    void add(std::string path, std::string detail = {}) {
      if (++finding_.count <= options_.files) finding_.files.push_back({std::move(path), std::move(detail)});
    }
    void arg(const char* key, std::string value) { finding_.args.emplace_back(key, std::move(value)); }
    std::int64_t count() const { return finding_.count; }
    void setCount(std::int64_t count) { finding_.count = count; }
    void into(HealthReport& report) {
      if (finding_.count > 0) report.findings.push_back(std::move(finding_));
    }

   private:
    Finding finding_;
    const HealthOptions& options_;
  };

  void addUnpaired() {
    Collector lonely(FindingKind::unpaired, FindingSeverity::warns, {}, options_);
    for (const Warning& warning : options_.unpaired) {
      const Error data(ErrorCode::internal, warning.args);
      lonely.add(std::string(data.arg("path")), std::string(data.arg("reason")));
    }
    lonely.into(report_);
  }

  void addSide(std::size_t index) {
    const Dataset& set = survey_.sides[index];
    const RawIdRule rule(labels_, set.ignoredIds, map_);
    SideHealth health;
    health.split = set.split;
    health.pairs = static_cast<int>(set.samples.size());
    health.class_pixels.resize(labels_.classes.size());
    health.class_masks.resize(labels_.classes.size());
    const std::string& split = set.split;
    Collector pictures(FindingKind::imageUnreadable, FindingSeverity::warns, split, options_);
    Collector masks(FindingKind::maskUnreadable, FindingSeverity::warns, split, options_);
    Collector colours(FindingKind::maskIsColour, FindingSeverity::refuses, split, options_);
    Collector sizes(FindingKind::sizesDiffer, FindingSeverity::refuses, split, options_);
    Collector unknown(FindingKind::idsUnknown, FindingSeverity::refuses, split, options_);
    Collector ignored(FindingKind::masksIgnored, FindingSeverity::warns, split, options_);
    std::map<int, std::int64_t> unknown_pixels;
    for (std::size_t i = 0; i < set.samples.size(); ++i) {
      const DatasetSample& sample = set.samples[i];
      const PairLook& look = survey_.looks[index][i];
      const std::string mask = sample.mask.string();
      const bool colour = look.maskError && look.maskError->code == ErrorCode::maskIsColour;
      if (look.imageError) pictures.add(sample.image.string(), std::string(name(look.imageError->code)));
      if (colour) colours.add(mask);
      if (look.maskError && !colour) masks.add(mask, std::string(name(look.maskError->code)));
      if (!look.imageError) stretch(health, look.image);
      if (look.maskError) continue;

      const bool differ = !look.imageError && look.image != look.mask;
      if (differ) sizes.add(mask, sizeText(look.mask) + " / " + sizeText(look.image));
      bool strange = false, labelled = false;
      for (const SeenId& id : look.ids) {
        const int becomes = rule.of(id.raw);
        note(id, becomes, mask);
        if (becomes == RawIdRule::kUnknown) {
          if (!strange) unknown.add(mask, std::to_string(id.raw));
          strange = true;
          unknown_pixels[id.raw] += id.pixels;
        } else if (becomes != kIgnore) {
          labelled = true;
          health.class_pixels[static_cast<std::size_t>(becomes)] += id.pixels;
        }
      }
      countMasks(health, look, rule);
      if (!labelled && !strange) ignored.add(mask);
      if (!look.imageError && !differ && !strange) ++health.usable;
    }
    std::vector<std::string> names;
    std::int64_t pixels = 0;
    for (const auto& [raw, count] : unknown_pixels) {
      names.push_back(std::to_string(raw));
      pixels += count;
    }
    unknown.arg("ids", listText(names));
    unknown.arg("pixels", std::to_string(pixels));
    if (health.pairs == 0 && index > 0) {
      // Nothing to validate on is no fault of the data.
    } else if (health.usable == 0) {
      Collector none(FindingKind::noUsablePair, FindingSeverity::refuses, split, options_);
      none.arg("pairs", std::to_string(health.pairs));
      none.setCount(std::max(health.pairs, 1));
      none.into(report_);
    } else {
      judgeClasses(index, health, ignored);
    }
    for (Collector* one : {&pictures, &masks, &colours, &sizes, &unknown, &ignored}) one->into(report_);
    report_.sides.push_back(std::move(health));
  }

  static void stretch(SideHealth& health, Size size) {
    if (health.smallest.empty() || size.area() < health.smallest.area()) health.smallest = size;
    if (size.area() > health.largest.area()) health.largest = size;
  }

  static void countMasks(SideHealth& health, const PairLook& look, const RawIdRule& rule) {
    std::vector<int> present;
    for (const SeenId& id : look.ids)
      if (const int k = rule.of(id.raw); k >= 0 && k != kIgnore) present.push_back(k);
    std::sort(present.begin(), present.end());
    present.erase(std::unique(present.begin(), present.end()), present.end());
    for (const int k : present) ++health.class_masks[static_cast<std::size_t>(k)];
  }

  void note(const SeenId& id, int becomes, const std::string& mask) {
    const auto [entry, fresh] = ids_.try_emplace(id.raw);
    RawIdCount& count = entry->second;
    if (fresh) count = {id.raw, becomes, 0, 0, mask, id.first};
    count.pixels += id.pixels;
    ++count.masks;
  }

  void judgeClasses(std::size_t index, const SideHealth& health, Collector& ignored) {
    std::vector<std::string> absent;
    for (std::size_t k = 0; k < health.class_pixels.size(); ++k)
      if (health.class_pixels[k] == 0) absent.push_back(labels_.classes[k].name);
    if (absent.size() == labels_.classes.size()) {
      Collector nothing(FindingKind::nothingLabelled, FindingSeverity::refuses, health.split, options_);
      nothing.setCount(health.pairs);
      nothing.into(report_);
      ignored.setCount(0);  // said already
      return;
    }
    Collector classes(FindingKind::classesAbsent, index == 0 ? FindingSeverity::warns : FindingSeverity::informs, health.split,
                      options_);
    classes.setCount(static_cast<std::int64_t>(absent.size()));
    classes.arg("classes", listText(absent));
    classes.into(report_);
  }

  void addCopies() {
    struct Seen {
      std::size_t side;
      std::string path;
    };
    struct Key {
      std::uint64_t hash, bytes;
      bool operator==(const Key&) const = default;
    };
    const auto hashOf = [](const Key& key) { return static_cast<std::size_t>(key.hash ^ key.bytes); };
    std::unordered_map<Key, Seen, decltype(hashOf)> first(64, hashOf);
    Collector leaks(FindingKind::splitLeak, FindingSeverity::warns, {}, options_);
    for (std::size_t side = 0; side < survey_.sides.size(); ++side) {
      Collector copies(FindingKind::duplicateImages, FindingSeverity::informs, survey_.sides[side].split, options_);
      for (std::size_t i = 0; i < survey_.looks[side].size(); ++i) {
        const PairLook& look = survey_.looks[side][i];
        if (look.imageError) continue;
        const std::string path = survey_.sides[side].samples[i].image.string();
        const auto [entry, fresh] = first.try_emplace(Key{look.image_hash, look.image_bytes}, Seen{side, path});
        if (!fresh) (entry->second.side == side ? copies : leaks).add(path, entry->second.path);
      }
      copies.into(report_);
    }
    leaks.into(report_);
  }

  void addIdsIgnored() {
    std::vector<std::string> raws;
    std::int64_t pixels = 0, all = 0;
    for (const auto& [raw, count] : ids_) {
      all += count.pixels;
      if (count.becomes != kIgnore) continue;
      raws.push_back(std::to_string(raw));
      pixels += count.pixels;
    }
    Collector ignored(FindingKind::idsIgnored, FindingSeverity::informs, {}, options_);
    ignored.setCount(static_cast<std::int64_t>(raws.size()));
    ignored.arg("ids", listText(raws));
    ignored.arg("percent", percentText(pixels, all));
    ignored.into(report_);
  }

  void addColours() {
    std::map<std::array<int, 3>, std::int64_t> pixels_of;
    for (const auto& side : survey_.looks)
      for (const PairLook& look : side)
        for (const auto& [colour, pixels] : look.colours) pixels_of[{colour.r, colour.g, colour.b}] += pixels;
    if (pixels_of.empty()) return;
    int known = 0;
    for (const auto& [rgb, pixels] : pixels_of) {
      const Rgb colour{static_cast<std::uint8_t>(rgb[0]), static_cast<std::uint8_t>(rgb[1]), static_cast<std::uint8_t>(rgb[2])};
      const auto found = std::find_if(labels_.classes.begin(), labels_.classes.end(),
                                      [&](const LabelClass& one) { return one.colour == colour; });
      const bool has = found != labels_.classes.end();
      known += has;
      report_.colours.push_back({colour, pixels, has ? static_cast<int>(found - labels_.classes.begin()) : -1});
    }
    std::stable_sort(report_.colours.begin(), report_.colours.end(),
                     [](const ColourCount& a, const ColourCount& b) { return a.pixels > b.pixels; });
    for (Finding& finding : report_.findings) {
      if (finding.kind != FindingKind::maskIsColour) continue;
      finding.args.emplace_back("known", std::to_string(known));
      finding.args.emplace_back("colours", std::to_string(report_.colours.size()));
    }
  }

  const Survey& survey_;
  const LabelSet& labels_;
  const IdMap& map_;
  const HealthOptions& options_;
  HealthReport report_;
  std::map<int, RawIdCount> ids_;
};

}  // namespace

HealthReport judge(const Survey& survey, const LabelSet& labels, const IdMap& map, const HealthOptions& options) {
  return Judge(survey, labels, map, options).run();
}

Result<HealthReport> checkDataset(std::vector<Dataset> sides, const LabelSet& labels, const IdMap& map,
                                  const HealthOptions& options, StopToken stop, ProgressSink& progress) {
  const auto survey = surveyPairs(std::move(sides), options.threads, std::move(stop), progress);
  if (!survey) return survey.error();
  return judge(*survey, labels, map, options);
}

bool HealthReport::fit() const {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& one) { return one.severity == FindingSeverity::refuses; });
}

}  // namespace ssa
