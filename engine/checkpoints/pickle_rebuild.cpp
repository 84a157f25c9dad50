// What the globals of a checkpoint's pickle stand for. Nothing here can be reached that makes anything
// but numbers, texts, dictionaries and checked views of storages.
#include <array>
#include <cstring>

#include "engine/checkpoints/pickle_machine.h"
#include "engine/checkpoints/utf8.h"

namespace ssa::pickle {
namespace {

enum class Callee {
  orderedDict,
  rebuildTensor,
  rebuildParameter,
  rebuildFromType,
  size,
  encode,
  scalar,
  reconstruct,
  dtype,
  inert,    ///< met in ordinary checkpoints, of no use here: a token that is not worth a warning
  storage,  ///< a storage class
  array,    ///< numpy.ndarray itself
};

struct KnownGlobal {
  std::string_view name;
  Callee callee;
  DType type = DType::f32;
};

constexpr std::array kGlobals{
    KnownGlobal{"collections.OrderedDict", Callee::orderedDict},
    KnownGlobal{"torch._utils._rebuild_tensor", Callee::rebuildTensor},
    KnownGlobal{"torch._utils._rebuild_tensor_v2", Callee::rebuildTensor},
    KnownGlobal{"torch._utils._rebuild_parameter", Callee::rebuildParameter},
    KnownGlobal{"torch._utils._rebuild_parameter_with_state", Callee::rebuildParameter},
    KnownGlobal{"torch._tensor._rebuild_from_type_v2", Callee::rebuildFromType},
    KnownGlobal{"torch.Size", Callee::size},
    KnownGlobal{"_codecs.encode", Callee::encode},
    KnownGlobal{"numpy.core.multiarray.scalar", Callee::scalar},
    KnownGlobal{"numpy.core.multiarray._reconstruct", Callee::reconstruct},
    KnownGlobal{"numpy.dtype", Callee::dtype},
    KnownGlobal{"numpy.ndarray", Callee::array},
    KnownGlobal{"torch.DoubleStorage", Callee::storage, DType::f64},
    KnownGlobal{"torch.FloatStorage", Callee::storage, DType::f32},
    KnownGlobal{"torch.HalfStorage", Callee::storage, DType::f16},
    KnownGlobal{"torch.BFloat16Storage", Callee::storage, DType::bf16},
    KnownGlobal{"torch.LongStorage", Callee::storage, DType::i64},
    KnownGlobal{"torch.IntStorage", Callee::storage, DType::i32},
    KnownGlobal{"torch.ShortStorage", Callee::storage, DType::i16},
    KnownGlobal{"torch.CharStorage", Callee::storage, DType::i8},
    KnownGlobal{"torch.ByteStorage", Callee::storage, DType::u8},
    KnownGlobal{"torch.BoolStorage", Callee::storage, DType::boolean},
    KnownGlobal{"mmengine.logging.history_buffer.HistoryBuffer", Callee::inert},
    KnownGlobal{"collections.defaultdict", Callee::inert},
    KnownGlobal{"collections.Counter", Callee::inert},
    KnownGlobal{"torch.device", Callee::inert},
    KnownGlobal{"builtins.set", Callee::inert},
    KnownGlobal{"builtins.frozenset", Callee::inert},
    KnownGlobal{"builtins.complex", Callee::inert},
    KnownGlobal{"builtins.bytearray", Callee::inert},
};

constexpr std::size_t kMaxForeignNames = 64;
constexpr std::size_t kMaxForeignNameBytes = 120;
constexpr std::size_t kMaxEncodedBytes = std::size_t{1} << 20;

/// Today's name of a module; Python 2 and NumPy 2 moved a few.
std::string qualifiedName(std::string_view module, std::string_view name) {
  std::string place(module);
  if (place == "__builtin__") place = "builtins";
  if (place == "copy_reg") place = "copyreg";
  if (place == "numpy._core.multiarray") place = "numpy.core.multiarray";
  if (place == "torch.cuda" && name.ends_with("Storage")) place = "torch";
  return place + "." + std::string(name);
}

std::string printable(std::string name) {
  if (name.size() > kMaxForeignNameBytes) name = name.substr(0, kMaxForeignNameBytes) + "…";
  if (isPrintableUtf8(name)) return name;
  for (char& c : name)
    if (const auto code = static_cast<std::uint8_t>(c); code < 0x20 || code >= 0x7F) c = '?';
  return name;
}

const KnownGlobal& knownGlobal(const Value& value) { return kGlobals[static_cast<std::size_t>(value.number)]; }

std::int64_t wholeNumber(const Value& value) {
  if (!value.is(Kind::integer)) damaged("pickle describes a tensor by something that is no whole number");
  return value.number;
}

const std::vector<Value>& tupleItems(const Value& value) {
  if (!value.is(Kind::tuple)) damaged("pickle passes malformed arguments");
  return value.node->items;
}

template <class T>
T readAs(std::string_view bytes) {
  T value;
  std::memcpy(&value, bytes.data(), sizeof(T));
  return value;
}

}  // namespace

Value Machine::global(std::string_view module, std::string_view name) {
  std::string full = qualifiedName(module, name);
  for (std::size_t i = 0; i < kGlobals.size(); ++i) {
    if (kGlobals[i].name != full) continue;
    if (kGlobals[i].callee == Callee::inert) return Value::plain(Kind::token);
    return Value::plain(Kind::global, static_cast<std::int64_t>(i));
  }
  if (foreign_.size() < kMaxForeignNames) foreign_.insert(printable(std::move(full)));
  return Value::plain(Kind::token);
}

Value Machine::call(const Value& callee, const Value& arguments) {
  const std::vector<Value>& list = tupleItems(arguments);
  if (callee.is(Kind::token)) return callee;
  if (!callee.is(Kind::global)) damaged("pickle calls something that is no function");
  switch (knownGlobal(callee).callee) {
    case Callee::orderedDict:
      return orderedDict(list);
    case Callee::rebuildTensor:
      return rebuildTensor(list);
    case Callee::rebuildParameter:
      if (list.empty() || !list[0].is(Kind::tensor)) damaged("pickle makes a parameter of something that is no tensor");
      return list[0];
    case Callee::rebuildFromType: {
      // (function, type, arguments, state): the function is the plain constructor of a tensor with attributes.
      if (list.size() != 4 || !list[0].is(Kind::global) || knownGlobal(list[0]).callee == Callee::rebuildFromType)
        return Value::plain(Kind::token);
      return call(list[0], list[2]);
    }
    case Callee::size:
      if (list.size() != 1) damaged("pickle passes malformed arguments");
      return makeTuple(tupleItems(list[0]));
    case Callee::encode:
      return encode(list);
    case Callee::scalar:
      return numpyScalar(list);
    case Callee::reconstruct:
      return Value::ofNode(make(Kind::array));
    case Callee::dtype: {
      if (list.empty() || !list[0].is(Kind::text)) return Value::plain(Kind::token);
      Node* dtype = make(Kind::dtype);
      adopt(dtype, list[0]);
      adopt(dtype, Value::ofCharacters(Kind::text, "<"));
      return Value::ofNode(dtype);
    }
    default:
      return Value::plain(Kind::token);
  }
}

/// (storage, offset, size, stride, …): PyTorch 0.3 stops here, later ones add what only training needs.
Value Machine::rebuildTensor(const std::vector<Value>& arguments) {
  if (arguments.size() < 4 || arguments.size() > 7) damaged("pickle passes malformed arguments");
  if (!arguments[0].is(Kind::storage)) refused("tensor without a storage of a known type");
  const StorageView& storage = storageViews_[static_cast<std::size_t>(arguments[0].number)];
  const std::vector<Value>&size = tupleItems(arguments[2]), &stride = tupleItems(arguments[3]);
  if (size.size() > static_cast<std::size_t>(kMaxRank)) refused("tensor of rank " + std::to_string(size.size()));
  if (size.size() != stride.size()) damaged("tensor with as many strides as dimensions is wanted");
  TensorView view;
  view.storage = storage.storage;
  view.offset = wholeNumber(arguments[1]);
  view.rank = static_cast<int>(size.size());
  for (std::size_t d = 0; d < size.size(); ++d) {
    view.shape[d] = wholeNumber(size[d]);
    view.strides[d] = wholeNumber(stride[d]);
  }
  admit(view, storage.count);
  view.offset += storage.first;
  if (tensors_.size() >= limits_.tensors) refused("more than " + std::to_string(limits_.tensors) + " tensors");
  tensors_.push_back(view);
  return Value::plain(Kind::tensor, static_cast<std::int64_t>(tensors_.size()) - 1);
}

Value Machine::orderedDict(const std::vector<Value>& arguments) {
  const Value made = Value::ofNode(make(Kind::dict));
  if (arguments.empty()) return made;
  if (arguments.size() != 1 || !arguments[0].is(Kind::list)) damaged("pickle passes malformed arguments");
  for (const Value& pair : arguments[0].node->items) {
    if ((!pair.is(Kind::list) && !pair.is(Kind::tuple)) || pair.node->items.size() != 2)
      damaged("pickle passes malformed arguments");
    setItems(made, pair.node->items);
  }
  return made;
}

/// _codecs.encode(text, 'latin1'): how protocol 2 writes bytes.
Value Machine::encode(const std::vector<Value>& arguments) {
  if (arguments.size() != 2 || !arguments[0].is(Kind::text) || !arguments[1].is(Kind::text) || arguments[1].view() != "latin1")
    return Value::plain(Kind::token);
  const std::string_view text = arguments[0].view();
  if (text.size() > 2 * kMaxEncodedBytes) return Value::plain(Kind::token);
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto first = static_cast<std::uint8_t>(text[i]);
    if (first < 0x80) {
      bytes += text[i];
    } else if ((first == 0xC2 || first == 0xC3) && i + 1 < text.size()) {
      bytes += static_cast<char>((first & 0x03U) << 6 | (static_cast<std::uint8_t>(text[++i]) & 0x3FU));
    } else {
      return Value::plain(Kind::token);
    }
  }
  return makeText(Kind::bytes, std::move(bytes));
}

Value Machine::numpyScalar(const std::vector<Value>& arguments) {
  const Value token = Value::plain(Kind::token);
  if (arguments.size() != 2 || !arguments[0].is(Kind::dtype)) return token;
  if (!arguments[1].is(Kind::bytes) && !arguments[1].is(Kind::text)) return token;
  const std::string_view bytes = arguments[1].view();
  return numpyElement(arguments[0], bytes).value_or(token);
}

void Machine::build(const Value& target, const Value& state) {
  switch (target.kind) {
    case Kind::dict:  // attributes of an OrderedDict such as _metadata
    case Kind::tensor:
    case Kind::token:
    case Kind::set:
      return;
    case Kind::dtype:
      // (version, byte order, …)
      if (state.is(Kind::tuple) && state.node->items.size() >= 2 && state.node->items[1].is(Kind::text))
        target.node->items[1] = state.node->items[1];
      return;
    case Kind::array: {
      // (version, shape, dtype, is Fortran order, data)
      if (!state.is(Kind::tuple) || state.node->items.size() != 5) damaged("pickle describes an array wrongly");
      target.node->items.clear();
      for (std::size_t i = 1; i < 5; ++i) adopt(target.node, state.node->items[i]);
      return;
    }
    default:
      damaged("pickle gives attributes to a plain value");
  }
}

/// ('storage', type, key, location, elements[, (view key, first, elements)])
Value Machine::persistent(const Value& id) {
  const std::vector<Value>& parts = tupleItems(id);
  if (parts.size() < 5 || parts.size() > 6 || !parts[0].is(Kind::text) || parts[0].view() != "storage")
    damaged("pickle refers to something that is no storage");
  if (!parts[1].is(Kind::global) || knownGlobal(parts[1]).callee != Callee::storage) refused("storage of an unknown type");
  if (!parts[2].is(Kind::text) || parts[2].length == 0) damaged("storage without a key");
  const DType type = knownGlobal(parts[1]).type;
  const std::int64_t count = wholeNumber(parts[4]);
  if (count < 0) refused("storage of " + std::to_string(count) + " elements");

  const auto found = storageOfKey_.find(parts[2].view());
  const std::size_t index = found != storageOfKey_.end() ? found->second : storages_.size();
  if (found == storageOfKey_.end()) {
    if (storages_.size() >= limits_.tensors) refused("more than " + std::to_string(limits_.tensors) + " storages");
    storages_.push_back({std::string(parts[2].view()), type, count});
    storageOfKey_.emplace(storages_.back().key, index);
  } else if (storages_[index].type != type || storages_[index].count != count) {
    refused("storage " + printable(storages_[index].key) + " is described twice, differently");
  }

  StorageView view{index, 0, count};
  if (parts.size() == 6 && !parts[5].is(Kind::none)) {
    const std::vector<Value>& part = tupleItems(parts[5]);
    if (part.size() != 3) damaged("pickle passes malformed arguments");
    view.first = wholeNumber(part[1]);
    view.count = wholeNumber(part[2]);
    if (view.first < 0 || view.count < 0 || view.first > count || view.count > count - view.first)
      refused("storage view outside its storage");
  }
  if (storageViews_.size() >= limits_.nodes) refused("too many storage references");
  storageViews_.push_back(view);
  return Value::plain(Kind::storage, static_cast<std::int64_t>(storageViews_.size()) - 1);
}

std::optional<Value> numpyElement(const Value& dtype, std::string_view bytes) {
  const std::vector<Value>& parts = dtype.node->items;
  if (parts[1].view() != "<" && parts[1].view() != "|" && parts[1].view() != "=") return {};
  const std::string_view code = parts[0].view();
  const auto whole = [](auto value) { return Value::plain(Kind::integer, static_cast<std::int64_t>(value)); };
  if (code == "i1" && bytes.size() == 1) return whole(readAs<std::int8_t>(bytes));
  if (code == "i2" && bytes.size() == 2) return whole(readAs<std::int16_t>(bytes));
  if (code == "i4" && bytes.size() == 4) return whole(readAs<std::int32_t>(bytes));
  if (code == "i8" && bytes.size() == 8) return whole(readAs<std::int64_t>(bytes));
  if (code == "u1" && bytes.size() == 1) return whole(readAs<std::uint8_t>(bytes));
  if (code == "u2" && bytes.size() == 2) return whole(readAs<std::uint16_t>(bytes));
  if (code == "u4" && bytes.size() == 4) return whole(readAs<std::uint32_t>(bytes));
  if (code == "u8" && bytes.size() == 8) return whole(readAs<std::uint64_t>(bytes));
  if (code == "f4" && bytes.size() == 4) return Value::ofReal(static_cast<double>(readAs<float>(bytes)));
  if (code == "f8" && bytes.size() == 8) return Value::ofReal(readAs<double>(bytes));
  if (code == "b1" && bytes.size() == 1) return Value::plain(Kind::boolean, bytes[0] != 0);
  return {};
}

}  // namespace ssa::pickle
