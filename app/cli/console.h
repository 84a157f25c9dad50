#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "app/cli/exit_codes.h"
#include "engine/core/error.h"
#include "engine/core/progress.h"

namespace ssa::cli {

using Json = nlohmann::ordered_json;

/// Flags every verb has.
struct ConsoleSettings {
  bool json = false;     ///< one JSON document on stdout instead of text
  bool quiet = false;    ///< results and errors only
  bool verbose = false;  ///< also timings
};

/// Where a verb speaks. Results go to stdout, everything else to stderr; a progress line with the remaining
/// time is drawn only on a terminal, colours only there and without NO_COLOR.
class Console final : public ProgressSink {
 public:
  explicit Console(ConsoleSettings settings);
  ~Console() override;

  const ConsoleSettings& settings() const { return settings_; }

  /// A result as text; nothing with --json.
  void printText(std::string_view text);
  /// The result for machines; nothing without --json.
  void printJson(const Json& document);
  /// A remark on stderr; nothing with --quiet.
  void note(std::string_view text);
  /// Like `note`; the sixth of one kind and later ones are only counted.
  void warn(const Warning& warning);
  void warn(const Warnings& warnings);
  /// Cause and remedy on stderr; with --json also `document` with the error added. Returns the exit code.
  ExitCode fail(const Error& error, Json document = Json::object());
  /// Cause and remedy on stderr of something that does not end the run.
  void complain(const Error& error);

  /// Starts a progress line named `label`; `report` moves it. Ends at the next `startProgress` or `endProgress`.
  void startProgress(std::string label);
  void report(double fraction, std::string_view stage) override;
  void endProgress();

 private:
  void clearLine();
  std::string coloured(std::string_view text, const char* code) const;

  ConsoleSettings settings_;
  bool terminal_ = false;
  bool colours_ = false;
  bool line_drawn_ = false;
  std::string label_;
  std::chrono::steady_clock::time_point started_, drawn_;
  std::map<WarningCode, int> warned_;
};

/// Code, arguments and sentence of an error or warning for machines.
Json toJson(const Error& error);
Json toJson(const Warnings& warnings);

/// A number for people whatever the locale: `fixed(12.345, 1)` is `12.3`.
std::string fixed(double value, int places);
/// `8,530,123`.
std::string grouped(long long value);
/// Columns lined up: the first to the left, the others to the right.
std::string alignedTable(const std::vector<std::vector<std::string>>& rows);

}  // namespace ssa::cli
