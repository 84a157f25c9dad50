#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/checkpoints/checkpoint.h"

namespace ssa::pickle {

/// Writes a pickle of protocol 2 with the few opcodes a checkpoint needs, all of them among those that
/// PyTorch's `weights_only` reader knows (it has no LIST, for example). No memo: every value is
/// written where it stands.
class Writer {
 public:
  Writer();
  void emptyDict() { text_ += '}'; }
  void mark() { text_ += '('; }
  void setItems() { text_ += 'u'; }  ///< key, value, … since the mark into the dictionary below it
  void beginList() { text_ += "]("; }
  void endList() { text_ += 'e'; }
  void text(std::string_view utf8);
  void integer(std::int64_t value);
  /// An empty collections.OrderedDict.
  void orderedDict();
  /// A contiguous tensor that fills storage `key`.
  void tensor(const StoredTensor& tensor, std::string_view key);
  std::string finish() &&;

 private:
  void global(std::string_view module, std::string_view name);
  std::string text_;
};

}  // namespace ssa::pickle
