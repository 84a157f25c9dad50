#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "widgets/canvas/tile_source.h"

namespace ssa {

/// Makes tiles on one thread of its own, most wanted first, so that no frame ever waits for the data.
class TileLoader {
 public:
  struct Wanted {
    std::shared_ptr<TileSource> source;
    TilePlace place;
    bool quick = false;  ///< a stand-in will do
  };
  struct Made {
    std::shared_ptr<TileSource> source;
    TilePlace place;
    TileBytes bytes;
    bool quick = false;
  };

  /// `ready` is called on the loader's thread after each tile.
  explicit TileLoader(std::function<void()> ready);
  ~TileLoader();

  /// Replaces what is wanted; what is made or being made already is left out.
  void setWanted(std::vector<Wanted> wanted);
  /// The next finished tile; false when there is none.
  bool take(Made& made);
  /// `take` would give one.
  bool hasMade() const;
  /// While held no further tile is begun: a frame that is rasterised by the processor shall not share it.
  void hold(bool held);

 private:
  void run(const std::stop_token& stop);

  static constexpr std::size_t kMostWaiting = 16;

  std::function<void()> ready_;
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Wanted> wanted_;  // next at the back
  std::vector<Made> made_;
  Wanted current_;
  bool held_ = false;
  std::jthread thread_;
};

}  // namespace ssa
