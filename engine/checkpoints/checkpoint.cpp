#include "engine/checkpoints/checkpoint.h"

#include <array>

namespace ssa {
namespace {

struct DTypeFacts {
  std::string_view name;
  std::size_t bytes;
};
constexpr std::array kDTypes{
    DTypeFacts{"F64", 8}, DTypeFacts{"F32", 4}, DTypeFacts{"F16", 2}, DTypeFacts{"BF16", 2}, DTypeFacts{"I64", 8},
    DTypeFacts{"I32", 4}, DTypeFacts{"I16", 2}, DTypeFacts{"I8", 1},  DTypeFacts{"U8", 1},   DTypeFacts{"BOOL", 1},
};
static_assert(kDTypes.size() == static_cast<std::size_t>(DType::boolean) + 1);

}  // namespace

std::size_t bytesOf(DType type) { return kDTypes[static_cast<std::size_t>(type)].bytes; }
std::string_view name(DType type) { return kDTypes[static_cast<std::size_t>(type)].name; }

std::optional<DType> dtypeFromName(std::string_view wanted) {
  for (std::size_t i = 0; i < kDTypes.size(); ++i)
    if (kDTypes[i].name == wanted) return static_cast<DType>(i);
  return {};
}

std::int64_t StoredTensor::count() const {
  std::int64_t count = 1;
  for (const std::int64_t dim : shape) count *= dim;
  return count;
}

const StoredTensor* Checkpoint::find(std::string_view wanted) const {
  for (const StoredTensor& tensor : tensors)
    if (tensor.name == wanted) return &tensor;
  return nullptr;
}

}  // namespace ssa
