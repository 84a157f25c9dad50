#include "engine/datasets/dataset.h"

#include <algorithm>
#include <system_error>
#include <unordered_map>

#include "engine/core/safe_file.h"
#include "engine/datasets/list_images.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

std::string nameOf(const fs::path& file, const fs::path& root) {
  return file.lexically_relative(root).replace_extension().generic_string();
}

Warning skipped(const fs::path& path, const char* reason) {
  return {WarningCode::fileSkipped, {{"path", path.string()}, {"reason", reason}}};
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

Result<Loaded<Dataset>> openDataset(const fs::path& root, const std::string& split, StopToken stop) {
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (status.type() == fs::file_type::not_found) return Error(ErrorCode::fileNotFound, {{"path", root.string()}});
  if (error) return errorFromErrno(error.value(), root, false);
  if (status.type() != fs::file_type::directory) return Error(ErrorCode::notAFolder, {{"path", root.string()}});
  fs::directory_iterator readable(root, error);
  if (error) return errorFromErrno(error.value(), root, false);

  for (const DatasetFormat& format : datasetFormats()) {
    const std::vector<std::string> splits = format.splits(root);
    if (splits.empty()) continue;
    if (split.empty() && splits.size() == 1) return format.open(root, splits.front(), std::move(stop));
    if (std::find(splits.begin(), splits.end(), split) == splits.end())
      return Error(ErrorCode::badOption, {{"option", "split"}, {"value", split}, {"expected", joined(splits)}});
    return format.open(root, split, std::move(stop));
  }
  return Error(ErrorCode::folderEmpty, {{"path", root.string()}, {"wanted", "images and masks"}});
}

Result<Loaded<Dataset>> pairFolders(const fs::path& images, const fs::path& masks, StopToken stop) {
  auto pictures = listImages(images, Recursive::yes, stop);
  if (!pictures) return std::move(pictures).error();
  auto truths = listImages(masks, Recursive::yes, stop);
  if (!truths) return std::move(truths).error();

  Loaded<Dataset> dataset;
  dataset.value.format = "folder";
  dataset.value.root = images;
  dataset.warnings = std::move(pictures->warnings);
  dataset.warnings.insert(dataset.warnings.end(), truths->warnings.begin(), truths->warnings.end());

  struct Mask {
    fs::path path;
    bool used = false;
  };
  std::unordered_map<std::string, Mask> mask_of;
  for (const fs::path& mask : truths->value.files)
    if (!mask_of.try_emplace(nameOf(mask, masks), Mask{mask}).second)
      dataset.warnings.push_back(skipped(mask, "second mask of this name"));
  for (const fs::path& image : pictures->value.files) {
    const std::string name = nameOf(image, images);
    const auto found = mask_of.find(name);
    if (found == mask_of.end()) {
      dataset.warnings.push_back(skipped(image, "no mask"));
      continue;
    }
    found->second.used = true;
    dataset.value.samples.push_back({name, image, found->second.path});
  }
  for (const fs::path& mask : truths->value.files)
    if (const Mask& entry = mask_of.at(nameOf(mask, masks)); entry.path == mask && !entry.used)
      dataset.warnings.push_back(skipped(mask, "no image"));
  if (dataset.value.samples.empty())
    return Error(ErrorCode::folderEmpty, {{"path", images.string()}, {"wanted", "images with a mask of the same name"}});
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
