#include <string>

#include "engine/checkpoints/formats.h"
#include "engine/checkpoints/unpickled.h"
#include "engine/checkpoints/zip_index.h"

namespace ssa {
namespace {

constexpr std::string_view kPickleName = "/data.pkl";

/// `archive/` for an archive with `archive/data.pkl`.
std::string rootFolder(const ZipIndex& zip) {
  std::string root;
  for (const ZipEntry& entry : zip.entries()) {
    if (!entry.name.ends_with(kPickleName)) continue;
    const std::string_view folder = entry.name.substr(0, entry.name.size() - kPickleName.size());
    if (folder.empty() || folder.find('/') != std::string_view::npos) continue;
    if (!root.empty()) refused("zip archive with two pickles");
    root = std::string(folder) + "/";
  }
  if (root.empty()) throw ReadFault{ErrorCode::unknownFormat};
  if (zip.find(root + "constants.pkl")) refused("TorchScript program, which would have to be executed");
  return root;
}

}  // namespace

Loaded<Checkpoint> readTorchZip(const FileBuffer& file, const ReadContext& context) {
  const ZipIndex zip(file.bytes(), context.limits.zip_entries);
  const std::string root = rootFolder(zip);
  if (const ZipEntry* order = zip.find(root + "byteorder")) {
    const std::string_view text(reinterpret_cast<const char*>(order->data.data()), order->data.size());
    if (text != "little") refused("byte order of another machine");
  }
  const ZipEntry& pickled = *zip.find(root + std::string(kPickleName.substr(1)));
  if (pickled.data.size() > context.limits.pickle_bytes) refused("pickle of " + std::to_string(pickled.data.size()) + " bytes");
  verifyChecksum(pickled);

  pickle::Machine machine(pickleLimits(context.limits));
  ByteCursor cursor(pickled.data, "pickle");
  const pickle::Value value = machine.run(cursor);
  if (cursor.remaining() > 0) refused("bytes behind the pickle");

  std::vector<std::span<const std::byte>> storages;
  for (const pickle::Storage& storage : machine.storages()) {
    context.checkStop();
    const ZipEntry* entry = zip.find(root + "data/" + storage.key);
    if (!entry) refused("storage " + storage.key.substr(0, 40) + " is missing");
    checkStorageSize(storage, entry->data.size());
    verifyChecksum(*entry);
    storages.push_back(entry->data);
  }
  Loaded<Checkpoint> loaded = fromUnpickled(machine, value, storages, file, context);
  if (loaded.value.meta.producer.empty()) loaded.value.meta.producer = "PyTorch";
  return loaded;
}

}  // namespace ssa
