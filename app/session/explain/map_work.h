#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/session/explain/map_gather.h"
#include "app/session/explain/map_run.h"

namespace ssa {

/// What the jobs of a MapRun work on; may outlive it, so it holds this alone. Blocking calls, one job at a time.
class MapWork {
 public:
  struct Input {
    std::shared_ptr<const Model> model;       ///< of several pictures
    std::shared_ptr<const ImageTrace> trace;  ///< of the open one
    std::unique_ptr<MapGatherer> gatherer;
    std::shared_ptr<const MapPoints> points;
    std::unique_ptr<Embedder> embedder;
    bool isEmpty() const { return !model && !trace; }
  };
  /// What was made and not fetched yet.
  struct News {
    std::array<MapRun::Side, kSlots> sides;
    std::array<bool, kSlots> fresh{};
    MapRun::Tracing tracing;
    bool freshTracing = false;
  };

  MapQuestion question;
  std::shared_ptr<const LabelMap> truth;  ///< of the open picture
  LabelSet labels;
  std::array<Input, kSlots> inputs;

  /// Runs the models over the pictures of the source; stopped, the next call goes on with the picture it was at.
  /// Errors: stopped, those of listPictures, and the first picture's where none could be used; faults of the device.
  Result<void> trace(const StopToken& stop, ProgressSink& progress);
  /// First pictures where there are none yet, then `iterations` steps of every map.
  Result<void> descend(int iterations, const StopToken& stop, ProgressSink& progress);
  bool isTraced() const { return !question.source || traced_; }

  /// Called from any thread when there are news, once until they are fetched; null: nobody listens any more.
  void onNews(std::function<void()> wake);
  News fetch();

 private:
  template <class F>
  void tell(F&& change);
  Result<void> tracePicture(const MapPictureFile& file, const StopToken& stop);
  Result<void> take(const std::array<std::shared_ptr<const ImageTrace>, kSlots>& traces, const LabelMap* truth,
                    const std::string& path, const std::string& mask);
  Result<void> prepare(std::size_t slot, const StopToken& stop, ProgressSink& progress);
  void show(std::size_t slot, const EmbeddingMap& map);

  std::mutex busy_;  ///< a stopped job may still be leaving while the next one enters
  MapPictureList list_;
  bool listed_ = false;
  std::atomic<bool> traced_ = false;
  std::size_t next_ = 0, used_ = 0;
  std::optional<Error> firstError_;

  std::mutex mutex_;  ///< of everything below
  News news_;
  bool told_ = false;
  std::function<void()> wake_;
};

}  // namespace ssa
