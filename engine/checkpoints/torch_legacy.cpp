#include <map>

#include "engine/checkpoints/formats.h"
#include "engine/checkpoints/unpickled.h"

namespace ssa {
namespace {

/// 0x1950a86a20f9469cfc6c, lowest byte first.
constexpr std::string_view kMagic{"\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10};
constexpr std::int64_t kProtocol = 1001;

/// One of the small pickles around the object.
template <class Check>
void readSmallPickle(ByteCursor& cursor, Check check) {
  pickle::Machine machine;
  check(machine.run(cursor));
}

}  // namespace

Loaded<Checkpoint> readTorchLegacy(const FileBuffer& file, const ReadContext& context) {
  using pickle::Kind;
  using pickle::Value;
  ByteCursor cursor(file.bytes(), "pickle");
  readSmallPickle(cursor, [](const Value& magic) {
    if (!magic.is(Kind::longInteger) || magic.view() != kMagic) throw ReadFault{ErrorCode::unknownFormat};
  });
  readSmallPickle(cursor, [](const Value& protocol) {
    if (!protocol.is(Kind::integer) || protocol.number != kProtocol) refused("protocol of another PyTorch");
  });
  readSmallPickle(cursor, [](const Value& system) {
    const Value* little = lookUp(system, "little_endian");
    if (!little || !little->is(Kind::boolean) || little->number == 0) refused("byte order of another machine");
  });

  // The pickles stand in front of the raw storages without a length; the ceiling applies to where they may end.
  const std::size_t before = cursor.position();
  pickle::Machine machine(pickleLimits(context.limits));
  const Value root = machine.run(cursor);
  if (cursor.position() - before > context.limits.pickle_bytes)
    refused("pickle of " + std::to_string(cursor.position()) + " bytes");

  std::map<std::string, std::size_t, std::less<>> indexOfKey;
  for (std::size_t i = 0; i < machine.storages().size(); ++i) indexOfKey.emplace(machine.storages()[i].key, i);
  std::vector<std::string> order;
  readSmallPickle(cursor, [&](const Value& keys) {
    if (!keys.is(Kind::list)) damaged("list of storages is malformed");
    for (const Value& key : keys.node->items) {
      if (!key.is(Kind::text)) damaged("list of storages is malformed");
      order.emplace_back(key.view());
    }
  });
  if (order.size() != indexOfKey.size()) refused("list of storages contradicts the pickle");

  std::vector<std::span<const std::byte>> storages(machine.storages().size());
  std::vector<bool> filled(storages.size());
  for (const std::string& key : order) {
    context.checkStop();
    const auto found = indexOfKey.find(key);
    if (found == indexOfKey.end() || filled[found->second]) refused("list of storages contradicts the pickle");
    const pickle::Storage& storage = machine.storages()[found->second];
    if (cursor.number<std::int64_t>() != storage.count) refused("storage " + key.substr(0, 40) + " has another size");
    if (static_cast<std::uint64_t>(storage.count) > cursor.remaining() / bytesOf(storage.type)) damaged("storages end early");
    storages[found->second] = cursor.take(static_cast<std::uint64_t>(storage.count) * bytesOf(storage.type));
    filled[found->second] = true;
  }
  if (cursor.remaining() > 0) refused("bytes behind the storages");
  Loaded<Checkpoint> loaded = fromUnpickled(machine, root, storages, file, context);
  if (loaded.value.meta.producer.empty()) loaded.value.meta.producer = "PyTorch, legacy file";
  return loaded;
}

}  // namespace ssa
