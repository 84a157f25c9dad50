#include "engine/tensor/tensor.h"

#include <sstream>

#include "engine/core/result.h"

namespace ssa {

void expectShape(const Tensor& tensor, std::initializer_list<std::int64_t> shape, std::string_view what) {
  bool same = tensor.defined() && tensor.dim() == static_cast<std::int64_t>(shape.size());
  std::size_t axis = 0;
  for (const std::int64_t extent : shape) {
    same = same && (extent < 0 || tensor.size(static_cast<std::int64_t>(axis)) == extent);
    ++axis;
  }
  if (same) return;
  std::ostringstream text;
  text << what << ": found ";
  if (tensor.defined())
    text << tensor.sizes();
  else
    text << "no tensor";
  text << ", expected [";
  const char* separator = "";
  for (const std::int64_t extent : shape) {
    text << separator;
    if (extent < 0)
      text << '*';
    else
      text << extent;
    separator = ", ";
  }
  text << ']';
  throw ContractViolation(text.str());
}

}  // namespace ssa
