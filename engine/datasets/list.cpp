#include "engine/datasets/ade20k.h"
#include "engine/datasets/camvid.h"
#include "engine/datasets/cityscapes.h"
#include "engine/datasets/coco_stuff.h"
#include "engine/datasets/dataset.h"
#include "engine/datasets/folder.h"
#include "engine/datasets/pascal_context.h"
#include "engine/datasets/pascal_voc.h"

namespace ssa {

const std::vector<DatasetFormat>& datasetFormats() {
  static const std::vector<DatasetFormat> formats = {ade20kFormat(),        cityscapesFormat(),      cocoStuff10kFormat(),
                                                     cocoStuff164kFormat(), pascalContext59Format(), pascalContext60Format(),
                                                     pascalVocFormat(),     camvidFormat(),          folderFormat()};
  return formats;
}

}  // namespace ssa
