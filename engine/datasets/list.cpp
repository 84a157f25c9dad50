#include "engine/datasets/camvid.h"
#include "engine/datasets/dataset.h"
#include "engine/datasets/folder.h"

namespace ssa {

const std::vector<DatasetFormat>& datasetFormats() {
  static const std::vector<DatasetFormat> formats = {camvidFormat(), folderFormat()};
  return formats;
}

}  // namespace ssa
