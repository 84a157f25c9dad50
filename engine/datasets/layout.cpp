#include "engine/datasets/layout.h"

#include <algorithm>
#include <system_error>

#include "engine/core/safe_file.h"
#include "engine/datasets/natural_order.h"

namespace ssa::layout {

namespace fs = std::filesystem;

bool isFolder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool isFile(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

std::vector<std::string> subFolders(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator(); it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (!name.starts_with('.') && isFolder(it->path())) names.push_back(name);
  }
  std::sort(names.begin(), names.end(), naturalLess);
  return names;
}

fs::path firstWith(const std::vector<fs::path>& bases, const std::vector<std::string>& entries) {
  const auto found = std::find_if(bases.begin(), bases.end(), [&](const fs::path& base) {
    return std::all_of(entries.begin(), entries.end(), [&](const std::string& entry) { return isFolder(base / entry); });
  });
  return found == bases.end() ? fs::path() : *found;
}

bool holdsName(const fs::path& folder, std::string_view beginning) {
  std::error_code error;
  for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
    if (it->path().filename().string().starts_with(beginning)) return true;
  return false;
}

std::vector<DatasetPlace> listedPlaces(const fs::path& lists, const fs::path& images, const fs::path& masks) {
  std::vector<DatasetPlace> places;
  std::error_code error;
  for (fs::directory_iterator it(lists, error); !error && it != fs::directory_iterator(); it.increment(error))
    if (it->path().extension() == ".txt" && isFile(it->path()))
      places.push_back({it->path().stem().string(), images, masks, it->path()});
  std::sort(places.begin(), places.end(),
            [](const DatasetPlace& a, const DatasetPlace& b) { return naturalLess(a.split, b.split); });
  return places;
}

Result<void> checkRoot(const fs::path& root) {
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (status.type() == fs::file_type::not_found) return Error(ErrorCode::fileNotFound, {{"path", root.string()}});
  if (error) return errorFromErrno(error.value(), root, false);
  if (status.type() != fs::file_type::directory) return Error(ErrorCode::notAFolder, {{"path", root.string()}});
  fs::directory_iterator readable(root, error);
  if (error) return errorFromErrno(error.value(), root, false);
  return {};
}

Result<std::optional<LabelSet>> tableOf(const fs::path& root, std::string_view preset) {
  if (const fs::path own = root / "labels.json"; isFile(own)) {
    auto table = LabelSet::read(own);
    if (!table) return std::move(table).error();
    return std::optional(std::move(*table));
  }
  if (preset.empty()) return std::optional<LabelSet>();
  auto table = LabelSet::preset(preset);
  if (!table) return std::move(table).error();
  return std::optional(std::move(*table));
}

Result<Loaded<Dataset>> openWith(const fs::path& root, const DatasetPlace& place, const PairRule& rule, std::string_view preset,
                                 StopToken stop) {
  auto labels = tableOf(root, preset);
  if (!labels) return std::move(labels).error();
  auto dataset = pairPlace(place, rule, std::move(stop));
  if (dataset) dataset->value.labels = std::move(*labels);
  return dataset;
}

std::vector<Fit> fitting(const fs::path& root) {
  std::vector<Fit> fits;
  for (const DatasetFormat& format : datasetFormats())
    if (auto places = format.find(root); !places.empty()) fits.push_back({&format, std::move(places)});
  std::stable_sort(fits.begin(), fits.end(), [](const Fit& a, const Fit& b) { return a.format->rank > b.format->rank; });
  return fits;
}

Result<Loaded<Dataset>> openPlace(const DatasetFormat& format, const fs::path& root, const DatasetPlace& place, StopToken stop) {
  auto dataset = format.open(root, place, std::move(stop));
  if (!dataset) return dataset;
  dataset->value.format = format.id;
  dataset->value.root = root;
  dataset->value.split = place.split;
  return dataset;
}

}  // namespace ssa::layout
