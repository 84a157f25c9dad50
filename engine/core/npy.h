#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "engine/core/result.h"

namespace ssa {

/// Numbers of a NumPy .npy file, in C order.
struct NpyArray {
  std::vector<std::int64_t> shape;  ///< empty for a single number
  std::vector<float> values;
};

/// Reads format versions 1 to 3 with real numbers: little-endian floats of 32 and 64 bits, integers of 8 to 64 bits, booleans.
/// The header is checked against the size of the file before anything of that size is allocated.
/// Errors: fileNotFound, permissionDenied, notAFile, fileEmpty; readFailed with the reason for everything that is not such a
/// file: objects, complex numbers, columns first, big-endian numbers, sizes that do not fit the file.
Result<NpyArray> readNpy(const std::filesystem::path& path);

}  // namespace ssa
