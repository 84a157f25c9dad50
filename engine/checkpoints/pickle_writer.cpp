#include "engine/checkpoints/pickle_writer.h"

#include <array>
#include <limits>
#include <vector>

namespace ssa::pickle {
namespace {

/// In the order of DType.
constexpr std::array<std::string_view, 10> kStorageClasses{"DoubleStorage", "FloatStorage", "HalfStorage",  "BFloat16Storage",
                                                           "LongStorage",   "IntStorage",   "ShortStorage", "CharStorage",
                                                           "ByteStorage",   "BoolStorage"};
static_assert(kStorageClasses.size() == static_cast<std::size_t>(DType::boolean) + 1);

template <class T>
void appendNumber(std::string& text, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) text += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFFU);
}

}  // namespace

Writer::Writer() : text_("\x80\x02") {}

void Writer::text(std::string_view utf8) {
  text_ += 'X';
  appendNumber(text_, static_cast<std::uint32_t>(utf8.size()));
  text_ += utf8;
}

void Writer::integer(std::int64_t value) {
  if (value >= 0 && value < 256) {
    text_ += 'K';
    text_ += static_cast<char>(value);
  } else if (value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max()) {
    text_ += 'J';
    appendNumber(text_, static_cast<std::int32_t>(value));
  } else {
    text_ += "\x8a\x08";
    appendNumber(text_, value);
  }
}

void Writer::global(std::string_view module, std::string_view name) {
  text_ += 'c';
  text_ += module;
  text_ += '\n';
  text_ += name;
  text_ += '\n';
}

void Writer::orderedDict() {
  global("collections", "OrderedDict");
  text_ += ")R";
}

void Writer::tensor(const StoredTensor& tensor, std::string_view key) {
  const auto tuple = [this](const std::vector<std::int64_t>& numbers) {
    mark();
    for (const std::int64_t number : numbers) integer(number);
    text_ += 't';
  };
  std::vector<std::int64_t> strides(tensor.shape.size());
  std::int64_t stride = 1;
  for (std::size_t d = strides.size(); d > 0; --d) {
    strides[d - 1] = stride;
    stride *= tensor.shape[d - 1] > 0 ? tensor.shape[d - 1] : 1;
  }
  global("torch._utils", "_rebuild_tensor_v2");
  mark();  // arguments
  mark();  // storage id
  text("storage");
  global("torch", kStorageClasses[static_cast<std::size_t>(tensor.type)]);
  text(key);
  text("cpu");
  integer(tensor.count());
  text_ += "tQ";
  integer(0);
  tuple(tensor.shape);
  tuple(strides);
  text_ += '\x89';  // needs no gradient
  orderedDict();    // no hooks
  text_ += "tR";
}

std::string Writer::finish() && {
  text_ += '.';
  return std::move(text_);
}

}  // namespace ssa::pickle
