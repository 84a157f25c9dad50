#pragma once

#include "engine/checkpoints/checkpoint.h"
#include "engine/checkpoints/file_buffer.h"

namespace ssa {

/// The readers behind readCheckpoint, one per container. All throw ReadFault; `file` is checked for
/// its first bytes by the caller alone.
Loaded<Checkpoint> readTorchZip(const FileBuffer& file, const ReadContext& context);
Loaded<Checkpoint> readTorchLegacy(const FileBuffer& file, const ReadContext& context);
Loaded<Checkpoint> readSafetensors(const FileBuffer& file, const ReadContext& context);

/// A folder as transformers writes it; several weight files are joined through their index.
Loaded<Checkpoint> readHuggingFaceFolder(const std::filesystem::path& folder, const ReadContext& context);
/// Class names and colours of a Hugging Face `config.json`, where the checkpoint has none. A file that
/// is missing or of another kind changes nothing.
void addHuggingFaceConfig(const std::filesystem::path& config, CheckpointMeta& meta);

/// Any of the file formats by its first bytes; `file` is not empty.
Loaded<Checkpoint> readCheckpointBytes(const FileBuffer& file, const ReadContext& context);
Loaded<Checkpoint> readCheckpointFile(const std::filesystem::path& path, const ReadContext& context);

}  // namespace ssa
