#include <algorithm>
#include <set>
#include <unordered_map>

#include "engine/datasets/layout.h"
#include "engine/datasets/list_images.h"

namespace ssa::layout {
namespace {

namespace fs = std::filesystem;

Warning skipped(const fs::path& path, const char* reason) {
  return {WarningCode::fileSkipped, {{"path", path.string()}, {"reason", reason}}};
}

struct Named {
  std::string name;
  fs::path path;
};

/// The relative name without its ending, or nothing where the file has another one.
std::optional<std::string> nameOf(const fs::path& file, const fs::path& root, const std::string& ending) {
  const fs::path relative = file.lexically_relative(root);
  if (ending.empty()) return fs::path(relative).replace_extension().generic_string();
  std::string text = relative.generic_string();
  if (!text.ends_with(ending)) return {};
  text.resize(text.size() - ending.size());
  return text;
}

/// `7_image` -> `7`.
std::string withoutRole(std::string name) {
  constexpr const char* kRoles[] = {"image", "img",    "mask",  "label", "labels", "annotation",
                                    "ann",   "target", "truth", "gt",    "seg",    "segmentation"};
  const std::size_t end = name.find_last_of("_-");
  if (end != std::string::npos && end > 0 &&
      std::find(std::begin(kRoles), std::end(kRoles), name.substr(end + 1)) != std::end(kRoles))
    name.resize(end);
  return name;
}

/// Files of a folder under their names. Files of another ending are no part of the set.
Result<Loaded<std::vector<Named>>> listNamed(const fs::path& folder, const std::string& ending, const PairRule& rule,
                                             const StopToken& stop) {
  auto listing = listImages(folder, Recursive::yes, stop);
  if (!listing) return std::move(listing).error();
  Loaded<std::vector<Named>> named{{}, std::move(listing->warnings)};
  for (const fs::path& file : listing->value.files) {
    if (!rule.otherEnding.empty() && file.filename().string().ends_with(rule.otherEnding)) continue;
    if (auto name = nameOf(file, folder, ending))
      named.value.push_back({rule.roles ? withoutRole(std::move(*name)) : std::move(*name), file});
  }
  return named;
}

/// Looks names up, whole or by their last part (lists often leave the folders out).
class Index {
 public:
  explicit Index(const std::vector<Named>& files) {
    for (const Named& file : files) {
      whole_.try_emplace(file.name, &file);
      const auto [last, fresh] = last_.try_emplace(fs::path(file.name).filename().string(), &file);
      if (!fresh) last->second = nullptr;
    }
  }
  const Named* find(const std::string& name) const {
    if (const auto found = whole_.find(name); found != whole_.end()) return found->second;
    const auto found = last_.find(name);
    return found == last_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string, const Named*> whole_;
  std::unordered_map<std::string, const Named*> last_;  ///< null where two files share it
};

void pairAll(const std::vector<Named>& pictures, const std::vector<Named>& masks, Loaded<Dataset>& dataset) {
  std::unordered_map<std::string, const Named*> mask_of;
  for (const Named& mask : masks)
    if (!mask_of.try_emplace(mask.name, &mask).second) dataset.warnings.push_back(skipped(mask.path, "second mask of this name"));
  std::set<const Named*> used;
  for (const Named& picture : pictures) {
    const auto found = mask_of.find(picture.name);
    if (found == mask_of.end()) {
      dataset.warnings.push_back(skipped(picture.path, "no mask"));
      continue;
    }
    used.insert(found->second);
    dataset.value.samples.push_back({picture.name, picture.path, found->second->path});
  }
  for (const Named& mask : masks)
    if (mask_of.at(mask.name) == &mask && !used.contains(&mask)) dataset.warnings.push_back(skipped(mask.path, "no image"));
}

void pairListed(const std::vector<std::string>& names, const DatasetPlace& place, const std::vector<Named>& pictures,
                const std::vector<Named>& masks, Loaded<Dataset>& dataset) {
  const Index picture_of(pictures), mask_of(masks);
  std::set<std::string> taken;
  for (const std::string& name : names) {
    const Named* picture = picture_of.find(name);
    const Named* mask = mask_of.find(name);
    if (!picture)
      dataset.warnings.push_back(skipped(place.images / name, "in the list, no image"));
    else if (!mask)
      dataset.warnings.push_back(skipped(picture->path, "no mask"));
    else if (!taken.insert(name).second)
      dataset.warnings.push_back(skipped(picture->path, "twice in the list"));
    else
      dataset.value.samples.push_back({name, picture->path, mask->path});
  }
}

}  // namespace

Result<Loaded<Dataset>> pairPlace(const DatasetPlace& place, const PairRule& rule, StopToken stop) {
  auto pictures = listNamed(place.images, rule.imageEnding, rule, stop);
  if (!pictures) return std::move(pictures).error();
  auto masks = listNamed(place.masks, rule.maskEnding, rule, stop);
  if (!masks) return std::move(masks).error();
  Loaded<Dataset> dataset;
  dataset.warnings = std::move(pictures->warnings);
  dataset.warnings.insert(dataset.warnings.end(), masks->warnings.begin(), masks->warnings.end());
  if (place.list.empty()) {
    pairAll(pictures->value, masks->value, dataset);
  } else {
    const auto names = readNameList(place.list);
    if (!names) return names.error();
    pairListed(*names, place, pictures->value, masks->value, dataset);
  }
  if (dataset.value.samples.empty())
    return Error(ErrorCode::folderEmpty, {{"path", place.images.string()}, {"wanted", "images with a mask of the same name"}});
  return dataset;
}

int countEnding(const fs::path& folder, const std::string& ending, const StopToken& stop) {
  const auto listing = listNamed(folder, ending, {}, stop);
  return listing ? static_cast<int>(listing->value.size()) : 0;
}

}  // namespace ssa::layout
