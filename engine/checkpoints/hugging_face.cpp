#include <charconv>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_set>

#include "engine/checkpoints/formats.h"
#include "engine/checkpoints/read_fault.h"
#include "engine/checkpoints/utf8.h"
#include "engine/core/hash.h"
#include "engine/core/json.h"
#include "engine/core/label_map.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxConfigFileBytes = std::uint64_t{4} << 20;
constexpr std::uint64_t kMaxIndexBytes = std::uint64_t{32} << 20;
constexpr std::size_t kMaxParts = 1000;
constexpr std::size_t kMaxClassBytes = 256;

/// Single files first, then the indexes of split ones; safetensors before pickles.
constexpr std::array<std::string_view, 2> kSingleFiles{"model.safetensors", "pytorch_model.bin"};
constexpr std::array<std::string_view, 2> kIndexFiles{"model.safetensors.index.json", "pytorch_model.bin.index.json"};

Result<json> readJsonFile(const std::filesystem::path& path, std::uint64_t limit) {
  const auto bytes = readFile(path, limit);
  if (!bytes) return bytes.error();
  const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  return parseJson(text, path.string(), {static_cast<std::size_t>(limit), 100});
}

/// Names of the files an index points to; they must lie in the folder itself.
std::set<std::string> partsOf(const json& index) {
  const auto map = index.is_object() ? index.find("weight_map") : index.end();
  if (map == index.end() || !map->is_object() || map->empty()) damaged("index without weight_map");
  std::set<std::string> parts;
  for (const auto& [tensor, part] : map->items()) {
    if (!part.is_string()) damaged("weight_map of " + tensor.substr(0, 100) + " is no file name");
    const auto name = part.get<std::string>();
    const bool inside = !name.empty() && name != "." && name != ".." && name.find_first_of("/\\") == std::string::npos;
    if (!inside || !isPrintableUtf8(name)) refused("weight_map points outside the folder: " + name.substr(0, 100));
    parts.insert(name);
    if (parts.size() > kMaxParts) refused("more than " + std::to_string(kMaxParts) + " weight files");
  }
  return parts;
}

Loaded<Checkpoint> readParts(const std::filesystem::path& folder, const std::set<std::string>& parts,
                             const ReadContext& context) {
  Loaded<Checkpoint> whole;
  std::unordered_set<std::string> names;
  Sha256 hash;
  for (const std::string& part : parts) {
    Loaded<Checkpoint> loaded = readCheckpointFile(folder / part, context);
    hash.add(std::as_bytes(std::span(loaded.value.sha256)));
    for (StoredTensor& tensor : loaded.value.tensors) {
      if (!names.insert(tensor.name).second) refused("tensor in two files: " + tensor.name);
      if (names.size() > context.limits.tensors) refused("more than " + std::to_string(context.limits.tensors) + " tensors");
      whole.value.tensors.push_back(std::move(tensor));
    }
    if (whole.value.meta.producer.empty()) whole.value.meta = std::move(loaded.value.meta);
    whole.warnings.insert(whole.warnings.end(), loaded.warnings.begin(), loaded.warnings.end());
  }
  whole.value.sha256 = hash.hex();
  return whole;
}

Loaded<Checkpoint> readWeightsOf(const std::filesystem::path& folder, const ReadContext& context) {
  std::error_code ignored;
  for (const std::string_view name : kSingleFiles)
    if (std::filesystem::exists(folder / name, ignored)) return readCheckpointFile(folder / name, context);
  for (const std::string_view name : kIndexFiles) {
    if (!std::filesystem::exists(folder / name, ignored)) continue;
    const auto index = readJsonFile(folder / name, kMaxIndexBytes);
    if (!index) throw ReadFault{{ErrorCode::checkpointDamaged, index.error().args}};
    return readParts(folder, partsOf(*index), context);
  }
  throw ReadFault{ErrorCode::noWeights};
}

}  // namespace

void addHuggingFaceConfig(const std::filesystem::path& path, CheckpointMeta& meta) {
  const auto config = readJsonFile(path, kMaxConfigFileBytes);
  if (!config || !config->is_object()) return;
  if (const auto version = config->find("transformers_version"); version != config->end() && version->is_string())
    meta.producer = "transformers " + version->get<std::string>().substr(0, 40);
  const auto labels = config->find("id2label");
  if (!meta.classes.empty() || labels == config->end() || !labels->is_object() || labels->empty() ||
      labels->size() > static_cast<std::size_t>(kMaxClasses))
    return;
  std::vector<std::string> classes(labels->size());
  for (const auto& [key, value] : labels->items()) {
    std::size_t id = classes.size();
    const auto parsed = std::from_chars(key.data(), key.data() + key.size(), id);
    const bool fits = parsed.ec == std::errc{} && parsed.ptr == key.data() + key.size() && id < classes.size();
    if (!fits || !value.is_string()) return;
    classes[id] = value.get<std::string>();
    if (classes[id].empty() || classes[id].size() > kMaxClassBytes || !isPrintableUtf8(classes[id])) return;
  }
  for (const std::string& name : classes)
    if (name.empty()) return;
  meta.classes = std::move(classes);
}

Loaded<Checkpoint> readHuggingFaceFolder(const std::filesystem::path& folder, const ReadContext& context) {
  Loaded<Checkpoint> loaded = readWeightsOf(folder, context);
  addHuggingFaceConfig(folder / "config.json", loaded.value.meta);
  return loaded;
}

}  // namespace ssa
