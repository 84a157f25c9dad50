#include "engine/checkpoints/state_dict.h"

#include <array>
#include <unordered_map>

#include "engine/checkpoints/read_fault.h"
#include "engine/checkpoints/utf8.h"
#include "engine/core/label_map.h"

namespace ssa {
namespace {

using pickle::Kind;
using pickle::lookUp;
using pickle::Value;

constexpr std::array<std::string_view, 5> kDictionaryKeys{"state_dict_ema", "state_dict", "model", "model_state_dict", "net"};
constexpr std::string_view kParallelPrefix = "module.";
constexpr std::size_t kMaxClassNameBytes = 256;
constexpr std::size_t kMaxMetaTextBytes = 64 << 10;
constexpr std::size_t kMaxConfigBytes = 4 << 20;

bool holdsTensors(const Value& dict) {
  if (!dict.is(Kind::dict)) return false;
  const std::vector<Value>& items = dict.node->items;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2)
    if (items[i].is(Kind::text) && items[i + 1].is(Kind::tensor)) return true;
  return false;
}

std::string textOf(const Value* value, std::size_t max_bytes) {
  if (!value || !value->is(Kind::text) || value->length > max_bytes || !isTextUtf8(value->view())) return {};
  return std::string(value->view());
}

const std::vector<Value>* sequence(const Value* value) {
  return value && (value->is(Kind::list) || value->is(Kind::tuple)) ? &value->node->items : nullptr;
}

std::vector<std::string> classNames(const Value* value) {
  const std::vector<Value>* items = sequence(value);
  if (!items || items->size() > static_cast<std::size_t>(kMaxClasses)) return {};
  std::vector<std::string> names;
  for (const Value& item : *items) {
    if (!item.is(Kind::text) || item.length == 0 || item.length > kMaxClassNameBytes || !isPrintableUtf8(item.view())) return {};
    names.emplace_back(item.view());
  }
  return names;
}

bool appendChannel(const Value& value, std::vector<std::uint8_t>& channels) {
  if (!value.is(Kind::integer) || value.number < 0 || value.number > 255) return false;
  channels.push_back(static_cast<std::uint8_t>(value.number));
  return true;
}

/// An n×3 integer array in row-major order.
bool arrayChannels(const Value& array, std::vector<std::uint8_t>& channels) {
  const std::vector<Value>& parts = array.node->items;
  if (parts.size() != 4 || !parts[1].is(Kind::dtype) || !parts[3].is(Kind::bytes)) return false;
  const std::vector<Value>* shape = sequence(&parts[0]);
  if (!shape || shape->size() != 2 || !(*shape)[0].is(Kind::integer) || !(*shape)[1].is(Kind::integer)) return false;
  const std::int64_t rows = (*shape)[0].number, columns = (*shape)[1].number;
  if (columns != 3 || rows < 1 || rows > kMaxClasses || !parts[2].is(Kind::boolean)) return false;
  const std::string_view data = parts[3].view();
  const auto count = static_cast<std::size_t>(rows * columns);
  if (data.size() % count != 0) return false;
  const std::size_t width = data.size() / count;
  const bool columnMajor = parts[2].number != 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = columnMajor ? (i % 3) * static_cast<std::size_t>(rows) + i / 3 : i;
    const auto element = pickle::numpyElement(parts[1], data.substr(place * width, width));
    if (!element || !appendChannel(*element, channels)) return false;
  }
  return true;
}

Palette palette(const Value* value) {
  std::vector<std::uint8_t> channels;
  if (value && value->is(Kind::array)) {
    if (!arrayChannels(*value, channels)) return {};
  } else if (const std::vector<Value>* rows = sequence(value); rows && rows->size() <= static_cast<std::size_t>(kMaxClasses)) {
    for (const Value& row : *rows) {
      if (row.is(Kind::array)) return {};
      const std::vector<Value>* colour = sequence(&row);
      if (!colour || colour->size() != 3) return {};
      for (const Value& channel : *colour)
        if (!appendChannel(channel, channels)) return {};
    }
  }
  Palette colours;
  for (std::size_t i = 0; i + 2 < channels.size(); i += 3) colours.push_back({channels[i], channels[i + 1], channels[i + 2]});
  return colours;
}

}  // namespace

std::vector<std::pair<std::string, std::size_t>> chooseStateDict(const Value& root) {
  const Value* chosen = nullptr;
  for (const std::string_view key : kDictionaryKeys)
    if (const Value* inner = lookUp(root, key); inner && !chosen && holdsTensors(*inner)) chosen = inner;
  if (!chosen && holdsTensors(root)) chosen = &root;
  if (!chosen) throw ReadFault{ErrorCode::noWeights};

  std::vector<std::pair<std::string, std::size_t>> state;
  std::unordered_map<std::string, std::size_t> placeOfName;
  const std::vector<Value>& items = chosen->node->items;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    if (!items[i].is(Kind::text) || !items[i + 1].is(Kind::tensor)) continue;
    std::string_view name = items[i].view();
    admitName(name);
    if (name.starts_with(kParallelPrefix)) name.remove_prefix(kParallelPrefix.size());
    admitName(name);
    const auto index = static_cast<std::size_t>(items[i + 1].number);
    // A key that is set twice keeps its first place and takes the last value, as in Python.
    const auto [place, fresh] = placeOfName.try_emplace(std::string(name), state.size());
    if (fresh)
      state.emplace_back(name, index);
    else
      state[place->second].second = index;
  }
  return state;
}

CheckpointMeta readMeta(const Value& root) {
  CheckpointMeta meta;
  const Value* stored = lookUp(root, "meta");
  if (!stored || !stored->is(Kind::dict)) return meta;
  const Value* dataset = lookUp(*stored, "dataset_meta");
  const auto either = [&](std::string_view old, std::string_view inDataset) {
    const Value* found = lookUp(*stored, old);
    return found || !dataset ? found : lookUp(*dataset, inDataset);
  };
  meta.classes = classNames(either("CLASSES", "classes"));
  meta.palette = palette(either("PALETTE", "palette"));
  if (const Value* iteration = lookUp(*stored, "iter"); iteration && iteration->is(Kind::integer) && iteration->number >= 0)
    meta.iteration = iteration->number;
  meta.config = textOf(lookUp(*stored, "config"), kMaxConfigBytes);
  if (meta.config.empty()) meta.config = textOf(lookUp(*stored, "cfg"), kMaxConfigBytes);
  if (const std::string version = textOf(lookUp(*stored, "mmengine_version"), 40); !version.empty())
    meta.producer = "mmengine " + version;
  else if (const std::string older = textOf(lookUp(*stored, "mmcv_version"), 40); !older.empty())
    meta.producer = "mmcv " + older;
  const std::vector<Value>& items = stored->node->items;
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
    const std::string key = textOf(&items[i], 200);
    if (key.empty() || key == "config" || key == "cfg") continue;
    if (std::string text = textOf(&items[i + 1], kMaxMetaTextBytes); !text.empty()) meta.text.emplace_back(key, std::move(text));
  }
  return meta;
}

}  // namespace ssa
