#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/checkpoints/checkpoint.h"
#include "engine/core/result.h"

namespace ssa::test {

/// Little-endian bytes of a number.
template <class T>
std::string le(T value) {
  std::string text;
  for (std::size_t i = 0; i < sizeof value; ++i) text += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFFU);
  return text;
}

/// Pickle fragments, protocol 2.
namespace pkl {
std::string text(std::string_view utf8);
std::string number(std::int64_t value);
std::string tuple(const std::vector<std::string>& items);
std::string global(std::string_view module, std::string_view name);
/// BINPERSID of a storage.
std::string storage(std::string_view type, std::string_view key, std::int64_t count);
/// A `_rebuild_tensor_v2` of that storage.
std::string tensor(const std::string& storage, std::int64_t offset, const std::vector<std::int64_t>& shape,
                   const std::vector<std::int64_t>& strides);
/// `{name: value}` as a whole pickle.
std::string dict(const std::vector<std::pair<std::string, std::string>>& entries);
std::string whole(const std::string& body);  ///< PROTO 2, body, STOP
}  // namespace pkl

/// One entry of a hand-made zip archive; every lie is a field.
struct ZipPart {
  std::string name = {};
  std::string data = {};
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::int64_t crc = -1;         ///< -1: the true one
  std::int64_t saidBytes = -1;   ///< in the directory; -1: the true number
  std::int64_t localBytes = -1;  ///< in the local header
  std::int64_t offset = -1;      ///< in the directory
  std::string localName = {};    ///< empty: `name`
  std::string centralExtra = {};
};
std::string zip(const std::vector<ZipPart>& parts, const std::string& prefix = {}, const std::string& suffix = {});

/// A zip checkpoint with this pickle and these storages (keys `0`, `1`…).
std::string torchZip(const std::string& pickle, const std::vector<std::string>& storages = {});
/// A legacy checkpoint; `storages` = key, elements, raw bytes.
struct LegacyStorage {
  std::string key;
  std::int64_t count;
  std::string data = {};
};
std::string torchLegacy(const std::string& pickle, const std::vector<LegacyStorage>& storages);
/// A safetensors file with this header text.
std::string safetensors(const std::string& header, const std::string& data);

/// Reads the bytes as a file of that name.
Result<Loaded<Checkpoint>> readBytes(const std::string& bytes, const std::string& name = "x.pth");
/// The same without a file in between.
Result<Loaded<Checkpoint>> readInMemory(const std::string& bytes);
/// Four floats 0, 1, 2, 3.
std::string fourFloats();
/// A small sound zip checkpoint with tensor `w` of shape (2,2).
std::string soundZip();

/// The contents of a file; empty when it cannot be read.
std::string contentsOf(const std::string& path);

}  // namespace ssa::test
