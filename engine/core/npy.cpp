#include "engine/core/npy.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/input_file.h"

namespace ssa {
namespace {

constexpr std::uint64_t kLongestHeader = 1 << 16;
constexpr std::size_t kMostDimensions = 8;
constexpr std::size_t kPiece = std::size_t{1} << 20;  ///< values converted at a time

struct Header {
  std::string type;  ///< `<f4`
  bool columnsFirst = false;
  std::vector<std::int64_t> shape;
};

/// The Python dictionary of the header: exactly the three keys, in any order.
class HeaderText {
 public:
  explicit HeaderText(std::string_view text) : rest_(text) {}

  bool read(Header& header) {
    bool type = false, order = false, shape = false;
    if (!take('{')) return false;
    while (!take('}')) {
      std::string key;
      if (!quoted(key) || !take(':')) return false;
      if (key == "descr" && !type)
        type = quoted(header.type);
      else if (key == "fortran_order" && !order)
        order = truth(header.columnsFirst);
      else if (key == "shape" && !shape)
        shape = tuple(header.shape);
      else
        return false;
      if (!take(',') && !ahead('}')) return false;
    }
    skip();
    return type && order && shape && rest_.empty();
  }

 private:
  void skip() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }
  bool ahead(char c) {
    skip();
    return !rest_.empty() && rest_.front() == c;
  }
  bool take(char c) {
    if (!ahead(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool word(std::string_view text) {
    skip();
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  bool quoted(std::string& text) {
    const char mark = ahead('\'') ? '\'' : '"';
    if (!take(mark)) return false;
    const std::size_t end = rest_.find(mark);
    if (end == std::string_view::npos) return false;
    text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return true;
  }
  bool truth(bool& value) {
    value = word("True");
    return value || word("False");
  }
  bool tuple(std::vector<std::int64_t>& shape) {
    if (!take('(')) return false;
    while (!take(')')) {
      skip();
      std::int64_t extent = 0;
      const auto [end, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), extent);
      if (fault != std::errc{} || extent < 0 || shape.size() == kMostDimensions) return false;
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
      shape.push_back(extent);
      if (!take(',') && !ahead(')')) return false;
    }
    return true;
  }
  std::string_view rest_;
};

template <class T>
void convert(const std::byte* bytes, std::size_t count, float* out) {
  for (std::size_t i = 0; i < count; ++i) {
    T value;
    std::memcpy(&value, bytes + i * sizeof(T), sizeof(T));
    out[i] = static_cast<float>(value);
  }
}

struct NumberType {
  std::string_view name;
  std::size_t bytes;
  void (*convert)(const std::byte*, std::size_t, float*);
};
constexpr NumberType kTypes[] = {
    {"f4", 4, convert<float>},         {"f8", 8, convert<double>},        {"u1", 1, convert<std::uint8_t>},
    {"i1", 1, convert<std::int8_t>},   {"b1", 1, convert<std::uint8_t>},  {"u2", 2, convert<std::uint16_t>},
    {"i2", 2, convert<std::int16_t>},  {"u4", 4, convert<std::uint32_t>}, {"i4", 4, convert<std::int32_t>},
    {"u8", 8, convert<std::uint64_t>}, {"i8", 8, convert<std::int64_t>}};

const NumberType* numberType(std::string_view type) {
  if (type.size() < 2) return nullptr;
  for (const NumberType& one : kTypes)
    if (type.substr(1) == one.name && (type[0] == '<' || (one.bytes == 1 && (type[0] == '|' || type[0] == '>')))) return &one;
  return nullptr;
}

/// Product of the extents, or -1 where it exceeds `most`.
std::int64_t valuesOf(const std::vector<std::int64_t>& shape, std::int64_t most) {
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  std::int64_t values = 1;
  for (const std::int64_t extent : shape) {
    if (extent > most / values) return -1;
    values *= extent;
  }
  return values <= most ? values : -1;
}

}  // namespace

Result<NpyArray> readNpy(const std::filesystem::path& path) {
  const auto damaged = [&path](std::string reason) {
    return Error(ErrorCode::readFailed, {{"path", path.string()}, {"reason", std::move(reason)}});
  };
  auto file = InputFile::open(path);
  if (!file) return file.error();
  if (file->size() == 0) return Error(ErrorCode::fileEmpty, {{"path", path.string()}});
  unsigned char start[12] = {};
  auto got = file->read(0, std::as_writable_bytes(std::span(start)));
  if (!got) return got.error();
  if (*got < 10 || std::memcmp(start, "\x93NUMPY", 6) != 0) return damaged("not a NumPy .npy file");
  const int version = start[6];
  if (version < 1 || version > 3) return damaged("NPY version " + std::to_string(version));
  std::uint64_t length = start[8] | static_cast<std::uint64_t>(start[9]) << 8;
  if (version > 1) length |= static_cast<std::uint64_t>(start[10]) << 16 | static_cast<std::uint64_t>(start[11]) << 24;
  const std::uint64_t begin = version > 1 ? 12 : 10;
  if (length > kLongestHeader) return damaged("a header of " + std::to_string(length) + " bytes");
  std::string text(length, '\0');
  got = file->read(begin, std::as_writable_bytes(std::span(text)));
  if (!got) return got.error();
  Header header;
  if (*got != length) return damaged("the file ends inside its header");
  if (!HeaderText(text).read(header)) return damaged("its header cannot be read");
  const NumberType* const type = numberType(header.type);
  if (type == nullptr) return damaged("numbers of type '" + header.type.substr(0, 32) + "'");
  if (header.columnsFirst && header.shape.size() > 1) return damaged("columns first (fortran_order), rows are needed");
  const std::uint64_t data = file->size() - std::min(file->size(), begin + length);
  const std::int64_t count = valuesOf(header.shape, static_cast<std::int64_t>(data / type->bytes));
  if (count < 0 || static_cast<std::uint64_t>(count) * type->bytes != data)
    return damaged("its shape does not fit the " + std::to_string(data) + " bytes of numbers");

  NpyArray array;
  array.shape = std::move(header.shape);
  array.values.resize(static_cast<std::size_t>(count));
  std::vector<std::byte> piece(std::min(kPiece, array.values.size()) * type->bytes);
  for (std::size_t at = 0; at < array.values.size(); at += kPiece) {
    const std::size_t values = std::min(kPiece, array.values.size() - at);
    const std::span<std::byte> bytes(piece.data(), values * type->bytes);
    got = file->read(begin + length + at * type->bytes, bytes);
    if (!got) return got.error();
    if (*got != bytes.size()) return damaged("the file ends early");
    type->convert(bytes.data(), values, array.values.data() + at);
  }
  return array;
}

}  // namespace ssa
