#include <algorithm>

#include "engine/core/safe_file.h"
#include "engine/datasets/layout.h"

namespace ssa::layout {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kFileLimit = std::uint64_t{256} << 20;
constexpr std::size_t kLineLimit = 4096;
constexpr std::size_t kLines = 10'000'000;

std::string_view trimmed(std::string_view line) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!line.empty() && blank(line.back())) line.remove_suffix(1);
  while (!line.empty() && blank(line.front())) line.remove_prefix(1);
  return line;
}

bool leadsOut(const std::string& name) {
  const fs::path path(name);
  return path.is_absolute() || name.find('\\') != std::string::npos || name.find("://") != std::string::npos ||
         name.starts_with("file:") || std::find(path.begin(), path.end(), "..") != path.end();
}

}  // namespace

Result<std::vector<std::string>> readNameList(const fs::path& file) {
  const auto bytes = readFile(file, kFileLimit);
  if (!bytes) return bytes.error();
  std::string_view rest(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  std::vector<std::string> names;
  std::size_t number = 0;
  const auto bad = [&](const char* reason) {
    return Error(ErrorCode::badConfig, {{"path", file.string()}, {"reason", "line " + std::to_string(number) + ": " + reason}});
  };
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (++number > kLines) return bad("more than 10000000 lines");
    if (line.empty()) continue;
    if (line.size() > kLineLimit) return bad("longer than 4096 bytes");
    if (line.find('\0') != std::string_view::npos) return bad("not a text");
    std::string name(line);
    if (leadsOut(name)) return bad("leads out of the folder");
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace ssa::layout
