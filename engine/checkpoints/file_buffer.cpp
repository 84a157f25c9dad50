#include "engine/checkpoints/file_buffer.h"

#include <unistd.h>

#include <algorithm>
#include <new>

#include "engine/checkpoints/read_fault.h"
#include "engine/core/hash.h"
#include "engine/core/input_file.h"

namespace ssa {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{4} << 20;

}  // namespace

std::shared_ptr<std::byte> allocateTensorBytes(std::size_t bytes) {
  constexpr std::align_val_t kAlignment{kTensorAlignment};
  auto* memory = static_cast<std::byte*>(::operator new(std::max<std::size_t>(bytes, 1), kAlignment));
  return {memory, [](std::byte* p) { ::operator delete(p, kAlignment); }};
}

std::uint64_t memoryCeiling() {
  const long pages = ::sysconf(_SC_PHYS_PAGES), page_bytes = ::sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page_bytes <= 0) return std::uint64_t{1} << 32;
  return static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page_bytes) / 2;
}

void ReadContext::checkStop() const {
  if (stop.stop_requested()) throw ReadFault{ErrorCode::stopped};
}

void ReadContext::report(double fraction) const {
  if (progress) progress->report(fraction, "read");
}

FileBuffer readWholeFile(const std::filesystem::path& path, const ReadContext& context) {
  auto file = InputFile::open(path);
  if (!file) throw ReadFault{file.error()};
  const std::uint64_t limit = std::min(context.limits.file_bytes, memoryCeiling());
  if (file->size() == 0) throw ReadFault{{ErrorCode::fileEmpty, {{"path", path.string()}}}};
  if (file->size() > limit)
    throw ReadFault{{ErrorCode::fileTooLarge,
                     {{"path", path.string()}, {"bytes", std::to_string(file->size())}, {"limit", std::to_string(limit)}}}};

  const auto size = static_cast<std::size_t>(file->size());
  const std::shared_ptr<std::byte> data = allocateTensorBytes(size);
  Sha256 hash;
  for (std::size_t at = 0; at < size; at += kChunkBytes) {
    context.checkStop();
    const std::span<std::byte> chunk(data.get() + at, std::min(kChunkBytes, size - at));
    const auto got = file->read(at, chunk);
    if (!got) throw ReadFault{got.error()};
    if (*got != chunk.size())
      throw ReadFault{{ErrorCode::readFailed, {{"path", path.string()}, {"reason", "the file shrank while it was read"}}}};
    hash.add(chunk);
    context.report(static_cast<double>(at + chunk.size()) / static_cast<double>(size));
  }
  return {data, size, hash.hex()};
}

}  // namespace ssa
