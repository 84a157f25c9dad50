#include <set>

#include "engine/checkpoints/pickle_writer.h"
#include "engine/checkpoints/write.h"
#include "engine/checkpoints/zip_writer.h"

namespace ssa {
namespace {

constexpr std::string_view kRoot = "archive/";
constexpr std::size_t kBytesPerEntry = 256;  // headers and padding, roughly

void writeMeta(pickle::Writer& writer, const CheckpointMeta& meta) {
  writer.emptyDict();
  writer.mark();
  std::set<std::string_view> written;
  const auto key = [&](std::string_view name) {
    const bool fresh = written.insert(name).second;
    if (fresh) writer.text(name);
    return fresh;
  };
  if (!meta.classes.empty() && key("CLASSES")) {
    writer.beginList();
    for (const std::string& name : meta.classes) writer.text(name);
    writer.endList();
  }
  if (!meta.palette.empty() && key("PALETTE")) {
    writer.beginList();
    for (const Rgb& colour : meta.palette) {
      writer.beginList();
      for (const int channel : {colour.r, colour.g, colour.b}) writer.integer(channel);
      writer.endList();
    }
    writer.endList();
  }
  if (meta.iteration >= 0 && key("iter")) writer.integer(meta.iteration);
  if (!meta.config.empty() && key("config")) writer.text(meta.config);
  for (const auto& [name, value] : meta.text)
    if (key(name)) writer.text(value);
  writer.setItems();
}

}  // namespace

Bytes encodePth(const Checkpoint& checkpoint) {
  pickle::Writer writer;
  writer.emptyDict();
  writer.mark();
  writer.text("meta");
  writeMeta(writer, checkpoint.meta);
  writer.text("state_dict");
  writer.orderedDict();
  writer.mark();
  for (std::size_t i = 0; i < checkpoint.tensors.size(); ++i) {
    writer.text(checkpoint.tensors[i].name);
    writer.tensor(checkpoint.tensors[i], std::to_string(i));
  }
  writer.setItems();
  writer.setItems();

  const std::string pickled = std::move(writer).finish();
  std::size_t total = pickled.size() + kBytesPerEntry;
  for (const StoredTensor& tensor : checkpoint.tensors) total += tensor.bytes + kBytesPerEntry;
  ZipWriter zip;
  zip.reserve(total);
  const std::string root(kRoot);
  zip.add(root + "data.pkl", pickled);
  zip.add(root + "byteorder", "little");
  for (std::size_t i = 0; i < checkpoint.tensors.size(); ++i)
    zip.add(root + "data/" + std::to_string(i), std::span(checkpoint.tensors[i].data.get(), checkpoint.tensors[i].bytes));
  zip.add(root + "version", "3\n");
  return std::move(zip).finish();
}

}  // namespace ssa
