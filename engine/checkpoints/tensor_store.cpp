#include "engine/checkpoints/tensor_store.h"

#include <algorithm>
#include <cstring>

#include "engine/checkpoints/read_fault.h"
#include "engine/checkpoints/utf8.h"

namespace ssa {
namespace {

constexpr std::int64_t kMaxDimension = std::int64_t{1} << 31;
constexpr std::int64_t kMaxCount = std::int64_t{1} << 56;
constexpr std::size_t kMaxNameBytes = 1024;
/// Views of a real file overlap a little (tied weights, expanded constants), never by far.
constexpr std::uint64_t kCopyAllowance = std::uint64_t{64} << 20;
constexpr std::uint64_t kCopyFactor = 4;

/// Copies elements of `width` bytes in row-major order of the view.
template <std::size_t width>
void gather(const TensorView& view, const std::byte* storage, std::byte* out) {
  std::array<std::int64_t, kMaxRank> at{};
  std::int64_t position = view.offset;
  for (std::int64_t left = view.count(); left > 0; --left, out += width) {
    std::memcpy(out, storage + static_cast<std::size_t>(position) * width, width);
    for (int d = view.rank - 1; d >= 0; --d) {
      const auto i = static_cast<std::size_t>(d);
      position += view.strides[i];
      if (++at[i] < view.shape[i]) break;
      position -= view.strides[i] * view.shape[i];
      at[i] = 0;
    }
  }
}

void gather(const TensorView& view, std::size_t width, const std::byte* storage, std::byte* out) {
  switch (width) {
    case 1:
      return gather<1>(view, storage, out);
    case 2:
      return gather<2>(view, storage, out);
    case 4:
      return gather<4>(view, storage, out);
    default:
      return gather<8>(view, storage, out);
  }
}

}  // namespace

std::int64_t TensorView::count() const {
  std::int64_t count = 1;
  for (int d = 0; d < rank; ++d) count *= shape[static_cast<std::size_t>(d)];
  return count;
}

bool TensorView::isRowMajor() const {
  std::int64_t expected = 1;
  for (int d = rank - 1; d >= 0; --d) {
    const auto i = static_cast<std::size_t>(d);
    if (shape[i] != 1 && strides[i] != expected) return false;
    expected *= shape[i];
  }
  return true;
}

void admit(const TensorView& view, std::int64_t storage_count) {
  std::int64_t count = 1, last = view.offset;
  if (view.offset < 0 || view.offset > storage_count) refused("tensor offset outside its storage");
  bool empty = false;
  for (int d = 0; d < view.rank; ++d) {
    const std::int64_t dim = view.shape[static_cast<std::size_t>(d)], stride = view.strides[static_cast<std::size_t>(d)];
    if (dim < 0 || dim >= kMaxDimension) refused("tensor dimension " + std::to_string(dim));
    if (stride < 0) refused("tensor stride " + std::to_string(stride));
    empty = empty || dim == 0;
    std::int64_t reach = 0;
    if (__builtin_mul_overflow(count, std::max<std::int64_t>(dim, 1), &count) || count > kMaxCount) refused("tensor too large");
    if (__builtin_mul_overflow(std::max<std::int64_t>(dim, 1) - 1, stride, &reach) || __builtin_add_overflow(last, reach, &last))
      refused("tensor reaches outside its storage");
  }
  if (!empty && last >= storage_count) refused("tensor reaches outside its storage");
}

TensorStore::TensorStore(const FileBuffer& file)
    : file_(file), copy_limit_(std::min(memoryCeiling(), kCopyAllowance + kCopyFactor * file.size)) {}

StoredTensor TensorStore::make(std::string name, DType type, const TensorView& view, std::span<const std::byte> storage) {
  StoredTensor tensor;
  tensor.name = std::move(name);
  tensor.type = type;
  tensor.shape.assign(view.shape.begin(), view.shape.begin() + view.rank);
  const std::size_t width = bytesOf(type);
  const auto count = static_cast<std::uint64_t>(view.count());
  if (count > copy_limit_ / width && !view.isRowMajor()) refused("tensors expand to more than the file could hold");
  tensor.bytes = static_cast<std::size_t>(count) * width;
  const bool rowMajor = view.isRowMajor();
  const std::byte* first = tensor.bytes > 0 ? storage.data() + static_cast<std::size_t>(view.offset) * width : nullptr;
  if (rowMajor && first && reinterpret_cast<std::uintptr_t>(first) % kTensorAlignment == 0) {
    tensor.data = {file_.data, first};
    return tensor;
  }
  copied_bytes_ += tensor.bytes;
  if (copied_bytes_ > copy_limit_) refused("tensors expand to more than the file could hold");
  const std::shared_ptr<std::byte> copy = allocateTensorBytes(tensor.bytes);
  if (rowMajor && first)
    std::memcpy(copy.get(), first, tensor.bytes);
  else if (first)
    gather(view, width, storage.data(), copy.get());
  tensor.data = copy;
  return tensor;
}

void admitName(std::string_view name) {
  if (name.empty()) refused("tensor without a name");
  if (name.size() > kMaxNameBytes) refused("tensor name longer than " + std::to_string(kMaxNameBytes) + " bytes");
  if (!isPrintableUtf8(name)) refused("tensor name is not readable text");
}

}  // namespace ssa
