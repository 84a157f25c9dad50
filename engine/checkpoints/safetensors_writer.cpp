#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <numeric>

#include "engine/checkpoints/write.h"

namespace ssa {

Bytes encodeSafetensors(const Checkpoint& checkpoint) {
  // Widest elements first, otherwise in order: so every tensor lies at a multiple of its element's width.
  std::vector<const StoredTensor*> order;
  for (const StoredTensor& tensor : checkpoint.tensors) order.push_back(&tensor);
  std::stable_sort(order.begin(), order.end(),
                   [](const StoredTensor* a, const StoredTensor* b) { return bytesOf(a->type) > bytesOf(b->type); });

  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  nlohmann::ordered_json& metadata = header["__metadata__"] = {{"format", "pt"}};
  for (const auto& [key, value] : checkpoint.meta.text)
    if (key != "format") metadata[key] = value;
  std::size_t offset = 0;
  for (const StoredTensor* tensor : order) {
    header[tensor->name] = {
        {"dtype", name(tensor->type)}, {"shape", tensor->shape}, {"data_offsets", {offset, offset + tensor->bytes}}};
    offset += tensor->bytes;
  }
  std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  text.append((8 - text.size() % 8) % 8, ' ');

  Bytes bytes(8 + text.size() + offset);
  const std::uint64_t headerBytes = text.size();
  std::memcpy(bytes.data(), &headerBytes, 8);
  std::memcpy(bytes.data() + 8, text.data(), text.size());
  std::byte* at = bytes.data() + 8 + text.size();
  for (const StoredTensor* tensor : order) {
    if (tensor->bytes > 0) std::memcpy(at, tensor->data.get(), tensor->bytes);
    at += tensor->bytes;
  }
  return bytes;
}

}  // namespace ssa
