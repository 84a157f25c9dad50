#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/image_trace.h"
#include "engine/api/trace_set.h"
#include "engine/metrics/confusion_matrix.h"

namespace ssa {

/// How prototypes become a relation matrix.
enum class RelationVariant {
  reference,  ///< softmax over the last axis of 15 × cosine; the diagonal is shown (the loss alone zeroes it)
  paper,      ///< softmax over the last axis of the plain dot product
};
inline constexpr Choice<RelationVariant> kRelationVariants[] = {{RelationVariant::reference, "reference"},
                                                                {RelationVariant::paper, "paper"}};

/// K×K numbers, row-major. As a relation every row sums to one: row i says where a pixel that looks like prototype i
/// would go. A difference has rows that sum to zero.
struct RelationMatrix {
  int classes = 0;
  std::vector<double> values;
  double at(int i, int j) const {
    return values[static_cast<std::size_t>(i) * static_cast<std::size_t>(classes) + static_cast<std::size_t>(j)];
  }
};

/// R_ij = exp(s_ij) / sum_k exp(s_ik), s = 15 cos(p_i, p_j) (reference) or p_i · p_j (paper); all in double.
RelationMatrix relationMatrix(const FeatureRows& prototypes, RelationVariant variant);
/// a - b. Error: classCountMismatch.
Result<RelationMatrix> difference(const RelationMatrix& a, const RelationMatrix& b);

/// Rows and columns in order of the class ids.
std::vector<int> orderByIndex(int classes);
/// Classes that resemble each other side by side: average-link clustering of 1 - (R_ij + R_ji)/2; leaves of a join
/// stand with the cluster of the lowest id first, ties join the lowest ids, so the order depends on the numbers alone.
std::vector<int> orderByCluster(const RelationMatrix& matrix);
/// Classes that are mistaken for each other side by side: the same clustering of
/// 1 - (n_ij + n_ji) / (n_i + n_j) with n_ij = pixels of truth i predicted as j and n_i = pixels of truth i.
std::vector<int> orderByConfusion(const ConfusionMatrix& confusion);

/// Mean and spread of one kind of matrix over images, added one at a time (Welford).
class RelationAccumulator {
 public:
  explicit RelationAccumulator(int classes);
  void add(const RelationMatrix& matrix);
  std::int64_t count() const { return count_; }
  RelationMatrix mean() const;
  /// Standard deviation over images (n - 1 in the denominator; zero for a single image).
  RelationMatrix spread() const;

 private:
  int classes_;
  std::int64_t count_ = 0;
  std::vector<double> mean_, square_;
};

/// Mean and spread of every kind of prototype over a set; `teacher…` kinds only where asked for and truth is there.
struct SetRelations {
  struct OfKind {
    PrototypeKind kind;
    RelationMatrix mean, spread;
  };
  RelationVariant variant = RelationVariant::reference;
  std::int64_t images = 0;
  std::vector<OfKind> kinds;     ///< those the model has, in the order of PrototypeKind
  ConfusionMatrix confusion{2};  ///< of the refined masks, for orderByConfusion; empty counts without truth
  std::vector<SkippedSample> skipped;
};
/// Errors: those of walkTraces.
Result<SetRelations> relationsOverSet(std::shared_ptr<const Model> model, const Dataset& dataset, RelationVariant variant,
                                      const PredictOptions& options, StopToken stop, ProgressSink& progress);

/// Where classes i and j compete on one picture.
struct Competition {
  struct Bin {
    double low = 0, high = 0;                      ///< of the margin z_i - z_j, logits
    std::int64_t cells = 0;                        ///< competing cells in this bin
    std::int64_t truthFirst = 0, truthSecond = 0;  ///< of them: truth at stride is i, is j
  };
  int first = 0, second = 0;  ///< i, j
  MaskKind kind = MaskKind::refined;
  ScoreMap margin;             ///< z_i - z_j of every cell (w×h), logits at stride
  LabelMap cells;              ///< 1 where i and j are the two best at stride, else 0 (w×h)
  LabelMap pixels;             ///< at picture size, from the upsampled logits: i or j = the winner of the two, kIgnore elsewhere
  std::vector<Bin> histogram;  ///< of the competing cells
  std::int64_t competing = 0;  ///< competing cells
  std::int64_t competingPixels = 0;  ///< competing pixels of the picture
  double meanAbsoluteMargin = 0;     ///< over competing cells; 0 without any
  std::int64_t firstForSecond = 0;   ///< pixels predicted i whose truth is j; 0 without truth
  std::int64_t secondForFirst = 0;   ///< pixels predicted j whose truth is i
};
/// Errors: badOption (`classes`: an id outside the table, twice the same; `bins` outside 1..1000; `kind` coarse of a plain
/// model), sizeMismatch, maskIdOutOfRange.
Result<Competition> competition(const ImageTrace& trace, int first, int second, MaskKind kind = MaskKind::refined,
                                const LabelMap* truth = nullptr, int bins = 41);

/// One image of a set, by how hard i and j fight there.
struct CompetitionRow {
  std::string name;
  std::string image;
  std::int64_t competingPixels = 0;
  std::int64_t confusedPixels = 0;  ///< firstForSecond + secondForFirst
  double meanAbsoluteMargin = 0;
};
struct SetCompetition {
  std::vector<CompetitionRow> rows;         ///< worst first: most confused pixels, then most competing pixels, then by name
  std::vector<Competition::Bin> histogram;  ///< of all images together, limits common to all
  std::vector<SkippedSample> skipped;
};
Result<SetCompetition> competitionOverSet(std::shared_ptr<const Model> model, const Dataset& dataset, int first, int second,
                                          MaskKind kind, const PredictOptions& options, StopToken stop, ProgressSink& progress);

}  // namespace ssa
