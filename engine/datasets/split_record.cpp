#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/core/json.h"
#include "engine/core/safe_file.h"
#include "engine/datasets/split.h"

namespace ssa {
namespace {

constexpr int kVersion = 1;
constexpr std::uint64_t kRecordLimit = std::uint64_t{256} << 20;

struct BadRecord {
  std::string reason;
};

template <class T>
T valueAt(const nlohmann::json& object, const char* key) {
  try {
    return object.at(key).get<T>();
  } catch (const nlohmann::json::exception&) {
    throw BadRecord{std::string(key) + " is missing or of another kind"};
  }
}

SplitRecord recordFrom(const nlohmann::json& object) {
  SplitRecord record;
  const std::string kind = valueAt<std::string>(object, "kind");
  const SplitKind kinds[] = {SplitKind::own, SplitKind::ratio, SplitKind::holdOut};
  const auto* found = std::find_if(std::begin(kinds), std::end(kinds), [&](SplitKind one) { return name(one) == kind; });
  if (found == std::end(kinds)) throw BadRecord{"kind is not one of own, ratio, hold_out"};
  record.kind = *found;
  record.ratio = valueAt<double>(object, "ratio");
  record.test_ratio = valueAt<double>(object, "test_ratio");
  record.seed = valueAt<std::uint64_t>(object, "seed");
  record.holdOutPrefixes = valueAt<std::vector<std::string>>(object, "hold_out");
  record.data_hash = valueAt<std::string>(object, "data_hash");
  record.train = valueAt<std::vector<std::string>>(object, "train");
  record.val = valueAt<std::vector<std::string>>(object, "val");
  record.test = valueAt<std::vector<std::string>>(object, "test");
  if (record.train.empty()) throw BadRecord{"train is empty"};
  return record;
}

}  // namespace

std::string SplitRecord::toJson() const {
  const nlohmann::ordered_json object = {{"version", kVersion},
                                         {"kind", std::string(ssa::name(kind))},
                                         {"ratio", ratio},
                                         {"test_ratio", test_ratio},
                                         {"seed", seed},
                                         {"hold_out", holdOutPrefixes},
                                         {"data_hash", data_hash},
                                         {"train", train},
                                         {"val", val},
                                         {"test", test}};
  return object.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Result<SplitRecord> SplitRecord::fromJson(std::string_view json, std::string_view origin) {
  const auto parsed = parseJson(json, origin, {.bytes = kRecordLimit, .depth = 4});
  if (!parsed) return parsed.error();
  try {
    if (!parsed->is_object()) throw BadRecord{"not an object"};
    if (const int version = valueAt<int>(*parsed, "version"); version > kVersion)
      return Error(ErrorCode::newerVersion,
                   {{"path", std::string(origin)}, {"found", std::to_string(version)}, {"supported", std::to_string(kVersion)}});
    return recordFrom(*parsed);
  } catch (const BadRecord& fault) {
    return Error(ErrorCode::badConfig, {{"path", std::string(origin)}, {"reason", fault.reason}});
  }
}

Result<void> SplitRecord::write(const std::filesystem::path& path) const { return writeFile(path, toJson()); }

Result<SplitRecord> SplitRecord::read(const std::filesystem::path& path) {
  const auto bytes = readFile(path, kRecordLimit);
  if (!bytes) return bytes.error();
  return fromJson(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()), path.string());
}

}  // namespace ssa
