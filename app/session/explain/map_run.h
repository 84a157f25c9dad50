#pragma once

#include <QObject>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/map_points.h"

namespace ssa {

class MapWork;

/// The maps of both slots, made together: first pictures at once, then both move on in turns. Can be stopped and goes on
/// where it was. A map of the open picture ends with it; one of several pictures traces them first, one after another, and
/// stays while others are opened.
class MapRun : public QObject {
  Q_OBJECT

 public:
  enum class State {
    none,
    tracing,  ///< the models look at the pictures
    running,
    paused,    ///< between two stretches, or stopped by hand, also while tracing
    finished,  ///< all iterations are done
    failed,
  };
  /// What is known of one slot's map.
  struct Side {
    std::shared_ptr<const MapPoints> points;
    std::shared_ptr<const EmbeddingMap> map;  ///< the newest
    std::optional<ClusterQuality> clusters;
    std::optional<EmbeddingFacts> facts;
    std::optional<EmbeddingQuality> quality;  ///< of `map`; only when it rests
  };
  /// How far several pictures are.
  struct Tracing {
    std::size_t done = 0;     ///< traced, or left out
    std::size_t all = 0;      ///< 0 before they are listed
    std::size_t offered = 0;  ///< by the source; more than `all` where they were thinned out
    struct Skipped {
      QString path;
      Error error;
    };
    std::vector<Skipped> skipped;  ///< could not be read
  };

  MapRun(ExplainSession& session, QObject* parent);
  ~MapRun() override;

  /// Gathers points, finds neighbours and shows the first pictures, then does `iterations` steps; what went before is gone.
  void start(const MapQuestion& question, int iterations);
  /// `iterations` more steps of the same maps; after a stop while tracing, the pictures that are left come first.
  void resume(int iterations);
  void stop();
  void clear();

  State state() const { return state_; }
  bool isBusy() const { return state_ == State::tracing || state_ == State::running; }
  /// Of several pictures, and therefore not bound to the open one.
  bool isOfMany() const { return state_ != State::none && question_.source != nullptr; }
  /// Made with these models (of the slots that took part).
  bool isOf(const ExplainSubject& subject) const;
  const Error& error() const { return error_; }
  const MapQuestion& question() const { return question_; }
  const Side& side(Slot slot) const { return sides_[static_cast<std::size_t>(slot)]; }
  const Tracing& tracing() const { return tracing_; }
  int iterationsDone() const;
  /// 0..1 of the stretch that runs.
  double fraction() const;
  /// The map as it would be saved; empty before the descent has rested once.
  std::optional<Embedding> embedding(Slot slot) const;

 Q_SIGNALS:
  void mapChanged(ssa::Slot slot);
  void tracingChanged();
  void stateChanged();

 private:
  void go();
  template <class W>
  void post(State state, Lane lane, W work);
  void ended(Result<void> done);
  void setState(State state);
  void drain();

  ExplainSession& session_;
  std::shared_ptr<MapWork> work_;
  MapQuestion question_;
  std::array<std::shared_ptr<const Model>, kSlots> models_;
  std::array<Side, kSlots> sides_;
  Tracing tracing_;
  State state_ = State::none;
  int wanted_ = 0;  ///< iterations that are still asked for
  Error error_;
  quint64 job_ = 0;
};

}  // namespace ssa
