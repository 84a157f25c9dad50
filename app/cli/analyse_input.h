#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/console.h"
#include "engine/api/evaluator.h"
#include "engine/api/image_trace.h"
#include "engine/api/predictor.h"
#include "engine/core/result.h"
#include "engine/core/stop.h"
#include "engine/datasets/dataset.h"

namespace CLI {
class App;
}

namespace ssa::cli {

/// The flags that say what an analysis looks at: a model, and one picture (with its truth) or a set.
class AnalyseInput {
 public:
  /// What the analysis can look at.
  enum class Takes {
    picture,       ///< --image, --truth
    pictureOrSet,  ///< also --data, --split, --images, --masks
    anyPictures,   ///< also --images without masks
  };
  void declare(CLI::App& app, Takes takes);

  bool isSet() const { return image_.empty(); }
  const std::string& image() const { return image_; }
  PredictOptions options() const;

  /// The model of --model (warnings go to the console); `path` another one.
  Result<std::shared_ptr<const Model>> model(Console& console, const StopToken& stop) const {
    return open(console, model_, stop);
  }
  Result<std::shared_ptr<const Model>> open(Console& console, const std::string& path, const StopToken& stop) const;
  Result<Dataset> set(Console& console, const StopToken& stop) const;
  Result<Image8> picture(Console& console) const;
  /// The mask of --truth; nothing where it was not given. Read with the model's own table.
  Result<std::optional<LabelMap>> truth(const Model& model) const;
  /// Another mask of the picture, read the same way.
  Result<LabelMap> mask(const std::string& path, const Model& model) const;
  /// What `ofSet(set)` makes of the set, or `ofPicture(trace, truth)` of the one picture; truth may be null.
  template <class OfSet, class OfPicture>
  auto either(Console& console, const std::shared_ptr<const Model>& model, const StopToken& stop, OfSet ofSet,
              OfPicture ofPicture) const -> decltype(ofSet(std::declval<const Dataset&>())) {
    if (isSet()) {
      auto pictures = set(console, stop);
      if (!pictures) return std::move(pictures).error();
      return ofSet(*pictures);
    }
    auto one = picture(console);
    if (!one) return std::move(one).error();
    auto known = truth(*model);
    if (!known) return std::move(known).error();
    auto traced = trace(model, *one, console, stop);
    if (!traced) return std::move(traced).error();
    return ofPicture(**traced, *known ? &**known : nullptr);
  }
  Result<std::shared_ptr<const ImageTrace>> trace(std::shared_ptr<const Model> model, const Image8& picture, Console& console,
                                                  const StopToken& stop) const;

 private:
  std::string model_, image_, truth_, data_, split_, images_, masks_;
  std::string device_ = "auto";
  float scale_ = 1;
};

/// A class by its id or its name. Error: badOption (`option`).
Result<int> classOf(const std::string& idOrName, const LabelSet& labels, const std::string& option);
/// `3 Car`
std::string classText(int id, const LabelSet& labels);
/// Per cent with two decimals, or `-`.
std::string percent(const std::optional<double>& value);
Json orNull(const std::optional<double>& value);
/// Model, picture or set: what every analysis states in its document.
Json traceJson(const ImageTraceInfo& info);
/// Files that took no part: complained about on stderr, listed for the document.
Json skippedJson(Console& console, const std::vector<SkippedSample>& skipped);

}  // namespace ssa::cli
