#include "app/cli/console.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>

#include "app/cli/messages.h"

namespace ssa::cli {
namespace {

constexpr int kToldPerKind = 5;
constexpr auto kRedraw = std::chrono::milliseconds(100);
constexpr const char* kRed = "31";
constexpr const char* kYellow = "33";

void write(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
  if (text.empty() || text.back() != '\n') std::fputc('\n', stream);
  std::fflush(stream);
}

std::string clockOf(double seconds) {
  const auto total = static_cast<long long>(seconds + 0.5);
  char text[32];
  std::snprintf(text, sizeof text, "%02lld:%02lld:%02lld", total / 3600, total / 60 % 60, total % 60);
  return text;
}

Json argsJson(const Error::Args& args) {
  Json object = Json::object();
  for (const auto& [key, value] : args) object[key] = value;
  return object;
}

std::string joined(const Message& message) {
  return message.remedy.empty() ? message.cause : message.cause + ' ' + message.remedy;
}

}  // namespace

Console::Console(ConsoleSettings settings) : settings_(settings), terminal_(isatty(STDERR_FILENO) == 1) {
  const char* no_colour = std::getenv("NO_COLOR");
  colours_ = terminal_ && (no_colour == nullptr || *no_colour == '\0');
}

Console::~Console() {
  endProgress();
  for (const auto& [code, count] : warned_)
    if (count > kToldPerKind)
      note("... and " + std::to_string(count - kToldPerKind) + " more of " + std::string(name(code)) + ".");
}

std::string Console::coloured(std::string_view text, const char* code) const {
  if (!colours_) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

void Console::printText(std::string_view text) {
  if (settings_.json) return;
  clearLine();
  write(stdout, text);
}

void Console::printJson(const Json& document) {
  if (!settings_.json) return;
  clearLine();
  write(stdout, document.dump(2, ' ', false, Json::error_handler_t::replace));
}

void Console::note(std::string_view text) {
  if (settings_.quiet) return;
  clearLine();
  write(stderr, text);
}

void Console::warn(const Warning& warning) {
  if (++warned_[warning.code] > kToldPerKind) return;
  note(coloured("warning: ", kYellow) + joined(describe(warning)));
}

void Console::warn(const Warnings& warnings) {
  for (const Warning& warning : warnings) warn(warning);
}

void Console::complain(const Error& error) {
  clearLine();
  const Message message = describe(error);
  write(stderr, coloured("error: ", kRed) + message.cause);
  if (!message.remedy.empty()) write(stderr, "       " + message.remedy);
}

ExitCode Console::fail(const Error& error, Json document) {
  complain(error);
  document["error"] = toJson(error);
  printJson(document);
  return exitCodeOf(error.code);
}

void Console::startProgress(std::string label) {
  clearLine();
  label_ = std::move(label);
  started_ = std::chrono::steady_clock::now();
  drawn_ = {};
}

void Console::report(double fraction, std::string_view stage) {
  if (!terminal_ || settings_.quiet || label_.empty()) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - drawn_ < kRedraw) return;
  drawn_ = now;
  std::string line = "\r" + label_;
  if (fraction >= 0) {
    constexpr int kCells = 24;
    const int full = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kCells);
    line += " [" + std::string(static_cast<std::size_t>(full), '#') + std::string(static_cast<std::size_t>(kCells - full), '.') +
            "] " + fixed(100 * fraction, 0) + " %";
    const double elapsed = std::chrono::duration<double>(now - started_).count();
    if (fraction > 0.01 && elapsed > 1) line += "  ETA " + clockOf(elapsed / fraction * (1 - fraction));
  }
  if (!stage.empty()) line += "  " + std::string(stage);
  std::fputs((line + "\x1b[K").c_str(), stderr);
  std::fflush(stderr);
  line_drawn_ = true;
}

void Console::endProgress() {
  clearLine();
  label_.clear();
}

void Console::clearLine() {
  if (!line_drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  line_drawn_ = false;
}

Json toJson(const Error& error) {
  const Message message = describe(error);
  return {{"code", name(error.code)}, {"args", argsJson(error.args)}, {"message", message.cause}, {"remedy", message.remedy}};
}

Json toJson(const Warnings& warnings) {
  Json list = Json::array();
  for (const Warning& warning : warnings)
    list.push_back({{"code", name(warning.code)}, {"args", argsJson(warning.args)}, {"message", joined(describe(warning))}});
  return list;
}

std::string fixed(double value, int places) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, places);
  return {text, end.ptr};
}

std::string grouped(long long value) {
  std::string text = std::to_string(value);
  const std::ptrdiff_t sign = value < 0 ? 1 : 0;
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > sign; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string alignedTable(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - row[i].size(), ' ');
      line += i == 0 ? row[i] + pad : "  " + pad + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

}  // namespace ssa::cli
