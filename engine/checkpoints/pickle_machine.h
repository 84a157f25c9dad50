#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/checkpoints/byte_cursor.h"
#include "engine/checkpoints/checkpoint.h"
#include "engine/checkpoints/pickle_value.h"
#include "engine/checkpoints/tensor_store.h"

namespace ssa::pickle {

struct Limits {
  std::size_t stack = 1'000'000;
  std::size_t memo = 1'000'000;
  std::size_t nodes = 2'000'000;     ///< containers made in all
  std::size_t elements = 4'000'000;  ///< put into containers in all
  std::size_t tensors = 65'536;
  int depth = 1'000;
};

/// A storage a pickle refers to; its bytes lie elsewhere in the file.
struct Storage {
  std::string key;
  DType type = DType::f32;
  std::int64_t count = 0;  ///< elements
};

/// One element of a numpy type (a dtype value) as a number; empty for types without numbers.
std::optional<Value> numpyElement(const Value& dtype, std::string_view bytes);

/// Reads one pickle (protocols 0 to 5) into values. There is no way to call anything: REDUCE and its
/// kin know a fixed table of constructors of tensors, numpy scalars and arrays and ordered
/// dictionaries; everything else becomes a token. Values stay valid as long as the machine and the
/// bytes it read live.
class Machine {
 public:
  explicit Machine(const Limits& limits = {}) : limits_(limits) {}
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// Runs to STOP; `cursor` then stands behind it. Throws ReadFault.
  Value run(ByteCursor& cursor);

  const std::vector<Storage>& storages() const { return storages_; }
  /// Admitted against their storages' declared sizes; `storage` indexes storages().
  const std::vector<TensorView>& tensors() const { return tensors_; }
  /// Globals outside the table, as `module.name`.
  const std::set<std::string>& foreignGlobals() const { return foreign_; }

 private:
  struct StorageView {
    std::size_t storage;
    std::int64_t first;
    std::int64_t count;
  };

  // Stack and heap
  void push(Value value);
  Value pop();
  Value& top();
  std::vector<Value> popToMark();
  Node* make(Kind kind);
  void adopt(Node* parent, const Value& child);
  Value makeTuple(const std::vector<Value>& items);
  Value makeText(Kind kind, std::string text);

  // Opcodes
  void step(std::uint8_t opcode, ByteCursor& cursor);
  void stepText(std::uint8_t opcode, ByteCursor& cursor);
  void stepContainer(std::uint8_t opcode);
  void stepCall(std::uint8_t opcode, ByteCursor& cursor);
  void stepMemo(std::uint8_t opcode, ByteCursor& cursor);
  void store(std::uint64_t slot);
  void fetch(std::uint64_t slot);
  void setItems(const Value& target, const std::vector<Value>& pairs);
  void extend(const Value& target, const std::vector<Value>& items);

  // What globals stand for (pickle_rebuild.cpp)
  Value global(std::string_view module, std::string_view name);
  Value call(const Value& callee, const Value& arguments);
  Value rebuildTensor(const std::vector<Value>& arguments);
  Value orderedDict(const std::vector<Value>& arguments);
  Value encode(const std::vector<Value>& arguments);
  Value numpyScalar(const std::vector<Value>& arguments);
  void build(const Value& target, const Value& state);
  Value persistent(const Value& id);

  Limits limits_;
  Heap heap_;
  std::size_t elements_ = 0;
  std::vector<Value> stack_;
  std::vector<std::size_t> marks_;
  std::vector<Value> memo_;
  std::size_t memoized_ = 0;
  std::vector<Storage> storages_;
  std::map<std::string, std::size_t, std::less<>> storageOfKey_;
  std::vector<StorageView> storageViews_;
  std::vector<TensorView> tensors_;
  std::set<std::string> foreign_;
};

}  // namespace ssa::pickle
