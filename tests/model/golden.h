#pragma once

#include <QString>

#include <array>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/tensor/tensor.h"

namespace ssa::test {

using TensorMap = std::map<std::string, Tensor>;

/// A JSON manifest; stops the test run when it cannot be read.
nlohmann::json readJson(const std::filesystem::path& path);
/// All tensors of a checkpoint or .safetensors file; stops the test run when it cannot be read.
TensorMap readTensors(const std::filesystem::path& path);
/// A float32 or float64 array in C order; stops the test run otherwise.
Tensor readNpy(const std::filesystem::path& path);

/// max|ours - golden| / max(1, max|golden|); infinite where the shapes differ or ours is not finite.
double arrayError(const Tensor& ours, const Tensor& golden);
/// Largest component error / max(1, second component).
double digestError(const std::array<double, 3>& ours, const nlohmann::json& golden);

/// Tolerance rule of the golden data (its README).
struct Tolerance {
  static constexpr double kDouble = 1e-9;
  static constexpr double kDoubleStoredAsFloat = 2e-6;
  static constexpr double kFloatUnrecorded = 1e-4;
  static constexpr double kFloatFactor = 20;  ///< times the reference's own float32 error
  static constexpr double kArgmaxGap = 1e-4;
};

/// Collects the comparisons of one set and prints `golden <set>: N cases, worst error E`.
class GoldenReport {
 public:
  explicit GoldenReport(std::string set) : set_(std::move(set)) {}
  ~GoldenReport();
  void addCase() { ++cases_; }
  void skip(const std::string& name, const std::string& reason) const;
  /// Whether `error` is within `allowed`; remembers it and, where it is not, the message.
  bool within(double error, double allowed, c10::ScalarType precision, const std::string& what);
  /// Everything that was out of tolerance since the last call.
  QString takeFailures();

 private:
  std::string set_;
  int cases_ = 0;
  double worst_double_ = 0, worst_float_ = 0;
  QString failures_;
};

}  // namespace ssa::test
