#include "tests/checkpoints/builders.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <span>

#include "engine/checkpoints/crc32.h"
#include "engine/checkpoints/formats.h"
#include "engine/checkpoints/read.h"
#include "engine/checkpoints/read_fault.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace pkl {

std::string text(std::string_view utf8) { return "X" + le(static_cast<std::uint32_t>(utf8.size())) + std::string(utf8); }

std::string number(std::int64_t value) { return "\x8a\x08" + le(value); }

std::string tuple(const std::vector<std::string>& items) {
  std::string body = "(";
  for (const std::string& item : items) body += item;
  return body + "t";
}

std::string global(std::string_view module, std::string_view name) {
  return "c" + std::string(module) + "\n" + std::string(name) + "\n";
}

std::string storage(std::string_view type, std::string_view key, std::int64_t count) {
  return tuple({text("storage"), global("torch", type), text(key), text("cpu"), number(count)}) + "Q";
}

std::string tensor(const std::string& storage, std::int64_t offset, const std::vector<std::int64_t>& shape,
                   const std::vector<std::int64_t>& strides) {
  std::vector<std::string> size, stride;
  for (const auto dim : shape) size.push_back(number(dim));
  for (const auto step : strides) stride.push_back(number(step));
  return global("torch._utils", "_rebuild_tensor_v2") +
         tuple({storage, number(offset), tuple(size), tuple(stride), "\x89", global("collections", "OrderedDict") + ")R"}) + "R";
}

std::string dict(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string body = "}(";
  for (const auto& [key, value] : entries) body += text(key) + value;
  return body + "u";
}

std::string whole(const std::string& body) { return "\x80\x02" + body + "."; }

}  // namespace pkl

std::string zip(const std::vector<ZipPart>& parts, const std::string& prefix, const std::string& suffix) {
  std::string out = prefix, directory;
  const auto or32 = [](std::int64_t said, std::size_t real) {
    return le(static_cast<std::uint32_t>(said < 0 ? static_cast<std::int64_t>(real) : said));
  };
  for (const ZipPart& part : parts) {
    const std::uint32_t crc = part.crc < 0 ? crc32(std::as_bytes(std::span(part.data))) : static_cast<std::uint32_t>(part.crc);
    const std::string& localName = part.localName.empty() ? part.name : part.localName;
    const std::size_t offset = out.size();
    const std::string common = le(part.flags) + le(part.method) + le(std::uint32_t{33}) + le(crc);
    out += le(0x04034b50U) + le(std::uint16_t{20}) + common + or32(part.localBytes, part.data.size()) +
           or32(part.localBytes, part.data.size()) + le(static_cast<std::uint16_t>(localName.size())) + le(std::uint16_t{0}) +
           localName + part.data;
    directory += le(0x02014b50U) + le(std::uint32_t{20}) + common + or32(part.saidBytes, part.data.size()) +
                 or32(part.saidBytes, part.data.size()) + le(static_cast<std::uint16_t>(part.name.size())) +
                 le(static_cast<std::uint16_t>(part.centralExtra.size())) + le(std::uint16_t{0}) + le(std::uint64_t{0}) +
                 or32(part.offset, offset) + part.name + part.centralExtra;
  }
  const auto count = static_cast<std::uint16_t>(parts.size());
  const std::string end = le(0x06054b50U) + le(std::uint32_t{0}) + le(count) + le(count) +
                          le(static_cast<std::uint32_t>(directory.size())) + le(static_cast<std::uint32_t>(out.size())) +
                          le(std::uint16_t{0});
  return out + directory + end + suffix;
}

std::string torchZip(const std::string& pickle, const std::vector<std::string>& storages) {
  std::vector<ZipPart> parts{{.name = "a/data.pkl", .data = pickle}};
  for (std::size_t i = 0; i < storages.size(); ++i) parts.push_back({.name = "a/data/" + std::to_string(i), .data = storages[i]});
  parts.push_back({.name = "a/version", .data = "3\n"});
  return zip(parts);
}

std::string torchLegacy(const std::string& pickle, const std::vector<LegacyStorage>& storages) {
  std::string keys = "](";
  for (const LegacyStorage& storage : storages) keys += pkl::text(storage.key);
  std::string out = pkl::whole(std::string("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 12)) +
                    pkl::whole("M" + le(std::uint16_t{1001})) + pkl::whole(pkl::dict({{"little_endian", "\x88"}})) + pickle +
                    pkl::whole(keys + "e");
  for (const LegacyStorage& storage : storages) out += le(storage.count) + storage.data;
  return out;
}

std::string safetensors(const std::string& header, const std::string& data) {
  return le(static_cast<std::uint64_t>(header.size())) + header + data;
}

Result<Loaded<Checkpoint>> readBytes(const std::string& bytes, const std::string& name) {
  static const std::filesystem::path folder = tempDir();
  const auto path = folder / name;
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return readCheckpoint(path);
}

Result<Loaded<Checkpoint>> readInMemory(const std::string& bytes) {
  static const CheckpointLimits limits;
  const auto data = allocateTensorBytes(bytes.size());
  std::memcpy(data.get(), bytes.data(), bytes.size());
  try {
    return readCheckpointBytes({data, bytes.size(), {}}, {limits, {}, nullptr});
  } catch (const ReadFault& fault) {
    return fault.error;
  }
}

std::string fourFloats() {
  const float values[] = {0, 1, 2, 3};
  std::string raw(sizeof values, '\0');
  std::memcpy(raw.data(), values, sizeof values);
  return raw;
}

std::string soundZip() {
  return torchZip(pkl::whole(pkl::dict({{"w", pkl::tensor(pkl::storage("FloatStorage", "0", 4), 0, {2, 2}, {2, 1})}})),
                  {fourFloats()});
}

std::string contentsOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace ssa::test
