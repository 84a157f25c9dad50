#include "engine/datasets/dataset.h"

#include <algorithm>
#include <cctype>

#include "engine/datasets/layout.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

Error badChoice(const char* option, const std::string& value, const std::vector<std::string>& expected) {
  return Error(ErrorCode::badOption, {{"option", option}, {"value", value}, {"expected", joined(expected)}});
}

/// `train` of `training` and `train2017`, `val` of `validation`; other names lose their digits.
std::string splitKind(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  while (!name.empty() && (std::isdigit(static_cast<unsigned char>(name.back())) || name.back() == '_')) name.pop_back();
  if (name == "training") return "train";
  if (name == "validation" || name == "valid") return "val";
  return name == "testing" ? "test" : name;
}

Result<DatasetPlace> chosenPlace(const std::vector<DatasetPlace>& places, const std::string& split) {
  if (split.empty() && places.size() == 1) return places.front();
  std::vector<std::string> names;
  std::vector<const DatasetPlace*> similar;
  for (const DatasetPlace& place : places) {
    if (!split.empty() && place.split == split) return place;
    if (!split.empty() && splitKind(place.split) == splitKind(split)) similar.push_back(&place);
    names.push_back(place.split);
  }
  if (similar.size() == 1) return *similar.front();
  return badChoice("split", split, names);
}

/// The layout that is meant.
Result<layout::Fit> chosenFit(const fs::path& root, const std::string& wanted) {
  SSA_TRY(layout::checkRoot(root));
  std::vector<layout::Fit> fits = layout::fitting(root);
  if (!wanted.empty()) {
    std::vector<std::string> known;
    for (const DatasetFormat& format : datasetFormats()) known.emplace_back(format.id);
    if (std::find(known.begin(), known.end(), wanted) == known.end()) return badChoice("format", wanted, known);
    std::erase_if(fits, [&](const layout::Fit& fit) { return fit.format->id != wanted; });
  }
  if (fits.empty()) return Error(ErrorCode::folderEmpty, {{"path", root.string()}, {"wanted", "images and masks"}});
  if (fits.size() > 1 && fits[1].format->rank == fits[0].format->rank) {
    std::vector<std::string> ids;
    for (const layout::Fit& fit : fits)
      if (fit.format->rank == fits[0].format->rank) ids.emplace_back(fit.format->id);
    return badChoice("format", "", ids);
  }
  return std::move(fits[0]);
}

}  // namespace

Result<Loaded<Dataset>> openDataset(const fs::path& root, const DatasetChoice& choice, StopToken stop) {
  auto fit = chosenFit(root, choice.format);
  if (!fit) return std::move(fit).error();
  auto place = chosenPlace(fit->places, choice.split);
  if (!place) return std::move(place).error();
  return layout::openPlace(*fit->format, root, *place, std::move(stop));
}

Result<DatasetSplits> datasetSplits(const fs::path& root, const std::string& format) {
  auto fit = chosenFit(root, format);
  if (!fit) return std::move(fit).error();
  DatasetSplits found{std::string(fit->format->id), {}};
  for (const DatasetPlace& place : fit->places) found.splits.push_back(place.split);
  return found;
}

Result<Loaded<Dataset>> openDataset(const fs::path& root, const std::string& split, StopToken stop) {
  return openDataset(root, DatasetChoice{"", split}, std::move(stop));
}

std::vector<std::string> trainingSplits(const std::vector<std::string>& splits) {
  std::vector<std::string> wanted;
  const auto add = [&](const char* kind) {
    const auto found = std::find_if(splits.begin(), splits.end(), [&](const std::string& one) { return splitKind(one) == kind; });
    if (found != splits.end()) wanted.push_back(*found);
    return found != splits.end();
  };
  add("train");
  if (!add("val")) add("test");
  if (wanted.empty() && !splits.empty()) wanted.push_back(splits.front());
  return wanted;
}

LabelSet tableFor(const Dataset& dataset, const LabelSet& wanted) {
  const auto sameName = [](const LabelClass& a, const LabelClass& b) { return a.name == b.name; };
  if (!dataset.labels || !std::equal(wanted.classes.begin(), wanted.classes.end(), dataset.labels->classes.begin(),
                                     dataset.labels->classes.end(), sameName))
    return wanted;
  LabelSet table = *dataset.labels;
  table.name = wanted.name;
  table.title = wanted.title;
  table.classes = wanted.classes;
  return table;
}

Result<Loaded<Dataset>> pairFolders(const fs::path& images, const fs::path& masks, StopToken stop) {
  auto dataset = layout::pairPlace({"", images, masks, {}}, {}, std::move(stop));
  if (!dataset) return dataset;
  dataset->value.format = "folder";
  dataset->value.root = images;
  return dataset;
}

Result<Loaded<LabelMap>> readTruth(const fs::path& mask, const LabelSet& labels, const std::vector<int>& ignoredIds) {
  auto raw = readIndexMask(mask);
  if (!raw) return std::move(raw).error();
  std::vector<std::int64_t> unknown(65'536);
  Loaded<LabelMap> truth{applyLabelSet(raw->value, labels, &unknown), std::move(raw->warnings)};
  unknown[kIgnore] = 0;
  for (const int id : ignoredIds) unknown[static_cast<std::size_t>(id)] = 0;
  std::int64_t pixels = 0;
  for (const std::int64_t count : unknown) pixels += count;
  if (pixels == 0) return truth;
  const auto first = std::find_if(unknown.begin(), unknown.end(), [](std::int64_t count) { return count > 0; }) - unknown.begin();
  return Error(ErrorCode::maskIdOutOfRange, {{"path", mask.string()},
                                             {"id", std::to_string(first)},
                                             {"classes", std::to_string(labels.count())},
                                             {"pixels", std::to_string(pixels)}});
}

Result<Loaded<PredictedMask>> readPredicted(const fs::path& mask, int classes) {
  auto raw = readIndexMask(mask);
  if (!raw) return std::move(raw).error();
  Loaded<PredictedMask> predicted;
  predicted.warnings = std::move(raw->warnings);
  predicted.value.labels = LabelMap(raw->value.size);
  const auto labels = predicted.value.labels.labels();
  std::vector<std::int64_t> outside(65'536);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::uint16_t id = raw->value.ids[i];
    if (id < classes)
      labels[i] = static_cast<std::uint8_t>(id);
    else
      ++outside[id];
  }
  for (std::size_t id = 0; id < outside.size(); ++id)
    if (outside[id] > 0) predicted.value.outside.emplace(static_cast<int>(id), outside[id]);
  return predicted;
}

}  // namespace ssa
