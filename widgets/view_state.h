#pragma once

#include <QObject>
#include <QString>

#include <array>
#include <vector>

#include "app/session/view_kind.h"
#include "widgets/canvas/canvas.h"

namespace ssa {

class Settings;

inline constexpr int kMaxViews = 4;
inline constexpr ViewKind kViewKinds[] = {ViewKind::image, ViewKind::baseline, ViewKind::coarse, ViewKind::refined,
                                          ViewKind::truth, ViewKind::flips,    ViewKind::gains};
inline constexpr CompareMode kCompareModes[] = {CompareMode::single, CompareMode::grid, CompareMode::swipe, CompareMode::blink};
inline constexpr ScoreKind kScoreKinds[] = {ScoreKind::none, ScoreKind::confidence, ScoreKind::entropy, ScoreKind::margin};

/// How the window looks at the document: mode, views, overlay, score and probe. Bars, panes and the canvas
/// all read and set this one; it is remembered in the settings and holds when the picture changes.
class ViewState : public QObject {
  Q_OBJECT

 public:
  /// What is drawn over the masks instead of the classes.
  struct Score {
    ScoreKind kind = ScoreKind::none;
    double threshold = 0;
    bool below = false;
    friend bool operator==(const Score&, const Score&) = default;
  };

  explicit ViewState(Settings& settings, QObject* parent = nullptr);

  CompareMode mode() const { return mode_; }
  void setMode(CompareMode mode);
  void cycleMode();

  /// Views shown in this mode: 1 in single, 2 in swipe and blink, 2..4 in grid.
  int viewCount() const;
  ViewKind view(int index) const { return views_[static_cast<std::size_t>(index)]; }
  std::vector<ViewKind> shownViews() const;
  void setView(int index, ViewKind kind);
  void setGridCount(int count);  ///< clamped to 2..4

  const CanvasStyle& style() const { return style_; }
  void setStyle(const CanvasStyle& style);
  void resetTone();
  void addOpacity(float step);

  const Score& score() const { return score_; }
  void setScore(const Score& score);

  bool linked() const { return linked_; }
  void setLinked(bool linked);
  bool probe() const { return probe_; }
  void setProbe(bool on);
  /// Blink mode turns its views by itself.
  bool blinking() const { return blinking_; }
  void setBlinking(bool on);

  /// The view actions and masks refer to; follows the canvas, always below viewCount().
  int activeView() const;
  ViewKind activeKind() const { return view(activeView()); }
  void setActiveView(int index);

 Q_SIGNALS:
  void viewsChanged();  ///< mode, views or their number
  void styleChanged();
  void scoreChanged();
  void linkedChanged();
  void probeChanged();
  void blinkingChanged();
  void activeViewChanged();

 private:
  void load();
  void saveViews();

  Settings& settings_;
  CompareMode mode_ = CompareMode::grid;
  std::array<ViewKind, kMaxViews> views_{ViewKind::image, ViewKind::baseline, ViewKind::coarse, ViewKind::refined};
  int gridCount_ = kMaxViews;
  int active_ = 0;
  CanvasStyle style_;
  Score score_;
  bool linked_ = true;
  bool probe_ = true;
  bool blinking_ = true;
};

/// True for the views that show one mask of classes.
bool isMaskView(ViewKind kind);
bool isDifferenceView(ViewKind kind);

/// Stable names used in settings and file names (`refined`, `grid`, `entropy`).
QString nameOf(ViewKind kind);
QString nameOf(CompareMode mode);
QString nameOf(ScoreKind kind);

/// Titles as shown.
QString titleOf(ViewKind kind);
QString titleOf(ScoreKind kind);

}  // namespace ssa
