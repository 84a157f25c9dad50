#pragma once

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>

#include "engine/core/label_map.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"

/// Small files made by hand for the tests of data sets and scores.
namespace ssa::test {

inline LabelMap labels(int width, std::initializer_list<int> ids) {
  LabelMap map({width, static_cast<int>(ids.size()) / width});
  std::size_t i = 0;
  for (const int id : ids) map.labels()[i++] = static_cast<std::uint8_t>(id);
  return map;
}

inline void save(const std::filesystem::path& file, const Bytes& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

inline void saveMask(const std::filesystem::path& file, const LabelMap& map) { save(file, encodeIndexPng(map)); }

/// A file that has the name of a picture and nothing in it.
inline void touch(const std::filesystem::path& file) { save(file, {}); }

}  // namespace ssa::test
