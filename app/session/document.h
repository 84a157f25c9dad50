#pragma once

#include <QObject>
#include <QString>

#include <array>
#include <memory>
#include <optional>

#include "app/session/view_kind.h"
#include "engine/api/predictor.h"
#include "engine/image/difference.h"
#include "engine/image/read.h"

namespace ssa {

/// State of one slot's prediction for the open picture.
enum class PredictionState { none, running, ready, failed };

/// The open picture and everything known about it. Owned by Session; widgets only read it and redraw on
/// `changed`, which comes at most once per event-loop turn.
class Document : public QObject {
  Q_OBJECT

 public:
  enum Change { Picture = 1, Truth = 2, Predictions = 4, Scores = 8, Differences = 16, State = 32 };
  Q_DECLARE_FLAGS(Changes, Change)

  explicit Document(QObject* parent = nullptr);

  bool isEmpty() const { return !image_; }
  QString path() const { return path_; }  ///< empty for a pasted picture
  QString title() const;                  ///< file name, or "Pasted picture" key handled by widgets when empty
  std::shared_ptr<const Image8> image() const { return image_; }
  const ImageInfo& info() const { return info_; }
  const Warnings& warnings() const { return warnings_; }

  std::shared_ptr<const LabelMap> truth() const { return truth_; }
  QString truthPath() const { return truthPath_; }
  std::optional<Error> truthError() const { return truthError_; }

  PredictionState state(Slot slot) const { return predictions_[static_cast<int>(slot)].state; }
  std::shared_ptr<const Prediction> prediction(Slot slot) const { return predictions_[static_cast<int>(slot)].value; }
  const Error& predictionError(Slot slot) const { return predictions_[static_cast<int>(slot)].error; }

  /// The mask a view shows; null when it does not exist (yet), for `image` and for the difference views.
  /// Coarse of a plain model is null. While a slot runs again with other options its last mask stays.
  std::shared_ptr<const LabelMap> mask(ViewKind view) const;
  /// Score map of a mask view; null until Session::requestScores delivered it.
  std::shared_ptr<const ScoreMap> score(ViewKind view, ScoreKind kind) const;
  /// `flips` or `gains`; null when its inputs are missing.
  std::shared_ptr<const Difference> difference(ViewKind view) const;

 Q_SIGNALS:
  void changed(ssa::Document::Changes changes);

 private:
  friend class Session;
  struct SlotPrediction {
    PredictionState state = PredictionState::none;
    std::shared_ptr<const Prediction> value;
    std::shared_ptr<const LabelMap> refined;  ///< aliases value
    std::shared_ptr<const LabelMap> coarse;
    Error error;

    void set(std::shared_ptr<const Prediction> prediction);  ///< ready, or none when null
  };
  static int scoreIndex(ViewKind view);       ///< into scores_; -1 where a view has none
  static int differenceIndex(ViewKind view);  ///< into differences_; -1 where a view has none
  void note(Changes changes);

  QString path_;
  std::shared_ptr<const Image8> image_;
  ImageInfo info_;
  Warnings warnings_;
  std::shared_ptr<const LabelMap> truth_;
  QString truthPath_;
  std::optional<Error> truthError_;
  std::array<SlotPrediction, kSlots> predictions_;
  std::array<std::shared_ptr<const ScoreMaps>, 3> scores_;  ///< baseline, coarse, refined
  std::array<std::shared_ptr<const Difference>, 2> differences_;
  Changes pending_;
  bool notifying_ = false;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(Document::Changes)

}  // namespace ssa
