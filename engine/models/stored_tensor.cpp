#include "engine/models/stored_tensor.h"

#include <torch/torch.h>

#include <array>

namespace ssa {
namespace {

struct TypePair {
  DType stored;
  at::ScalarType type;
};
constexpr std::array kTypes{
    TypePair{DType::f64, at::kDouble},    TypePair{DType::f32, at::kFloat}, TypePair{DType::f16, at::kHalf},
    TypePair{DType::bf16, at::kBFloat16}, TypePair{DType::i64, at::kLong},  TypePair{DType::i32, at::kInt},
    TypePair{DType::i16, at::kShort},     TypePair{DType::i8, at::kChar},   TypePair{DType::u8, at::kByte},
    TypePair{DType::boolean, at::kBool},
};

}  // namespace

Tensor toTensor(const StoredTensor& stored) {
  for (const TypePair& pair : kTypes) {
    if (pair.stored != stored.type) continue;
    // from_blob has no const form; the reader's buffers are shared and must not be written.
    auto* data = const_cast<std::byte*>(stored.data.get());
    return at::from_blob(
        data, stored.shape, [keep = stored.data](void*) {}, at::TensorOptions(pair.type));
  }
  throw ContractViolation("unknown stored type");
}

StoredTensor toStored(std::string name, const Tensor& tensor) {
  for (const TypePair& pair : kTypes) {
    if (pair.type != tensor.scalar_type()) continue;
    const Tensor copy = tensor.detach().to(at::kCPU).clone(at::MemoryFormat::Contiguous);
    StoredTensor stored;
    stored.name = std::move(name);
    stored.type = pair.stored;
    stored.shape = copy.sizes().vec();
    stored.bytes = copy.nbytes();
    const auto owner = std::make_shared<Tensor>(copy);  // LibTorch's host memory is 64-byte aligned
    stored.data = {owner, static_cast<const std::byte*>(copy.const_data_ptr())};
    return stored;
  }
  throw ContractViolation(std::string("no checkpoint holds ") + c10::toString(tensor.scalar_type()));
}

}  // namespace ssa
