#include "engine/checkpoints/unpickled.h"

#include "engine/checkpoints/read_fault.h"
#include "engine/checkpoints/state_dict.h"

namespace ssa {

pickle::Limits pickleLimits(const CheckpointLimits& limits) {
  pickle::Limits own;
  own.tensors = limits.tensors;
  own.depth = limits.depth;
  return own;
}

void checkStorageSize(const pickle::Storage& storage, std::size_t bytes) {
  const std::size_t width = bytesOf(storage.type);
  if (bytes % width != 0 || static_cast<std::uint64_t>(storage.count) != bytes / width)
    refused("storage " + storage.key.substr(0, 40) + " has " + std::to_string(bytes) + " bytes for " +
            std::to_string(storage.count) + " elements");
}

Loaded<Checkpoint> fromUnpickled(const pickle::Machine& machine, const pickle::Value& root,
                                 const std::vector<std::span<const std::byte>>& storages, const FileBuffer& file,
                                 const ReadContext& context) {
  Loaded<Checkpoint> loaded;
  Checkpoint& checkpoint = loaded.value;
  checkpoint.sha256 = file.sha256;
  checkpoint.meta = readMeta(root);
  TensorStore store(file);
  for (auto& [name, index] : chooseStateDict(root)) {
    context.checkStop();
    const TensorView& view = machine.tensors()[index];
    checkpoint.tensors.push_back(
        store.make(std::move(name), machine.storages()[view.storage].type, view, storages[view.storage]));
  }
  if (!machine.foreignGlobals().empty()) {
    std::string names;
    for (const std::string& name : machine.foreignGlobals()) names += (names.empty() ? "" : ", ") + name;
    loaded.warnings.push_back({WarningCode::pickleNotExecuted, {{"names", names}}});
  }
  return loaded;
}

}  // namespace ssa
