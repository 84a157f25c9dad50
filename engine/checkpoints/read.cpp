#include "engine/checkpoints/read.h"

#include <algorithm>
#include <new>
#include <system_error>

#include "engine/checkpoints/byte_cursor.h"
#include "engine/checkpoints/formats.h"

namespace ssa {
namespace {

constexpr std::string_view kZipStart{"PK\x03\x04", 4};
constexpr std::uint8_t kPickleProtocol = 0x80;

Error withPath(Error error, const std::filesystem::path& path) {
  if (error.code != ErrorCode::stopped && error.arg("path").empty())
    error.args.insert(error.args.begin(), {"path", path.string()});
  return error;
}

}  // namespace

Loaded<Checkpoint> readCheckpointBytes(const FileBuffer& file, const ReadContext& context) {
  const std::string_view start(reinterpret_cast<const char*>(file.data.get()), std::min<std::size_t>(file.size, 9));
  if (start.starts_with(kZipStart)) return readTorchZip(file, context);
  const bool opensHeader = start.size() == 9 && start[8] == '{';
  // One header length in 256 begins with the byte of a pickle; its upper half is zero, a pickle's is not.
  if (opensHeader && start.substr(4, 4) == std::string_view("\0\0\0\0", 4)) return readSafetensors(file, context);
  if (static_cast<std::uint8_t>(start[0]) == kPickleProtocol) return readTorchLegacy(file, context);
  if (opensHeader) return readSafetensors(file, context);
  throw ReadFault{ErrorCode::unknownFormat};
}

Loaded<Checkpoint> readCheckpointFile(const std::filesystem::path& path, const ReadContext& context) {
  return readCheckpointBytes(readWholeFile(path, context), context);
}

Result<Loaded<Checkpoint>> readCheckpoint(const std::filesystem::path& path, const CheckpointLimits& limits, StopToken stop,
                                          ProgressSink* progress) {
  const ReadContext context{limits, std::move(stop), progress};
  try {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) return readHuggingFaceFolder(path, context);
    Loaded<Checkpoint> loaded = readCheckpointFile(path, context);
    // The weights of a Hugging Face folder, chosen by hand: the class names lie beside them.
    if (const std::string name = path.filename().string(); name == "model.safetensors" || name == "pytorch_model.bin")
      addHuggingFaceConfig(path.parent_path() / "config.json", loaded.value.meta);
    return loaded;
  } catch (const ReadFault& fault) {
    return withPath(fault.error, path);
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::outOfMemory);
  }
}

}  // namespace ssa
