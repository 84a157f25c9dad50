#include "app/session/truth_finder.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/datasets/dataset.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCamvidSuffix = "annot";
constexpr int kCamvidVoid = 11;
constexpr std::array<std::string_view, 12> kFolders{"masks",     "mask", "labels", "label", "annotations",  "annotation",
                                                    "annotated", "ann",  "gt",     "truth", "ground_truth", "groundtruth"};
constexpr std::array<std::string_view, 6> kStemSuffixes{"", "_mask", "_label", "_labels", "_gt", "_annotation"};
constexpr std::array<std::string_view, 4> kFileSuffixes{".png", ".tif", ".tiff", ".bmp"};

bool isTruthFolder(const fs::path& name) { return std::find(kFolders.begin(), kFolders.end(), name.native()) != kFolders.end(); }

std::optional<fs::path> maskIn(const fs::path& folder, const fs::path& picture, bool plainStem) {
  std::error_code ignored;
  if (folder.empty() || !fs::is_directory(folder, ignored)) return std::nullopt;
  for (const std::string_view stem : kStemSuffixes) {
    if (stem.empty() && !plainStem) continue;
    for (const std::string_view suffix : kFileSuffixes) {
      fs::path file = folder / picture.stem();
      file += stem;
      file += suffix;
      if (file != picture && fs::is_regular_file(file, ignored)) return file;
    }
  }
  return std::nullopt;
}

/// `masks` in `images/masks/val`: the first part below `root` that names a truth folder, with what leads to it.
std::optional<fs::path> truthFolderAbove(const fs::path& root, const fs::path& folder) {
  fs::path sofar = root;
  for (const fs::path& part : folder.lexically_relative(root)) {
    sofar /= part;
    if (isTruthFolder(part)) return sofar;
  }
  return std::nullopt;
}

}  // namespace

TruthFile truthFileAt(const fs::path& mask) {
  for (const fs::path& part : mask.parent_path())
    if (part.native().size() > kCamvidSuffix.size() && part.native().ends_with(kCamvidSuffix)) return {mask, {kCamvidVoid}};
  return {mask, {}};
}

std::optional<TruthFile> findTruth(const fs::path& picture, const fs::path& chosenFolder) {
  const fs::path folder = picture.parent_path();
  const fs::path name = folder.filename();
  if (!chosenFolder.empty()) {
    if (auto mask = maskIn(chosenFolder, picture, folder != chosenFolder)) return truthFileAt(*mask);
    if (auto mask = maskIn(chosenFolder / name, picture, true)) return truthFileAt(*mask);
    return std::nullopt;
  }
  std::vector<fs::path> places{folder.native() + std::string(kCamvidSuffix)};
  for (const std::string_view truth : kFolders) {
    places.push_back(folder.parent_path() / truth);
    places.push_back(folder.parent_path().parent_path() / truth / name);
    places.push_back(folder / truth);
    places.emplace_back(folder.native() + "_" + std::string(truth));
  }
  for (const fs::path& place : places)
    if (auto mask = place == folder ? std::nullopt : maskIn(place, picture, true)) return truthFileAt(*mask);
  if (auto mask = maskIn(folder, picture, false)) return truthFileAt(*mask);
  return std::nullopt;
}

Result<Loaded<LabelMap>> loadTruth(const TruthFile& file, const LabelSet& labels, Size picture) {
  const LabelSet table = labels.classes.empty() ? LabelSet::numbered(kMaxClasses) : labels;
  auto truth = readTruth(file.path, table, file.ignoredIds);
  if (!truth) return truth.error();
  if (truth->value.size() == picture) return truth;
  const auto text = [](Size size) { return std::to_string(size.width) + "×" + std::to_string(size.height); };
  return Error(ErrorCode::sizeMismatch,
               {{"path", file.path.string()}, {"found", text(truth->value.size())}, {"expected", text(picture)}});
}

std::vector<fs::path> withoutTruth(const fs::path& root, std::vector<fs::path> files) {
  std::set<fs::path> folders, stems;
  for (const fs::path& file : files) {
    folders.insert(file.parent_path());
    stems.insert(file.parent_path() / file.stem());
  }
  // A folder of masks is one only where other pictures stand outside it.
  const auto isMaskFolder = [&](const fs::path& folder) {
    const std::string& text = folder.native();
    if (text.ends_with(kCamvidSuffix) && folders.contains(text.substr(0, text.size() - kCamvidSuffix.size()))) return true;
    const std::optional<fs::path> truth = folder == root ? std::nullopt : truthFolderAbove(root, folder);
    return truth && std::any_of(folders.begin(), folders.end(), [&](const fs::path& other) {
             const fs::path relative = other.lexically_relative(truth->parent_path());
             return !relative.empty() && *relative.begin() != ".." && !isTruthFolder(*relative.begin());
           });
  };
  std::set<fs::path> masks;
  for (const fs::path& folder : folders)
    if (isMaskFolder(folder)) masks.insert(folder);
  std::erase_if(files, [&](const fs::path& file) {
    if (masks.contains(file.parent_path())) return true;
    const std::string stem = file.stem().string();
    return std::any_of(kStemSuffixes.begin() + 1, kStemSuffixes.end(), [&](std::string_view suffix) {
      return stem.size() > suffix.size() && stem.ends_with(suffix) &&
             stems.contains(file.parent_path() / stem.substr(0, stem.size() - suffix.size()));
    });
  });
  return files;
}

}  // namespace ssa
