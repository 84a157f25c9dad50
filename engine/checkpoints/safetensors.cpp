#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "engine/checkpoints/byte_cursor.h"
#include "engine/checkpoints/formats.h"
#include "engine/checkpoints/tensor_store.h"

namespace ssa {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxMetaEntries = 4096;
constexpr std::string_view kMetadataKey = "__metadata__";

struct TensorEntry {
  std::string name;
  std::string dtype;
  std::vector<std::uint64_t> shape;
  std::vector<std::uint64_t> offsets;
  bool hasShape = false;
};

/// Takes in the header as a stream of events, so that nothing of it is kept but what is wanted and no
/// depth of nesting costs anything. Shape: { name: {dtype, shape, data_offsets}, __metadata__: {text: text} }.
class HeaderReader final : public nlohmann::json_sax<json> {
 public:
  explicit HeaderReader(const CheckpointLimits& limits) : limits_(limits) {}

  std::vector<TensorEntry> tensors;
  std::vector<std::pair<std::string, std::string>> metadata;

  bool null() override { return value("null"); }
  bool boolean(bool) override { return value("a truth value"); }
  bool number_integer(number_integer_t) override { return value("a negative number"); }
  bool number_float(number_float_t, const string_t&) override { return value("a broken number"); }
  bool binary(binary_t&) override { return value("binary"); }

  bool number_unsigned(number_unsigned_t number) override {
    if (ignored_ > 0 || isIgnoredField()) return true;
    if (depth_ != 3 || !list_) malformed("a number");
    list_->push_back(number);
    if (list_->size() > static_cast<std::size_t>(kMaxRank)) refused("tensor of rank over " + std::to_string(kMaxRank));
    return true;
  }

  bool string(string_t& text) override {
    if (ignored_ > 0 || isIgnoredField()) return true;
    if (depth_ == 2 && inMetadata_) {
      if (metadata.size() >= kMaxMetaEntries) refused("more than " + std::to_string(kMaxMetaEntries) + " metadata entries");
      metadata.emplace_back(field_, std::move(text));
      return true;
    }
    if (depth_ != 2 || field_ != "dtype") malformed("a text");
    tensors.back().dtype = std::move(text);
    return true;
  }

  bool start_object(std::size_t) override {
    if (skipsContainer()) return true;
    if (depth_ > 1) malformed("an object");
    ++depth_;
    fields_.clear();
    if (depth_ == 2 && !inMetadata_) tensors.push_back({name_, {}, {}, {}, false});
    return true;
  }

  bool end_object() override {
    if (leavesIgnored()) return true;
    if (depth_ == 2 && !inMetadata_) {
      const TensorEntry& entry = tensors.back();
      if (entry.dtype.empty() || !entry.hasShape || entry.offsets.size() != 2) malformed("an incomplete tensor");
    }
    --depth_;
    return true;
  }

  bool start_array(std::size_t) override {
    if (skipsContainer()) return true;
    if (depth_ != 2 || inMetadata_ || (field_ != "shape" && field_ != "data_offsets")) malformed("a list");
    list_ = field_ == "shape" ? &tensors.back().shape : &tensors.back().offsets;
    tensors.back().hasShape = tensors.back().hasShape || field_ == "shape";
    ++depth_;
    return true;
  }

  bool end_array() override {
    if (leavesIgnored()) return true;
    list_ = nullptr;
    --depth_;
    return true;
  }

  bool key(string_t& text) override {
    if (ignored_ > 0) return true;
    if (depth_ == 1) {
      admitName(text);
      if (!names_.insert(text).second) refused("name twice: " + text);
      if (names_.size() > limits_.tensors + 1) refused("more than " + std::to_string(limits_.tensors) + " tensors");
      inMetadata_ = text == kMetadataKey;
      name_ = std::move(text);
    } else {
      if (!fields_.insert(text).second) refused("key twice: " + text.substr(0, 100));
      field_ = std::move(text);
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    damaged("safetensors header is not JSON at byte " + std::to_string(position));
  }

 private:
  [[noreturn]] void malformed(const std::string& what) {
    damaged("safetensors header holds " + what + " at " + name_.substr(0, 100));
  }

  /// Fields of a tensor that a later version of the format may add.
  bool isIgnoredField() const {
    return depth_ == 2 && !inMetadata_ && field_ != "dtype" && field_ != "shape" && field_ != "data_offsets";
  }
  bool value(const char* what) {
    if (ignored_ == 0 && !isIgnoredField()) malformed(what);
    return true;
  }
  bool skipsContainer() {
    if (ignored_ == 0 && !isIgnoredField()) return false;
    if (++ignored_ > limits_.depth) refused("header nested deeper than " + std::to_string(limits_.depth));
    return true;
  }
  bool leavesIgnored() {
    if (ignored_ == 0) return false;
    --ignored_;
    return true;
  }

  const CheckpointLimits& limits_;
  int depth_ = 0;    // 1 in the header, 2 in a tensor or the metadata, 3 in a list of a tensor
  int ignored_ = 0;  // levels below a field that is skipped
  bool inMetadata_ = false;
  std::string name_, field_;
  std::unordered_set<std::string> names_, fields_;
  std::vector<std::uint64_t>* list_ = nullptr;
};

/// A row-major view of the whole data part at `begin` bytes, checked against the entry's own end.
TensorView viewOf(const TensorEntry& entry, DType type) {
  const std::uint64_t bytes = entry.offsets[1] - entry.offsets[0];
  std::uint64_t count = 1;
  TensorView view;
  view.rank = static_cast<int>(entry.shape.size());
  for (std::size_t d = 0; d < entry.shape.size(); ++d) {
    if (entry.shape[d] > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
      refused("dimension of " + entry.name);
    view.shape[d] = static_cast<std::int64_t>(entry.shape[d]);
    if (__builtin_mul_overflow(count, entry.shape[d], &count)) refused("shape of " + entry.name + " is too large");
  }
  if (__builtin_mul_overflow(count, bytesOf(type), &count) || count != bytes)
    refused("shape of " + entry.name + " contradicts its place in the file");
  std::int64_t stride = 1;
  for (int d = view.rank - 1; d >= 0; --d) {
    view.strides[static_cast<std::size_t>(d)] = stride;
    if (__builtin_mul_overflow(stride, std::max<std::int64_t>(view.shape[static_cast<std::size_t>(d)], 1), &stride))
      refused("shape of " + entry.name + " is too large");
  }
  admit(view, static_cast<std::int64_t>(bytes / bytesOf(type)));
  return view;
}

}  // namespace

Loaded<Checkpoint> readSafetensors(const FileBuffer& file, const ReadContext& context) {
  ByteCursor cursor(file.bytes(), "safetensors header");
  const auto headerBytes = cursor.number<std::uint64_t>();
  if (headerBytes > context.limits.header_bytes) refused("safetensors header of " + std::to_string(headerBytes) + " bytes");
  const std::string_view header = cursor.text(headerBytes);
  const std::span<const std::byte> data = cursor.take(cursor.remaining());

  HeaderReader reader(context.limits);
  json::sax_parse(header.begin(), header.end(), &reader);
  context.checkStop();

  std::stable_sort(reader.tensors.begin(), reader.tensors.end(),
                   [](const TensorEntry& a, const TensorEntry& b) { return a.offsets < b.offsets; });
  Loaded<Checkpoint> loaded;
  loaded.value.sha256 = file.sha256;
  loaded.value.meta.producer = "safetensors";
  loaded.value.meta.text = std::move(reader.metadata);
  TensorStore store(file);
  std::uint64_t expected = 0;
  for (TensorEntry& entry : reader.tensors) {
    context.checkStop();
    if (entry.offsets[0] != expected || entry.offsets[1] < expected) refused("hole or overlap before " + entry.name);
    if (entry.offsets[1] > data.size()) damaged("the file ends inside " + entry.name);
    const auto type = dtypeFromName(entry.dtype);
    if (!type) refused("element type " + entry.dtype.substr(0, 40) + " of " + entry.name);
    const TensorView view = viewOf(entry, *type);
    expected = entry.offsets[1];
    loaded.value.tensors.push_back(store.make(
        std::move(entry.name), *type, view,
        data.subspan(static_cast<std::size_t>(entry.offsets[0]), static_cast<std::size_t>(entry.offsets[1] - entry.offsets[0]))));
  }
  if (expected != data.size()) refused("bytes behind the last tensor");
  if (loaded.value.tensors.empty()) throw ReadFault{ErrorCode::noWeights};
  return loaded;
}

}  // namespace ssa
