#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/label_set.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/dataset.h"

namespace ssa {

/// The pictures of a map that is not of the open picture alone: some that were chosen, or a split of a data set.
struct MapSource {
  std::string title;                            ///< `CamVid, val`
  std::vector<std::filesystem::path> pictures;  ///< chosen ones; empty: the data set
  std::filesystem::path truthFolder;            ///< where masks of chosen pictures are looked for first; may be empty
  /// Truth of one of them that is known already, because it is open; null without.
  std::filesystem::path openPicture;
  std::shared_ptr<const LabelMap> openTruth;
  std::filesystem::path root;  ///< of the data set
  DatasetChoice choice;        ///< its layout and split

  bool isSet() const { return pictures.empty(); }
};
/// The same pictures.
bool sameSource(const MapSource& a, const MapSource& b);

/// A picture of a map, not read yet.
struct MapPictureFile {
  std::filesystem::path image;
  std::filesystem::path mask;  ///< empty: none
  std::vector<int> ignoredIds;
};
/// All of them.
struct MapPictureList {
  std::vector<MapPictureFile> files;
  std::size_t offered = 0;  ///< before they were thinned out
  LabelSet table;           ///< to read masks with
};
/// What to trace: the source's pictures with their masks, evenly thinned out to `most`. Blocking.
/// Errors: those of openDataset.
Result<MapPictureList> listPictures(const MapSource& source, const LabelSet& labels, std::size_t most, StopToken stop);

/// A picture and its truth.
struct MapPicture {
  Image8 image;
  std::shared_ptr<const LabelMap> truth;  ///< picture size; null without
};
/// Blocking. A mask of a data set that cannot be read is an error; one that was only guessed by its name counts as none.
/// Errors: those of readImage, readTruth; sizeMismatch.
Result<MapPicture> readMapPicture(const MapSource& source, const MapPictureFile& file, const LabelSet& table);

}  // namespace ssa
