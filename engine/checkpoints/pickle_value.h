#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ssa::pickle {

/// What a pickle can hold here. Everything the interpreter does not know is a `token`: it stands for
/// an object that was not made, swallows whatever is done to it and can do nothing.
enum class Kind : std::uint8_t {
  hole,  ///< nothing there (unused memo slot)
  none,
  boolean,
  integer,
  longInteger,  ///< more than 64 bits; raw little-endian bytes
  real,
  text,
  bytes,
  list,
  tuple,
  dict,
  set,
  dtype,    ///< numpy.dtype: items = code, byte order
  array,    ///< numpy.ndarray: items = shape, dtype, is Fortran order, data; empty until its state came
  global,   ///< one of the known globals; number = its place in the table
  storage,  ///< number = index into Machine::storages
  tensor,   ///< number = index into Machine::tensors
  token,
};

struct Node;

/// A value on the stack, in the memo or in a container. Texts point into the pickle or the heap.
struct Value {
  Kind kind = Kind::hole;
  std::uint32_t length = 0;  ///< of text, bytes, longInteger
  union {
    std::int64_t number = 0;
    double real;
    const char* characters;
    Node* node;
  };

  bool is(Kind wanted) const { return kind == wanted; }
  bool hasNode() const { return kind >= Kind::list && kind <= Kind::array; }
  std::string_view view() const { return {characters, length}; }

  static Value plain(Kind kind, std::int64_t number = 0) {
    Value v;
    v.kind = kind;
    v.number = number;
    return v;
  }
  static Value ofReal(double real) {
    Value v;
    v.kind = Kind::real;
    v.real = real;
    return v;
  }
  static Value ofCharacters(Kind kind, std::string_view characters) {
    Value v;
    v.kind = kind;
    v.length = static_cast<std::uint32_t>(characters.size());
    v.characters = characters.data();
    return v;
  }
  static Value ofNode(Node* node);
};

/// A container. `depth` counts the levels below it, as far as they were known when it was filled.
struct Node {
  Kind kind = Kind::list;
  int depth = 0;
  std::vector<Value> items;  ///< dict: key, value, key, value…
};

inline Value Value::ofNode(Node* node) {
  Value v;
  v.kind = node->kind;
  v.node = node;
  return v;
}

/// The value of a text key in a dict, the last one where it stands twice; null if absent or not a dict.
inline const Value* lookUp(const Value& dict, std::string_view key) {
  if (!dict.is(Kind::dict)) return nullptr;
  const std::vector<Value>& items = dict.node->items;
  for (std::size_t i = items.size(); i >= 2; i -= 2)
    if (items[i - 2].is(Kind::text) && items[i - 2].view() == key) return &items[i - 1];
  return nullptr;
}

/// Owns containers and decoded texts of one pickle, freed in one sweep however they refer to each other.
struct Heap {
  std::deque<Node> nodes;
  std::deque<std::string> texts;
};

}  // namespace ssa::pickle
