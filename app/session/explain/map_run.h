#pragma once

#include <QObject>

#include <array>
#include <memory>
#include <optional>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/map_points.h"

namespace ssa {

/// The maps of both slots, made together in one job: first pictures at once, then both move on in turns. Can be stopped and
/// goes on where it was.
class MapRun : public QObject {
  Q_OBJECT

 public:
  enum class State {
    none,
    running,
    paused,    ///< between two stretches, or stopped by hand
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

  MapRun(ExplainSession& session, QObject* parent);
  ~MapRun() override;

  /// Gathers points, finds neighbours and shows the first pictures, then does `iterations` steps; what went before is gone.
  void start(const MapQuestion& question, int iterations);
  /// `iterations` more steps of the same maps.
  void resume(int iterations);
  void stop();
  void clear();

  State state() const { return state_; }
  const Error& error() const { return error_; }
  const MapQuestion& question() const { return question_; }
  const Side& side(Slot slot) const { return sides_[static_cast<std::size_t>(slot)]; }
  int iterationsDone() const;
  /// 0..1 of the stretch that runs.
  double fraction() const;
  /// The map as it would be saved; empty before the descent has rested once.
  std::optional<Embedding> embedding(Slot slot) const;

 Q_SIGNALS:
  void mapChanged(ssa::Slot slot);
  void stateChanged();

 private:
  struct Work;
  void post(int iterations);
  void drain();

  ExplainSession& session_;
  std::shared_ptr<Work> work_;
  MapQuestion question_;
  std::array<Side, kSlots> sides_;
  State state_ = State::none;
  Error error_;
  quint64 job_ = 0;
};

}  // namespace ssa
