#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "app/cli/segment_plan.h"
#include "engine/api/model.h"
#include "engine/api/predictor.h"
#include "engine/image/read.h"

namespace ssa::cli {

/// Which files a picture gets beside its mask and sidecar.
struct SegmentOutputs {
  bool coarse = false;
  bool overlay = false;
  bool confidence = false;
  bool logits = false;
  bool features = false;
};

/// Writes the results of one model into one folder, and knows which of them are already there.
class SegmentFiles {
 public:
  SegmentFiles(std::filesystem::path folder, const ModelInfo& model, const PredictOptions& options, SegmentOutputs outputs);

  /// True where the files of `item` were written by the same weights, with the same options, from the
  /// same picture (size and time of change), and none of them is missing.
  bool isDone(const SegmentItem& item) const;
  /// Encodes and writes everything, the sidecar last. Errors: those of writeFile; writeFailed where a link
  /// would lead out of the folder.
  Result<std::vector<std::string>> write(const SegmentItem& item, const ReadImage& picture, const Prediction& prediction,
                                         const Warnings& warnings) const;

  std::filesystem::path maskOf(const SegmentItem& item) const { return fileOf(item, kMaskSuffix); }

 private:
  std::filesystem::path fileOf(const SegmentItem& item, const char* suffix) const;
  std::vector<const char*> wantedSuffixes() const;
  /// What a result depends on; kept in the sidecar.
  Json requestOf(const SegmentItem& item) const;
  Result<void> makeFolder(const std::filesystem::path& folder) const;

  std::filesystem::path folder_;
  std::string model_sha256_;
  LabelSet labels_;
  bool ssa_;
  PredictOptions options_;
  SegmentOutputs outputs_;
};

}  // namespace ssa::cli
