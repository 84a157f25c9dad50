#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/api/image_trace.h"

namespace ssa {

/// A named change of a picture's final prototypes Q: a value, so that undo is a stack of them. Applied in this order:
/// strength, freeze or own prototype of every class, then the pushes one after another.
///
/// Strength t: Q_k(t) = Q0_k + t (Q_k - Q0_k), Q0_k = center_proj(S_k), the projection of the fixed prototype; 0 undoes
/// the adaptation, 1 is the model (the row is then untouched, bit for bit), above 1 exaggerates it.
/// Freeze: Q_k = Q0_k whatever the strength says.
/// Push of a and b by s: with d the unit vector along Q_a/|Q_a| - Q_b/|Q_b|, Q_a += s |Q_a| d and Q_b -= s |Q_b| d;
/// negative s pulls them together. Prototypes of one direction cannot be pushed and stay.
struct Patch {
  struct OfClass {
    int id = 0;
    double strength = 1;  ///< 0..1.5
    bool frozen = false;
    std::vector<float> prototype;  ///< Q_k itself (C numbers), replaces the two above; empty = not set
    friend bool operator==(const OfClass&, const OfClass&) = default;
  };
  struct Push {
    int first = 0, second = 0;
    double amount = 0;  ///< -1..1
    friend bool operator==(const Push&, const Push&) = default;
  };
  std::string name;
  std::string modelSha256;  ///< weights it was made on; empty = any
  std::vector<OfClass> classes;
  std::vector<Push> pushes;

  /// The entry of a class, added when missing.
  OfClass& of(int id);
  bool empty() const;  ///< changes nothing
  std::string toJson() const;
  /// Errors: badConfig (`path` = origin).
  static Result<Patch> fromJson(std::string_view json, std::string_view origin);
  friend bool operator==(const Patch&, const Patch&) = default;
};

/// Writes a patch as JSON. Errors: those of writeFile.
Result<void> savePatch(const std::filesystem::path& path, const Patch& patch);
/// Errors: those of readFile, badConfig.
Result<Patch> loadPatch(const std::filesystem::path& path);

/// What a patch makes of the picture.
struct WhatIfResult {
  LabelMap mask;                    ///< at picture size
  std::int64_t changed_px = 0;      ///< pixels that differ from the unpatched mask
  std::vector<int> changedClasses;  ///< whose prototype the patch moved
  FeatureRows prototypes;           ///< Q under the patch, K × C
  double seconds = 0;               ///< of this answer
};

/// Live masks of patched prototypes from a cached trace: only the changed rows of logits are computed anew, then the
/// picture's labels. Equal, bit for bit, to a whole forward through the same patched head (predictPatched).
///
/// Row k of the logits is 15 <G/|G|, Q_k/|Q_k|>, so rows of unchanged prototypes keep their bits. A set of rows takes the
/// short way only after it has reproduced the unpatched rows bit for bit; where the linear-algebra library rounds a short
/// product differently, all rows are computed.
/// Not synchronised: one thread at a time.
class WhatIf {
 public:
  struct Impl;
  /// Errors: badOption (`model`: no SSA classifier).
  static Result<std::unique_ptr<WhatIf>> on(std::shared_ptr<const ImageTrace> trace);
  explicit WhatIf(std::unique_ptr<Impl> impl);
  ~WhatIf();

  /// Errors: badOption (`class`, `strength`, `prototype`, `push`: ids outside the table, amounts outside their range, wrong
  /// length, numbers that are not finite; `model`: made on other weights).
  Result<WhatIfResult> apply(const Patch& patch);
  const ImageTrace& trace() const;

 private:
  std::unique_ptr<Impl> impl_;
};

/// The same from the picture: a whole forward, the patch, all logits, the mask. Errors: those of traceImage and WhatIf.
Result<LabelMap> predictPatched(std::shared_ptr<const Model> model, const Image8& image, const PredictOptions& options,
                                const Patch& patch, StopToken stop, ProgressSink& progress);

/// A prototype dragged towards pixels on a map of the joint space: the weighted mean m of the unit vectors G/|G| of the
/// cells, then Q'= |Q_k| unit((1-amount) Q_k/|Q_k| + amount unit(m)). `weights` empty = equal.
/// Errors: badOption (`class`, `cells`, `weights`, `amount` outside 0..1; `model` without SSA).
Result<std::vector<float>> prototypeTowards(const ImageTrace& trace, int id, std::span<const int> cells,
                                            std::span<const double> weights, double amount);

}  // namespace ssa
