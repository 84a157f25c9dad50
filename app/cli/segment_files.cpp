#include "app/cli/segment_files.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "engine/api/sidecar.h"
#include "engine/core/describe_json.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"

namespace ssa::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kSidecarLimit = std::uint64_t{4} << 20;
constexpr float kOverlayOpacity = 0.5F;
constexpr const char* kRequest = "request";

const NamedArray* findArray(const Prediction& prediction, std::string_view name) {
  const auto found =
      std::find_if(prediction.arrays.begin(), prediction.arrays.end(), [&](const NamedArray& one) { return one.name == name; });
  return found == prediction.arrays.end() ? nullptr : &*found;
}

}  // namespace

SegmentFiles::SegmentFiles(fs::path folder, const ModelInfo& model, const PredictOptions& options, SegmentOutputs outputs)
    : folder_(std::move(folder)),
      model_sha256_(model.sha256),
      labels_(model.config.labels),
      ssa_(model.config.classifier == ClassifierKind::ssa),
      options_(options),
      outputs_(outputs) {}

fs::path SegmentFiles::fileOf(const SegmentItem& item, const char* suffix) const {
  fs::path file = folder_ / item.target;
  file += suffix;
  return file;
}

std::vector<const char*> SegmentFiles::wantedSuffixes() const {
  std::vector<const char*> suffixes = {kMaskSuffix};
  if (outputs_.coarse && ssa_) suffixes.push_back(kCoarseSuffix);
  if (outputs_.overlay) suffixes.push_back(kOverlaySuffix);
  if (outputs_.confidence) suffixes.push_back(kConfidenceSuffix);
  if (outputs_.logits) suffixes.push_back(kLogitsSuffix);
  if (outputs_.logits && outputs_.coarse && ssa_) suffixes.push_back(kCoarseLogitsSuffix);
  if (outputs_.features) suffixes.push_back(kFeatureSuffix);
  return suffixes;
}

Json SegmentFiles::requestOf(const SegmentItem& item) const {
  std::error_code ignored;
  return {{"model_sha256", model_sha256_},
          {"options", Json::parse(optionsToJson(options_))},
          {"image_bytes", static_cast<std::uint64_t>(fs::file_size(item.image, ignored))},
          {"image_changed", static_cast<std::int64_t>(fs::last_write_time(item.image, ignored).time_since_epoch().count())}};
}

bool SegmentFiles::isDone(const SegmentItem& item) const {
  std::error_code ignored;
  for (const char* suffix : wantedSuffixes())
    if (!fs::is_regular_file(fileOf(item, suffix), ignored)) return false;
  const auto bytes = readFile(fileOf(item, kSidecarSuffix), kSidecarLimit);
  if (!bytes) return false;
  const auto* text = reinterpret_cast<const char*>(bytes->data());
  const Json sidecar = Json::parse(text, text + bytes->size(), nullptr, false);
  return sidecar.is_object() && sidecar.contains(kRequest) && sidecar[kRequest] == requestOf(item);
}

Result<void> SegmentFiles::makeFolder(const fs::path& folder) const {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return errorFromErrno(error.value(), folder, true);
  const fs::path root = fs::canonical(folder_, error), made = fs::canonical(folder, error);
  if (error) return errorFromErrno(error.value(), folder, true);
  if (std::mismatch(root.begin(), root.end(), made.begin(), made.end()).first != root.end())
    return Error(ErrorCode::writeFailed, {{"path", folder.string()}, {"reason", "a link leads out of the output folder"}});
  return {};
}

Result<std::vector<std::string>> SegmentFiles::write(const SegmentItem& item, const ReadImage& picture,
                                                     const Prediction& prediction, const Warnings& warnings) const {
  const Json request = requestOf(item);
  SSA_TRY(makeFolder(fileOf(item, kMaskSuffix).parent_path()));
  const PngText text = {{"Software", prediction.provenance.program}, {"Provenance", prediction.provenance.toJson()}};
  Json files = Json::object();
  std::vector<std::string> written;
  const auto save = [&](const char* key, const char* suffix, const Bytes& bytes) -> Result<void> {
    const fs::path file = fileOf(item, suffix);
    SSA_TRY(writeFile(file, bytes));
    files[key] = file.filename().string();
    written.push_back(file.string());
    return {};
  };
  const auto saveArray = [&](const char* key, const char* suffix, std::string_view name) -> Result<void> {
    const NamedArray* array = findArray(prediction, name);
    if (array == nullptr) return Error(ErrorCode::contract, {{"reason", "no array " + std::string(name)}});
    return save(key, suffix, encodeNpy(array->values, array->shape));
  };

  SSA_TRY(save("mask", kMaskSuffix, encodeIndexPng(prediction.refined, text)));
  if (outputs_.coarse && ssa_) SSA_TRY(save("coarse", kCoarseSuffix, encodeIndexPng(prediction.coarse, text)));
  if (outputs_.overlay) {
    const Image8 overlay = blendOverlay(picture.image, prediction.refined, labels_.palette(), kOverlayOpacity);
    SSA_TRY(save("overlay", kOverlaySuffix, encodePng(overlay, text)));
  }
  if (outputs_.confidence) SSA_TRY(save("confidence", kConfidenceSuffix, encodeScorePng(prediction.scores.confidence, text)));
  if (outputs_.logits) SSA_TRY(saveArray("logits", kLogitsSuffix, "logits"));
  if (outputs_.logits && outputs_.coarse && ssa_) SSA_TRY(saveArray("coarse_logits", kCoarseLogitsSuffix, "coarse"));
  if (outputs_.features) SSA_TRY(saveArray("feature", kFeatureSuffix, "feature"));

  Sidecar sidecar;
  sidecar.mask = fileOf(item, kMaskSuffix).filename().string();
  sidecar.hasSsa = ssa_;
  sidecar.size = prediction.refined.size();
  sidecar.orientation = picture.info.orientation;
  sidecar.labels = labels_;
  sidecar.provenance = prediction.provenance;
  sidecar.warnings = warnings;
  Json document = Json::parse(sidecar.toJson());
  document["files"] = files;
  document[kRequest] = request;
  const fs::path file = fileOf(item, kSidecarSuffix);
  SSA_TRY(writeFile(file, document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n'));
  written.push_back(file.string());
  return written;
}

}  // namespace ssa::cli
