#include "engine/datasets/list_images.h"

#include <fnmatch.h>

#include <algorithm>
#include <functional>
#include <system_error>

#include "engine/core/safe_file.h"
#include "engine/datasets/natural_order.h"
#include "engine/image/read.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;
using Parts = std::vector<std::string>;

bool isPattern(const std::string& text) { return text.find_first_of("*?[") != std::string::npos; }

/// Do the parts of a relative name match the parts of a pattern, `**` standing for any number of folders?
bool matches(const Parts& pattern, std::size_t p, const Parts& name, std::size_t n) {
  if (p == pattern.size()) return n == name.size();
  if (pattern[p] == "**") {
    for (std::size_t skip = n; skip <= name.size(); ++skip)
      if (matches(pattern, p + 1, name, skip)) return true;
    return false;
  }
  return n < name.size() && fnmatch(pattern[p].c_str(), name[n].c_str(), FNM_PERIOD) == 0 && matches(pattern, p + 1, name, n + 1);
}

/// Walks a folder tree and keeps the pictures whose relative name is wanted.
class Walk {
 public:
  Walk(fs::path root, std::size_t depth, std::function<bool(const Parts&)> wanted, StopToken stop)
      : root_(std::move(root)), depth_(depth), wanted_(std::move(wanted)), stop_(std::move(stop)) {}

  Result<Loaded<ImageListing>> run() {
    if (std::error_code error = scan(root_); error) return errorFromErrno(error.value(), root_, false);
    if (stop_.stop_requested()) return ErrorCode::stopped;
    std::sort(found_.begin(), found_.end(), naturalLess);
    Loaded<ImageListing> listing;
    listing.value.root = root_;
    listing.value.files.assign(found_.begin(), found_.end());
    listing.warnings = std::move(warnings_);
    return listing;
  }

 private:
  std::error_code scan(const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator it(folder, error);
    if (error) return error;
    for (; it != fs::directory_iterator() && !stop_.stop_requested(); it.increment(error)) {
      const std::string name = it->path().filename().string();
      if (name.starts_with('.')) continue;
      names_.push_back(name);
      visit(*it);
      names_.pop_back();
    }
    return error;
  }

  void visit(const fs::directory_entry& entry) {
    std::error_code ignored;
    const bool link = entry.is_symlink(ignored);
    if (entry.is_directory(ignored)) {
      if (link || names_.size() > depth_) return;
      if (const std::error_code error = scan(entry.path()); error) skip(entry.path(), error.message());
      return;
    }
    if (!hasImageSuffix(entry.path()) || !wanted_(names_)) return;
    if (link && !staysInside(entry.path())) return skip(entry.path(), "link out of the folder");
    if (!entry.is_regular_file(ignored)) return skip(entry.path(), "not a file");
    found_.push_back(entry.path().string());
  }

  bool staysInside(const fs::path& link) {
    std::error_code ignored;
    if (canonical_root_.empty()) canonical_root_ = fs::canonical(root_, ignored);
    const fs::path target = fs::weakly_canonical(link, ignored);
    return std::mismatch(canonical_root_.begin(), canonical_root_.end(), target.begin(), target.end()).first ==
           canonical_root_.end();
  }

  void skip(const fs::path& path, std::string reason) {
    warnings_.push_back({WarningCode::fileSkipped, {{"path", path.string()}, {"reason", std::move(reason)}}});
  }

  fs::path root_, canonical_root_;
  std::size_t depth_;  ///< folders below root that may be entered
  std::function<bool(const Parts&)> wanted_;
  StopToken stop_;
  Parts names_;  ///< of the entry being looked at, relative to root
  std::vector<std::string> found_;
  Warnings warnings_;
};

Result<Loaded<ImageListing>> expandPattern(const fs::path& what, StopToken stop) {
  fs::path root;
  Parts pattern;
  bool deep = false;
  for (const fs::path& part : what) {
    if (pattern.empty() && !isPattern(part.string())) {
      root /= part;
      continue;
    }
    pattern.push_back(part.string());
    deep = deep || part == "**";
  }
  if (root.empty()) root = ".";
  const std::size_t depth = deep ? SIZE_MAX : pattern.size() - 1;
  return Walk(
             root, depth, [&pattern](const Parts& name) { return matches(pattern, 0, name, 0); }, std::move(stop))
      .run();
}

}  // namespace

Result<Loaded<ImageListing>> listImages(const fs::path& what, Recursive recursive, StopToken stop) {
  std::error_code error;
  const fs::file_status status = fs::status(what, error);
  Result<Loaded<ImageListing>> listing = ErrorCode::internal;
  if (status.type() == fs::file_type::directory) {
    const std::size_t depth = recursive == Recursive::yes ? SIZE_MAX : 0;
    listing = Walk(
                  what, depth, [](const Parts&) { return true; }, std::move(stop))
                  .run();
  } else if (status.type() == fs::file_type::not_found && isPattern(what.string())) {
    listing = expandPattern(what, std::move(stop));
  } else if (status.type() == fs::file_type::not_found) {
    return Error(ErrorCode::fileNotFound, {{"path", what.string()}});
  } else if (error) {
    return errorFromErrno(error.value(), what, false);
  } else if (status.type() != fs::file_type::regular) {
    return Error(ErrorCode::notAFile, {{"path", what.string()}});
  } else {
    const fs::path folder = what.parent_path();
    return Loaded<ImageListing>{{folder.empty() ? fs::path(".") : folder, {what}}, {}};
  }
  if (listing && listing->value.files.empty())
    return Error(ErrorCode::folderEmpty, {{"path", what.string()}, {"wanted", "images"}});
  return listing;
}

}  // namespace ssa
