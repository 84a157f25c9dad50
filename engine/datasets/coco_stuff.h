#pragma once

#include <utility>
#include <vector>

#include "engine/datasets/dataset.h"

namespace ssa {

/// COCO-Stuff 164k: `images/` with `train2017`, `val2017`, masks below `stuffthingmaps`, `stuffthingmaps_trainval2017` or
/// `annotations`: `_labelTrainIds.png` where as many, else raw ids 0..181.
DatasetFormat cocoStuff164kFormat();
/// COCO-Stuff 10k: `images/` and `annotations/` with `train2014`, `test2014`, or flat with the lists of `imageLists`; masks
/// are `_labelTrainIds.png` (0 = unlabelled), else raw ids 0..182.
DatasetFormat cocoStuff10kFormat();

/// Raw id of the 164k pixel maps (0..181) -> class 0..170, sorted. The 11 ids without class are left out.
std::vector<std::pair<int, int>> cocoStuff164kIds();
/// Raw id of the 10k annotation (1..182) -> class 0..170, sorted.
std::vector<std::pair<int, int>> cocoStuff10kIds();

}  // namespace ssa
