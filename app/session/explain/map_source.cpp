#include "app/session/explain/map_source.h"

#include <algorithm>
#include <utility>

#include "app/session/truth_finder.h"
#include "engine/image/read.h"

namespace ssa {

bool sameSource(const MapSource& a, const MapSource& b) {
  return a.pictures == b.pictures && a.truthFolder == b.truthFolder && a.root == b.root && a.choice.format == b.choice.format &&
         a.choice.split == b.choice.split;
}

Result<MapPictureList> listPictures(const MapSource& source, const LabelSet& labels, std::size_t most, StopToken stop) {
  MapPictureList list;
  list.table = labels;
  std::vector<MapPictureFile> all;
  if (source.isSet()) {
    auto opened = openDataset(source.root, source.choice, std::move(stop));
    if (!opened) return std::move(opened).error();
    list.table = tableFor(opened->value, labels);
    for (const DatasetSample& sample : opened->value.samples)
      all.push_back({sample.image, sample.mask, opened->value.ignoredIds});
  } else {
    for (const std::filesystem::path& picture : source.pictures) all.push_back({picture, {}, {}});
  }
  list.offered = all.size();
  const std::size_t count = std::min(all.size(), std::max<std::size_t>(1, most));
  for (std::size_t i = 0; i < count; ++i) list.files.push_back(std::move(all[i * all.size() / count]));
  if (source.isSet()) return list;
  for (MapPictureFile& file : list.files)
    if (auto found = findTruth(file.image, source.truthFolder)) {
      file.mask = std::move(found->path);
      file.ignoredIds = std::move(found->ignoredIds);
    }
  return list;
}

Result<MapPicture> readMapPicture(const MapSource& source, const MapPictureFile& file, const LabelSet& table) {
  auto image = readImage(file.image);
  if (!image) return std::move(image).error();
  MapPicture picture{std::move(image->value.image), nullptr};
  if (!source.isSet() && source.openTruth && file.image == source.openPicture) {
    if (source.openTruth->size() == picture.image.size()) picture.truth = source.openTruth;
    return picture;
  }
  if (file.mask.empty()) return picture;
  auto truth = loadTruth({file.mask, file.ignoredIds}, table, picture.image.size());
  if (truth)
    picture.truth = std::make_shared<const LabelMap>(std::move(truth->value));
  else if (source.isSet())
    return std::move(truth).error();
  return picture;
}

}  // namespace ssa
