#include "engine/datasets/split.h"

#include <algorithm>
#include <system_error>
#include <unordered_map>

#include "engine/core/hash.h"
#include "engine/datasets/for_each_pair.h"
#include "engine/datasets/raw_ids.h"
#include "engine/datasets/stratify.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

Dataset emptyLike(const Dataset& dataset, std::string split) {
  Dataset made = dataset;
  made.samples.clear();
  made.split = std::move(split);
  return made;
}

std::string entryOf(const Dataset& dataset, const DatasetSample& sample) {
  return sample.image.lexically_relative(dataset.root).generic_string();
}

std::vector<std::string> entriesOf(const Dataset& dataset) {
  std::vector<std::string> entries;
  for (const DatasetSample& sample : dataset.samples) entries.push_back(entryOf(dataset, sample));
  return entries;
}

ClassPresence presenceIn(const fs::path& mask, const RawIdRule& rule) {
  ClassPresence presence;
  const auto raw = readIndexMask(mask);
  if (!raw) return presence;
  std::vector<bool> seen(RawIdRule::kIds);
  for (const std::uint16_t id : raw->value.ids) seen[id] = true;
  for (int id = 0; id < RawIdRule::kIds; ++id)
    if (const int k = rule.of(id); seen[static_cast<std::size_t>(id)] && k >= 0 && k < kMaxClasses)
      presence.set(static_cast<std::size_t>(k));
  return presence;
}

Error badSplit(const char* option, std::string value, std::string expected) {
  return Error(ErrorCode::badOption, {{"option", option}, {"value", std::move(value)}, {"expected", std::move(expected)}});
}

std::string shortNumber(double value) {
  std::string text = std::to_string(value);
  while (text.back() == '0') text.pop_back();
  return text + (text.back() == '.' ? "0" : "");
}

/// What is drawn after names were held out.
Result<void> draw(Split& split, std::vector<DatasetSample> pairs, const LabelSet& labels, const IdMap& map,
                  const SplitOptions& options, const StopToken& stop, ProgressSink& progress) {
  std::sort(pairs.begin(), pairs.end(), [](const DatasetSample& a, const DatasetSample& b) { return a.image < b.image; });
  const RawIdRule rule(labels, split.train.ignoredIds, map);
  std::vector<ClassPresence> presence(pairs.size());
  const bool whole = forEachPair(static_cast<int>(pairs.size()), 0, stop, progress, "split", [&](int i) {
    presence[static_cast<std::size_t>(i)] = presenceIn(pairs[static_cast<std::size_t>(i)].mask, rule);
  });
  if (!whole) return ErrorCode::stopped;
  const std::vector<double> shares{1 - options.ratio - options.test_ratio, options.ratio, options.test_ratio};
  const std::vector<int> side = stratify(presence, shares, options.seed);
  Dataset* const sides[] = {&split.train, &split.val, &split.test};
  for (std::size_t i = 0; i < pairs.size(); ++i) sides[side[i]]->samples.push_back(std::move(pairs[i]));
  return {};
}

}  // namespace

std::string_view name(SplitKind kind) {
  switch (kind) {
    case SplitKind::own:
      return "own";
    case SplitKind::ratio:
      return "ratio";
    case SplitKind::holdOut:
      return "hold_out";
  }
  return "own";
}

Result<Split> makeSplit(const Dataset& pool, const LabelSet& labels, const IdMap& map, const SplitOptions& options,
                        StopToken stop, ProgressSink& progress) {
  const auto inside = [](double share) { return share >= 0 && share < 1; };
  if (!inside(options.ratio) || !inside(options.test_ratio) || options.ratio + options.test_ratio >= 1)
    return badSplit("val_ratio", shortNumber(options.ratio + options.test_ratio), "0..0.9");
  Split split{emptyLike(pool, "train"), emptyLike(pool, "val"), emptyLike(pool, "test"), {}};
  std::vector<DatasetSample> rest;
  for (const DatasetSample& sample : pool.samples)
    (isHeldOut(sample, options.holdOutPrefixes) ? split.val.samples : rest).push_back(sample);
  if (!options.holdOutPrefixes.empty() && (split.val.samples.empty() || rest.empty())) {
    std::string value;
    for (const std::string& prefix : options.holdOutPrefixes) value += (value.empty() ? "" : ",") + prefix;
    return badSplit("hold_out", value, "beginnings of some of the names, which look like " + pool.samples.front().name);
  }
  if (options.ratio > 0 || options.test_ratio > 0) {
    if (rest.size() < 2) return badSplit("val_ratio", shortNumber(options.ratio), "0: there is only one pair");
    SSA_TRY(draw(split, std::move(rest), labels, map, options, stop, progress));
  } else {
    split.train.samples = std::move(rest);
  }
  split.record = {options.holdOutPrefixes.empty() ? SplitKind::ratio : SplitKind::holdOut,
                  options.ratio,
                  options.test_ratio,
                  options.seed,
                  options.holdOutPrefixes,
                  dataHash({&pool}),
                  entriesOf(split.train),
                  entriesOf(split.val),
                  entriesOf(split.test)};
  return split;
}

Split ownSplit(Dataset train, Dataset val) {
  Split split{std::move(train), std::move(val), {}, {}};
  split.test = emptyLike(split.train, "test");
  split.record.data_hash = dataHash({&split.train, &split.val});
  split.record.train = entriesOf(split.train);
  split.record.val = entriesOf(split.val);
  return split;
}

Result<Split> recallSplit(const SplitRecord& record, const std::vector<Dataset>& pool) {
  std::unordered_map<std::string, const DatasetSample*> known;
  for (const Dataset& dataset : pool)
    for (const DatasetSample& sample : dataset.samples) known.try_emplace(entryOf(dataset, sample), &sample);
  std::size_t missing = 0;
  std::string first;
  const auto side = [&](const char* split, const std::vector<std::string>& entries) {
    Dataset made = emptyLike(pool.front(), split);
    for (const std::string& entry : entries) {
      if (const auto found = known.find(entry); found != known.end())
        made.samples.push_back(*found->second);
      else if (++missing == 1)
        first = entry;
    }
    return made;
  };
  Split split{side("train", record.train), side("val", record.val), side("test", record.test), record};
  if (missing > 0)
    return Error(ErrorCode::datasetUnfit,
                 {{"path", pool.front().root.string()},
                  {"reason", std::to_string(missing) + " pairs of the recorded split are gone, first " + first}});
  return split;
}

bool isHeldOut(const DatasetSample& sample, const std::vector<std::string>& prefixes) {
  const std::string_view whole = sample.name;
  const std::string_view last = whole.substr(whole.rfind('/') + 1);
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
    return !prefix.empty() && (whole.starts_with(prefix) || last.starts_with(prefix));
  });
}

std::string dataHash(const std::vector<const Dataset*>& sets) {
  std::vector<std::string> lines;
  const auto sizeOf = [](const fs::path& file) {
    std::error_code ignored;
    return std::to_string(fs::file_size(file, ignored));
  };
  for (const Dataset* set : sets)
    for (const DatasetSample& sample : set->samples)
      lines.push_back(entryOf(*set, sample) + '\n' + sizeOf(sample.image) + '\n' + sizeOf(sample.mask) + '\n');
  std::sort(lines.begin(), lines.end());
  Sha256 hash;
  for (const std::string& line : lines) hash.add(std::as_bytes(std::span(line)));
  return hash.hex();
}

}  // namespace ssa
