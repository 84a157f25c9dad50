#include "app/cli/bench_window.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace ssa::cli {
namespace {

namespace fs = std::filesystem;

/// For a shell: in single quotes, with those inside escaped.
std::string quoted(const std::string& text) {
  std::string safe = "'";
  for (const char c : text) safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return safe + "'";
}

/// Lines on the standard output of a command; an error when it fails.
Result<std::vector<std::string>> linesOf(const std::string& command) {
  FILE* const pipe = popen(command.c_str(), "r");
  if (!pipe) return Error{ErrorCode::internal, {{"reason", "the studio could not be started"}}};
  std::vector<std::string> lines;
  std::array<char, 1024> buffer{};
  while (std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe)) {
    std::string line = buffer.data();
    while (!line.empty() && line.back() == '\n') line.pop_back();
    lines.push_back(std::move(line));
  }
  if (const int status = pclose(pipe); status != 0)
    return Error{ErrorCode::internal, {{"reason", "the studio ended with status " + std::to_string(status)}}};
  return lines;
}

}  // namespace

Result<std::vector<std::string>> benchWindow() {
  const auto given = [](const char* name) { return std::getenv(name) && *std::getenv(name); };
  if (!given("DISPLAY") && !given("WAYLAND_DISPLAY"))
    return Error{ErrorCode::badOption,
                 {{"option", "bench window"},
                  {"value", "no display"},
                  {"expected", "a display, or packaging/with-display before the command"}}};
  std::error_code ignored;
  const fs::path studio = fs::read_symlink("/proc/self/exe", ignored).parent_path() / "ssa-studio";
  if (!fs::exists(studio, ignored)) return Error{ErrorCode::fileNotFound, {{"path", studio.string()}}};

  const fs::path settings = fs::temp_directory_path() / ("ssa-bench-" + std::to_string(getpid()) + ".ini");
  std::vector<std::string> figures;
  // The first start reads libraries from the disk; the second is what a user meets every day.
  for (const char* kind : {"first", "again"}) {
    const auto start = linesOf(quoted(studio.string()) + " --measure-start --settings " + quoted(settings.string()));
    if (!start) return start.error();
    for (const std::string& line : *start) {
      double ms = 0;
      if (std::sscanf(line.c_str(), "first frame after %lf ms", &ms) == 1)
        figures.push_back("{\"case\":\"window on screen, " + std::string(kind) +
                          "\",\"ms\":" + std::to_string(static_cast<int>(ms)) + "}");
    }
  }
  fs::remove(settings, ignored);
  const auto window = linesOf(quoted(studio.string()) + " --bench-window");
  if (!window) return window.error();
  for (const std::string& line : *window)
    if (line.starts_with('{')) figures.push_back(line);
  return figures;
}

}  // namespace ssa::cli
