#include "app/cli/segment_plan.h"

#include <algorithm>
#include <set>
#include <span>
#include <system_error>
#include <unordered_map>
#include <unordered_set>

#include "engine/core/hash.h"

namespace ssa::cli {
namespace {

namespace fs = std::filesystem;

/// Absolute and free of links, without needing the last parts to exist.
fs::path resolved(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? fs::absolute(path).lexically_normal() : canonical;
}

bool isBelow(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

/// A name below `root` with every part that could lead elsewhere taken out.
fs::path relativeName(const fs::path& file, const fs::path& root) {
  fs::path name;
  for (const fs::path& part : file.lexically_relative(root))
    if (part != ".." && part != "." && !part.is_absolute()) name /= part;
  return name.empty() ? file.filename() : name;
}

std::string shortHash(const fs::path& path) {
  const std::string text = path.string();
  return sha256(std::as_bytes(std::span(text))).substr(0, 8);
}

enum class Naming { stem, suffix, hash };

fs::path targetOf(const fs::path& relative, const fs::path& absolute, Naming naming) {
  fs::path target = relative;
  if (naming == Naming::stem) return target.replace_extension();
  if (naming == Naming::suffix) return target;
  target += "-" + shortHash(absolute);
  return target;
}

struct Candidate {
  fs::path image, absolute, relative;
  Naming naming = Naming::stem;
  fs::path target() const { return targetOf(relative, absolute, naming); }
};

/// Moves every candidate whose files could meet another's to the next kind of name.
void separate(std::vector<Candidate>& candidates) {
  for (const Naming next : {Naming::suffix, Naming::hash}) {
    std::unordered_map<std::string, int> users;
    for (const Candidate& one : candidates)
      for (const char* suffix : kSegmentSuffixes) ++users[one.target().string() + suffix];
    std::vector<Candidate*> meeting;
    for (Candidate& one : candidates) {
      const std::string target = one.target().string();
      if (std::any_of(std::begin(kSegmentSuffixes), std::end(kSegmentSuffixes),
                      [&](const char* suffix) { return users[target + suffix] > 1; }))
        meeting.push_back(&one);
    }
    for (Candidate* one : meeting) one->naming = next;
  }
}

}  // namespace

Result<SegmentPlan> planSegment(const std::vector<std::string>& inputs, const fs::path& out, Recursive recursive,
                                const StopToken& stop) {
  SegmentPlan plan;
  const fs::path out_folder = resolved(out);
  std::vector<Candidate> candidates;
  std::unordered_set<std::string> seen;
  for (const std::string& input : inputs) {
    auto listing = listImages(input, recursive, stop);
    if (!listing && listing.error().code == ErrorCode::stopped) return std::move(listing).error();
    if (!listing) {
      plan.failures.push_back(listing.error());
      continue;
    }
    plan.warnings.insert(plan.warnings.end(), listing->warnings.begin(), listing->warnings.end());
    const fs::path root = listing->value.root;
    const bool named = listing->value.files.size() == 1 && listing->value.files.front() == fs::path(input);
    const bool out_is_below = !named && out_folder != resolved(root) && isBelow(out_folder, resolved(root));
    for (const fs::path& image : listing->value.files) {
      const fs::path absolute = fs::absolute(image).lexically_normal();
      if (out_is_below && isBelow(resolved(image), out_folder)) continue;
      if (seen.insert(absolute.string()).second) candidates.push_back({image, absolute, relativeName(image, root), Naming::stem});
    }
  }
  separate(candidates);

  std::unordered_set<std::string> pictures;
  for (const Candidate& one : candidates) pictures.insert(resolved(one.image).string());
  for (const Candidate& one : candidates) {
    const fs::path target = one.target();
    for (const char* suffix : kSegmentSuffixes)
      if (pictures.count((out_folder / target).string() + suffix) > 0)
        return Error(ErrorCode::badOption,
                     {{"option", "out"},
                      {"value", out.string()},
                      {"expected", "a folder where " + target.string() + suffix + " is not one of the pictures"}});
    plan.items.push_back({one.image, target});
  }
  return plan;
}

}  // namespace ssa::cli
