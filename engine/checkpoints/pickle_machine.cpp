#include "engine/checkpoints/pickle_machine.h"

#include <algorithm>
#include <bit>
#include <charconv>

namespace ssa::pickle {
namespace {

/// Opcode bytes of protocols 0 to 5, named as in Python's documentation.
enum Opcode : std::uint8_t {
  MARK = '(',
  STOP = '.',
  POP = '0',
  POP_MARK = '1',
  DUP = '2',
  FLOAT = 'F',
  INT = 'I',
  BININT = 'J',
  BININT1 = 'K',
  LONG = 'L',
  BININT2 = 'M',
  NONE = 'N',
  PERSID = 'P',
  BINPERSID = 'Q',
  REDUCE = 'R',
  STRING = 'S',
  BINSTRING = 'T',
  SHORT_BINSTRING = 'U',
  UNICODE = 'V',
  BINUNICODE = 'X',
  APPEND = 'a',
  BUILD = 'b',
  GLOBAL = 'c',
  DICT = 'd',
  EMPTY_DICT = '}',
  APPENDS = 'e',
  GET = 'g',
  BINGET = 'h',
  INST = 'i',
  LONG_BINGET = 'j',
  LIST = 'l',
  EMPTY_LIST = ']',
  OBJ = 'o',
  PUT = 'p',
  BINPUT = 'q',
  LONG_BINPUT = 'r',
  SETITEM = 's',
  TUPLE = 't',
  EMPTY_TUPLE = ')',
  SETITEMS = 'u',
  BINFLOAT = 'G',
  PROTO = 0x80,
  NEWOBJ = 0x81,
  EXT1 = 0x82,
  EXT2 = 0x83,
  EXT4 = 0x84,
  TUPLE1 = 0x85,
  TUPLE2 = 0x86,
  TUPLE3 = 0x87,
  NEWTRUE = 0x88,
  NEWFALSE = 0x89,
  LONG1 = 0x8a,
  LONG4 = 0x8b,
  BINBYTES = 'B',
  SHORT_BINBYTES = 'C',
  SHORT_BINUNICODE = 0x8c,
  BINUNICODE8 = 0x8d,
  BINBYTES8 = 0x8e,
  EMPTY_SET = 0x8f,
  ADDITEMS = 0x90,
  FROZENSET = 0x91,
  NEWOBJ_EX = 0x92,
  STACK_GLOBAL = 0x93,
  MEMOIZE = 0x94,
  FRAME = 0x95,
  BYTEARRAY8 = 0x96,
  NEXT_BUFFER = 0x97,
  READONLY_BUFFER = 0x98
};

constexpr int kNewestProtocol = 5;
/// Text is never copied, so the ceiling only keeps lengths inside Value::length; the pickle itself is limited.
constexpr std::uint64_t kMaxTextBytes = std::uint64_t{64} << 20;
constexpr std::size_t kMaxLongBytes = 1024;

template <class T>
T parseNumber(std::string_view text) {
  T value{};
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) damaged("pickle holds a malformed number");
  return value;
}

/// Two's complement bytes of any length, lowest first.
Value longValue(std::string_view bytes) {
  if (bytes.size() > kMaxLongBytes) refused("number of " + std::to_string(bytes.size()) + " bytes");
  if (bytes.size() > 8) return Value::ofCharacters(Kind::longInteger, bytes);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    value |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(bytes[i])) << (8 * i);
  const bool negative = !bytes.empty() && (static_cast<std::uint8_t>(bytes.back()) & 0x80U) != 0;
  if (negative && bytes.size() < 8) value |= ~std::uint64_t{0} << (8 * bytes.size());
  return Value::plain(Kind::integer, static_cast<std::int64_t>(value));
}

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  damaged("pickle holds a malformed escape");
}

/// The quoted, escaped form of protocol 0's STRING.
std::string unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != text.back() || (text.front() != '\'' && text.front() != '"'))
    damaged("pickle holds an unquoted string");
  text = text.substr(1, text.size() - 2);
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      plain += text[i];
      continue;
    }
    if (++i == text.size()) damaged("pickle holds a malformed escape");
    switch (text[i]) {
      case 'n':
        plain += '\n';
        break;
      case 'r':
        plain += '\r';
        break;
      case 't':
        plain += '\t';
        break;
      case 'x':
        if (i + 2 >= text.size()) damaged("pickle holds a malformed escape");
        plain += static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2]));
        i += 2;
        break;
      default:
        plain += text[i];
        break;
    }
  }
  return plain;
}

void appendUtf8(std::string& text, std::uint32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | code >> 6);
    text += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    text += static_cast<char>(0xE0U | code >> 12);
    text += static_cast<char>(0x80U | (code >> 6 & 0x3FU));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

/// Protocol 0's UNICODE: Latin-1 with \uXXXX for the rest.
std::string fromRawUnicodeEscape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 5 < text.size() && text[i + 1] == 'u') {
      std::uint32_t code = 0;
      for (std::size_t d = i + 2; d < i + 6; ++d) code = code * 16 + static_cast<std::uint32_t>(hexDigit(text[d]));
      appendUtf8(plain, code);
      i += 5;
    } else {
      appendUtf8(plain, static_cast<std::uint8_t>(text[i]));
    }
  }
  return plain;
}

}  // namespace

void Machine::push(Value value) {
  if (stack_.size() >= limits_.stack) refused("pickle stack higher than " + std::to_string(limits_.stack));
  stack_.push_back(value);
}

Value& Machine::top() {
  if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) damaged("pickle takes from an empty stack");
  return stack_.back();
}

Value Machine::pop() {
  const Value value = top();
  stack_.pop_back();
  return value;
}

std::vector<Value> Machine::popToMark() {
  if (marks_.empty()) damaged("pickle closes a group it never opened");
  const auto first = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
  std::vector<Value> items(first, stack_.end());
  stack_.erase(first, stack_.end());
  marks_.pop_back();
  return items;
}

Node* Machine::make(Kind kind) {
  if (heap_.nodes.size() >= limits_.nodes) refused("pickle makes more than " + std::to_string(limits_.nodes) + " objects");
  Node& node = heap_.nodes.emplace_back();
  node.kind = kind;
  return &node;
}

void Machine::adopt(Node* parent, const Value& child) {
  if (++elements_ > limits_.elements) refused("pickle holds more than " + std::to_string(limits_.elements) + " elements");
  if (child.hasNode()) parent->depth = std::max(parent->depth, child.node->depth + 1);
  if (parent->depth > limits_.depth) refused("pickle nested deeper than " + std::to_string(limits_.depth));
  parent->items.push_back(child);
}

Value Machine::makeTuple(const std::vector<Value>& items) {
  Node* tuple = make(Kind::tuple);
  for (const Value& item : items) adopt(tuple, item);
  return Value::ofNode(tuple);
}

Value Machine::makeText(Kind kind, std::string text) {
  return Value::ofCharacters(kind, heap_.texts.emplace_back(std::move(text)));
}

Value Machine::run(ByteCursor& cursor) {
  while (true) {
    const auto opcode = cursor.number<std::uint8_t>();
    if (opcode == STOP) {
      const Value result = pop();
      if (!stack_.empty() || !marks_.empty()) damaged("pickle leaves values behind");
      return result;
    }
    step(opcode, cursor);
  }
}

void Machine::step(std::uint8_t opcode, ByteCursor& cursor) {
  switch (opcode) {
    case PROTO:
      if (const auto version = cursor.number<std::uint8_t>(); version > kNewestProtocol)
        refused("pickle protocol " + std::to_string(version));
      return;
    case FRAME:
      if (cursor.number<std::uint64_t>() > cursor.remaining()) damaged("pickle frame reaches beyond the end");
      return;
    case MARK:
      if (marks_.size() >= static_cast<std::size_t>(limits_.depth))
        refused("pickle nested deeper than " + std::to_string(limits_.depth));
      marks_.push_back(stack_.size());
      return;
    case POP:
      if (!marks_.empty() && stack_.size() == marks_.back())
        marks_.pop_back();
      else
        pop();
      return;
    case POP_MARK:
      popToMark();
      return;
    case DUP:
      return push(top());
    case NONE:
      return push(Value::plain(Kind::none));
    case NEWTRUE:
    case NEWFALSE:
      return push(Value::plain(Kind::boolean, opcode == NEWTRUE));
    case BININT:
      return push(Value::plain(Kind::integer, cursor.number<std::int32_t>()));
    case BININT1:
      return push(Value::plain(Kind::integer, cursor.number<std::uint8_t>()));
    case BININT2:
      return push(Value::plain(Kind::integer, cursor.number<std::uint16_t>()));
    case LONG1:
      return push(longValue(cursor.text(cursor.number<std::uint8_t>())));
    case LONG4: {
      const auto bytes = cursor.number<std::int32_t>();
      if (bytes < 0) damaged("pickle holds a number of negative length");
      return push(longValue(cursor.text(static_cast<std::uint64_t>(bytes))));
    }
    case BINFLOAT:  // the one big-endian number of the format
      return push(Value::ofReal(std::bit_cast<double>(__builtin_bswap64(cursor.number<std::uint64_t>()))));
    default:
      break;
  }
  switch (opcode) {
    case GET:
    case BINGET:
    case LONG_BINGET:
    case PUT:
    case BINPUT:
    case LONG_BINPUT:
    case MEMOIZE:
      return stepMemo(opcode, cursor);
    case EMPTY_LIST:
    case EMPTY_TUPLE:
    case EMPTY_DICT:
    case EMPTY_SET:
    case LIST:
    case TUPLE:
    case DICT:
    case FROZENSET:
    case TUPLE1:
    case TUPLE2:
    case TUPLE3:
    case APPEND:
    case APPENDS:
    case ADDITEMS:
    case SETITEM:
    case SETITEMS:
      return stepContainer(opcode);
    case GLOBAL:
    case STACK_GLOBAL:
    case REDUCE:
    case NEWOBJ:
    case NEWOBJ_EX:
    case INST:
    case OBJ:
    case BUILD:
    case EXT1:
    case EXT2:
    case EXT4:
    case PERSID:
    case BINPERSID:
    case NEXT_BUFFER:
    case READONLY_BUFFER:
      return stepCall(opcode, cursor);
    default:
      return stepText(opcode, cursor);
  }
}

void Machine::stepText(std::uint8_t opcode, ByteCursor& cursor) {
  const auto counted = [&](Kind kind, std::uint64_t bytes) {
    if (bytes > cursor.remaining()) damaged("pickle ends early");
    if (bytes > kMaxTextBytes) refused("pickle holds a text of " + std::to_string(bytes) + " bytes");
    push(Value::ofCharacters(kind, cursor.text(bytes)));
  };
  switch (opcode) {
    case SHORT_BINUNICODE:
    case SHORT_BINSTRING:
      return counted(Kind::text, cursor.number<std::uint8_t>());
    case BINUNICODE:
      return counted(Kind::text, cursor.number<std::uint32_t>());
    case BINSTRING: {
      const auto bytes = cursor.number<std::int32_t>();
      if (bytes < 0) damaged("pickle holds a text of negative length");
      return counted(Kind::text, static_cast<std::uint64_t>(bytes));
    }
    case BINUNICODE8:
      return counted(Kind::text, cursor.number<std::uint64_t>());
    case SHORT_BINBYTES:
      return counted(Kind::bytes, cursor.number<std::uint8_t>());
    case BINBYTES:
      return counted(Kind::bytes, cursor.number<std::uint32_t>());
    case BINBYTES8:
    case BYTEARRAY8:
      return counted(Kind::bytes, cursor.number<std::uint64_t>());
    case STRING:
      return push(makeText(Kind::text, unquoted(cursor.line())));
    case UNICODE:
      return push(makeText(Kind::text, fromRawUnicodeEscape(cursor.line())));
    case FLOAT:
      return push(Value::ofReal(parseNumber<double>(cursor.line())));
    case INT: {
      const std::string_view line = cursor.line();
      if (line == "00" || line == "01") return push(Value::plain(Kind::boolean, line == "01"));
      return push(Value::plain(Kind::integer, parseNumber<std::int64_t>(line)));
    }
    case LONG: {
      std::string_view line = cursor.line();
      if (line.ends_with('L')) line.remove_suffix(1);
      return push(Value::plain(Kind::integer, parseNumber<std::int64_t>(line)));
    }
    default:
      damaged("pickle opcode " + std::to_string(opcode));
  }
}

void Machine::stepMemo(std::uint8_t opcode, ByteCursor& cursor) {
  switch (opcode) {
    case GET:
      return fetch(parseNumber<std::uint64_t>(cursor.line()));
    case BINGET:
      return fetch(cursor.number<std::uint8_t>());
    case LONG_BINGET:
      return fetch(cursor.number<std::uint32_t>());
    case PUT:
      return store(parseNumber<std::uint64_t>(cursor.line()));
    case BINPUT:
      return store(cursor.number<std::uint8_t>());
    case LONG_BINPUT:
      return store(cursor.number<std::uint32_t>());
    default:
      return store(memoized_);
  }
}

void Machine::store(std::uint64_t slot) {
  if (slot >= limits_.memo) refused("pickle remembers more than " + std::to_string(limits_.memo) + " values");
  const Value value = top();
  const auto index = static_cast<std::size_t>(slot);
  if (index >= memo_.size()) memo_.resize(index + 1);
  memoized_ += memo_[index].is(Kind::hole) ? 1 : 0;
  memo_[index] = value;
}

void Machine::fetch(std::uint64_t slot) {
  if (slot >= memo_.size() || memo_[static_cast<std::size_t>(slot)].is(Kind::hole))
    damaged("pickle recalls a value it never stored");
  push(memo_[static_cast<std::size_t>(slot)]);
}

void Machine::setItems(const Value& target, const std::vector<Value>& pairs) {
  if (pairs.size() % 2 != 0) damaged("pickle sets a key without a value");
  if (target.is(Kind::token)) return;
  if (!target.is(Kind::dict)) damaged("pickle sets items of something that is no dictionary");
  for (const Value& item : pairs) adopt(target.node, item);
}

void Machine::extend(const Value& target, const std::vector<Value>& items) {
  if (target.is(Kind::token)) return;
  if (!target.is(Kind::list) && !target.is(Kind::set)) damaged("pickle appends to something that is no list");
  for (const Value& item : items) adopt(target.node, item);
}

void Machine::stepContainer(std::uint8_t opcode) {
  switch (opcode) {
    case EMPTY_LIST:
      return push(Value::ofNode(make(Kind::list)));
    case EMPTY_TUPLE:
      return push(Value::ofNode(make(Kind::tuple)));
    case EMPTY_DICT:
      return push(Value::ofNode(make(Kind::dict)));
    case EMPTY_SET:
      return push(Value::ofNode(make(Kind::set)));
    case TUPLE:
      return push(makeTuple(popToMark()));
    case TUPLE1:
    case TUPLE2:
    case TUPLE3: {
      std::vector<Value> items(static_cast<std::size_t>(opcode - TUPLE1) + 1);
      for (std::size_t i = items.size(); i > 0; --i) items[i - 1] = pop();
      return push(makeTuple(items));
    }
    case LIST:
    case FROZENSET: {
      const std::vector<Value> items = popToMark();
      const Value made = Value::ofNode(make(opcode == LIST ? Kind::list : Kind::set));
      extend(made, items);
      return push(made);
    }
    case DICT: {
      const std::vector<Value> pairs = popToMark();
      const Value made = Value::ofNode(make(Kind::dict));
      setItems(made, pairs);
      return push(made);
    }
    case APPEND: {
      const Value item = pop();
      return extend(top(), {item});
    }
    case APPENDS:
    case ADDITEMS: {
      const std::vector<Value> items = popToMark();
      return extend(top(), items);
    }
    case SETITEM: {
      const Value value = pop(), key = pop();
      return setItems(top(), {key, value});
    }
    default: {
      const std::vector<Value> pairs = popToMark();
      return setItems(top(), pairs);
    }
  }
}

void Machine::stepCall(std::uint8_t opcode, ByteCursor& cursor) {
  switch (opcode) {
    case GLOBAL: {
      const std::string_view module = cursor.line(), name = cursor.line();
      return push(global(module, name));
    }
    case STACK_GLOBAL: {
      const Value name = pop(), module = pop();
      if (!name.is(Kind::text) || !module.is(Kind::text)) damaged("pickle names a global by something that is no text");
      return push(global(module.view(), name.view()));
    }
    case REDUCE:
    case NEWOBJ: {
      const Value arguments = pop(), callee = pop();
      return push(call(callee, arguments));
    }
    case NEWOBJ_EX: {
      const Value named = pop(), arguments = pop(), callee = pop();
      if (!named.is(Kind::dict)) damaged("pickle passes malformed arguments");
      return push(call(callee, arguments));
    }
    case INST: {
      const std::string_view module = cursor.line(), name = cursor.line();
      const Value arguments = makeTuple(popToMark());
      return push(call(global(module, name), arguments));
    }
    case OBJ: {
      std::vector<Value> items = popToMark();
      if (items.empty()) damaged("pickle takes from an empty stack");
      const Value callee = items.front();
      items.erase(items.begin());
      return push(call(callee, makeTuple(items)));
    }
    case BUILD: {
      const Value state = pop();
      return build(top(), state);
    }
    case EXT1:
      return push(global("copyreg", "extension " + std::to_string(cursor.number<std::uint8_t>())));
    case EXT2:
      return push(global("copyreg", "extension " + std::to_string(cursor.number<std::uint16_t>())));
    case EXT4:
      return push(global("copyreg", "extension " + std::to_string(cursor.number<std::uint32_t>())));
    case BINPERSID:
      return push(persistent(pop()));
    case PERSID:
      damaged("pickle refers to a storage by text");
    default:
      damaged("pickle refers to a buffer outside itself");
  }
}

}  // namespace ssa::pickle
