#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/safe_file.h"

namespace ssa {

/// TensorBoard's event files: records of a length, a masked CRC-32C of it, a protobuf `Event`, and a masked CRC-32C
/// of that. Source: TensorFlow's record_writer and event.proto (format only).

/// CRC-32C (Castagnoli), as iSCSI and these files use it.
std::uint32_t crc32c(std::span<const std::byte> bytes);

/// One number of one step.
struct TfScalar {
  double time = 0;  ///< unix seconds
  std::int64_t step = 0;
  std::string tag;  ///< `train/loss`
  float value = 0;
  friend bool operator==(const TfScalar&, const TfScalar&) = default;
};

/// First record of every file: `brain.Event:2`.
Bytes tfFileVersion(double time);
/// Tells readers to forget what earlier files of the folder say from `step` on: training goes on from there.
Bytes tfSessionStart(double time, std::int64_t step);
/// One record with several scalars of a step.
Bytes tfScalars(double time, std::int64_t step, std::span<const std::pair<std::string, double>> values);

/// `events.out.tfevents.<time>.<host>.<pid>.<n>`
std::string tfFileName(std::int64_t time, const std::string& host, std::int64_t pid, int n);

/// All scalars of an event file in the order of their records. A torn record at the end is left out (its writer
/// was killed). Errors: badConfig (not an event file, a CRC that does not match).
Result<std::vector<TfScalar>> readTfScalars(std::span<const std::byte> file, const std::string& origin);

}  // namespace ssa
