#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "engine/core/error.h"
#include "engine/core/result.h"

namespace ssa {

/// One line of text: bytes that are no UTF-8 are replaced, non-finite numbers become null.
std::string toLine(const nlohmann::ordered_json& object);

/// An object of at most 1 MB in the order of its members. Errors: badConfig.
Result<nlohmann::ordered_json> objectFromLine(std::string_view line);

/// `{"code":"disk_full","args":{"path":…}}`
nlohmann::ordered_json toJson(const Error& error);
nlohmann::ordered_json toJson(const Warning& warning);
/// A code of a newer program becomes `internal` with the code as reason.
std::optional<Error> errorFromJson(const nlohmann::ordered_json& object);
/// Nothing for a code of a newer program.
std::optional<Warning> warningFromJson(const nlohmann::ordered_json& object);

/// Reads members of an object of a line into plain values; absent ones keep theirs. The first member of a wrong
/// type makes it false.
class LineMembers {
 public:
  explicit LineMembers(const nlohmann::ordered_json& object) : object_(object) {}
  void read(const char* key, std::string& value);
  void read(const char* key, bool& value);
  void read(const char* key, double& value);        ///< null becomes NaN
  void read(const char* key, std::int64_t& value);  ///< 0..2^53
  /// Member, or null when absent.
  const nlohmann::ordered_json* find(const char* key) const;
  void refuse() { fine_ = false; }
  explicit operator bool() const { return fine_; }

 private:
  const nlohmann::ordered_json& object_;
  bool fine_ = true;
};

}  // namespace ssa
