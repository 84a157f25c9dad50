#include "app/session/explain/map_work.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "app/session/qt_convert.h"
#include "engine/core/run_errors.h"

namespace ssa {
namespace {

constexpr int kStretch = 20;                  // iterations of one map before the other has its turn
constexpr std::size_t kFewestOfPicture = 50;  // of one picture among many: more pictures are thinned out

/// Two maps share one bar of progress.
class SharedBar final : public ProgressSink {
 public:
  SharedBar(ProgressSink& whole, double from) : whole_(whole), from_(from) {}
  void report(double fraction, std::string_view stage) override { whole_.report(fraction < 0 ? fraction : from_, stage); }

 private:
  ProgressSink& whole_;
  double from_;
};

}  // namespace

template <class F>
void MapWork::tell(F&& change) {
  const std::scoped_lock lock(mutex_);
  change(news_);
  if (wake_ && !std::exchange(told_, true)) wake_();
}

void MapWork::onNews(std::function<void()> wake) {
  const std::scoped_lock lock(mutex_);
  wake_ = std::move(wake);
}

MapWork::News MapWork::fetch() {
  const std::scoped_lock lock(mutex_);
  told_ = false;
  News fetched = news_;
  news_.fresh = {};
  news_.freshTracing = false;
  return fetched;
}

Result<void> MapWork::trace(const StopToken& stop, ProgressSink& progress) {
  const std::scoped_lock alone(busy_);
  if (!listed_) {
    progress.report(-1, "read");
    auto list = listPictures(*question.source, labels,
                             std::max<std::size_t>(1, static_cast<std::size_t>(question.mostCells) / kFewestOfPicture), stop);
    if (!list) return list.error();
    list_ = std::move(*list);
    listed_ = true;
    for (Input& input : inputs)
      if (input.model) input.gatherer = std::make_unique<MapGatherer>(question, list_.files.size());
  }
  const auto tellDone = [this] {
    tell([this](News& news) {
      news.tracing.done = next_;
      news.tracing.all = list_.files.size();
      news.tracing.offered = list_.offered;
      news.freshTracing = true;
    });
  };
  for (; next_ < list_.files.size(); ++next_) {
    tellDone();
    if (stop.stop_requested()) return ErrorCode::stopped;
    progress.report(static_cast<double>(next_) / static_cast<double>(list_.files.size()), "analyse");
    const MapPictureFile& file = list_.files[next_];
    const Result<void> done = tracePicture(file, stop);
    if (done) {
      ++used_;
      continue;
    }
    if (concernsWholeRun(done.error().code)) return done;
    Error error = done.error();
    if (error.arg("path").empty()) error.args.emplace_back("path", file.image.string());
    if (!firstError_) firstError_ = error;
    tell([&](News& news) { news.tracing.skipped.push_back({fromPath(file.image), error}); });
  }
  tellDone();
  if (used_ == 0)
    return firstError_.value_or(
        Error(ErrorCode::folderEmpty, {{"path", question.source->root.string()}, {"wanted", "pictures"}}));
  traced_ = true;
  return {};
}

Result<void> MapWork::tracePicture(const MapPictureFile& file, const StopToken& stop) {
  auto picture = readMapPicture(*question.source, file, list_.table);
  if (!picture) return picture.error();
  std::array<std::shared_ptr<const ImageTrace>, kSlots> traces;
  NoProgress quiet;
  for (std::size_t slot = 0; slot < inputs.size(); ++slot) {
    if (!inputs[slot].model) continue;
    auto trace = traceImage(inputs[slot].model, picture->image, file.image.string(), {}, stop, quiet);
    if (!trace) return trace.error();
    traces[slot] = std::move(*trace);
  }
  return take(traces, picture->truth.get(), file.image.string(), picture->truth ? file.mask.string() : std::string());
}

// Both maps have the same cells where the grids are the same: the classes of the truth decide, else those the SSA model saw.
Result<void> MapWork::take(const std::array<std::shared_ptr<const ImageTrace>, kSlots>& traces, const LabelMap* truthOf,
                           const std::string& path, const std::string& mask) {
  const std::size_t pictures = question.source ? list_.files.size() : 1;
  const std::size_t share = std::max<std::size_t>(1, static_cast<std::size_t>(question.mostCells) / pictures);
  const std::uint64_t seed = question.options.seed * 1'000'003 + next_;
  // Truth that does not fit one of the models leaves the picture out of both maps.
  for (const auto& trace : traces)
    if (trace && truthOf != nullptr)
      if (const auto fits = trace->labelsAtStride(*truthOf); !fits) return fits.error();
  Size grid;
  std::vector<std::int32_t> cells;
  for (std::size_t slot = traces.size(); slot-- > 0;) {
    if (!traces[slot]) continue;
    const ImageTrace& trace = *traces[slot];
    if (grid != trace.info().cells) {
      grid = trace.info().cells;
      std::vector<std::int32_t> from;
      if (question.only.empty()) {
        from.resize(static_cast<std::size_t>(grid.area()));
        std::iota(from.begin(), from.end(), 0);
      } else {
        from = question.only.on(grid).cells;
      }
      LabelMap labelled = trace.labelsAtStride(MaskKind::refined);
      if (truthOf != nullptr) {
        auto atStride = trace.labelsAtStride(*truthOf);
        if (!atStride) return atStride.error();
        labelled = std::move(*atStride);
      }
      cells = sampleCells(from, labelled.labels(), share, seed);
    }
    SSA_TRY(inputs[slot].gatherer->add(trace, truthOf, cells, path, mask));
  }
  return {};
}

Result<void> MapWork::descend(int iterations, const StopToken& stop, ProgressSink& progress) {
  const std::scoped_lock alone(busy_);
  if (!question.source && !traced_) {
    std::array<std::shared_ptr<const ImageTrace>, kSlots> traces;
    std::string path;
    for (std::size_t slot = 0; slot < inputs.size(); ++slot) {
      if (!inputs[slot].trace) continue;
      traces[slot] = inputs[slot].trace;
      path = traces[slot]->info().image;
      inputs[slot].gatherer = std::make_unique<MapGatherer>(question, 1);
    }
    SSA_TRY(take(traces, truth.get(), path, {}));
    traced_ = true;
  }
  std::vector<std::size_t> slots;
  for (std::size_t slot = 0; slot < inputs.size(); ++slot)
    if (!inputs[slot].isEmpty()) slots.push_back(slot);
  for (const std::size_t slot : slots) SSA_TRY(prepare(slot, stop, progress));
  const double share = 1.0 / static_cast<double>(std::max<std::size_t>(1, slots.size()));
  for (int done = 0; done < iterations; done += kStretch)
    for (std::size_t i = 0; i < slots.size(); ++i) {
      SharedBar part(progress, (done + kStretch * static_cast<double>(i) * share) / iterations);
      SSA_TRY(inputs[slots[i]].embedder->run(
          std::min(kStretch, iterations - done), [this, slot = slots[i]](const EmbeddingMap& map) { show(slot, map); }, stop,
          part));
    }
  for (const std::size_t slot : slots) {
    Embedder& embedder = *inputs[slot].embedder;
    auto map = embedder.map();
    if (!map) return map.error();
    auto quality = embedder.quality(stop);
    if (!quality) return quality.error();
    tell([&](News& news) {
      news.fresh[slot] = true;
      news.sides[slot].map = std::make_shared<const EmbeddingMap>(std::move(*map));
      news.sides[slot].quality = *quality;
      news.sides[slot].facts = embedder.facts();
    });
  }
  return {};
}

Result<void> MapWork::prepare(std::size_t slot, const StopToken& stop, ProgressSink& progress) {
  Input& input = inputs[slot];
  if (input.embedder) return {};
  if (!input.points) {
    auto points = input.gatherer->finish();
    if (!points) return points.error();
    input.points = *points;
  }
  const MapPoints& rows = *input.points;
  tell([&](News& news) {
    news.fresh[slot] = true;
    news.sides[slot].points = input.points;
  });
  auto embedder = Embedder::make(
      {rows.rows, static_cast<std::int64_t>(rows.count()), rows.columns}, question.options, {},
      [this, slot](const EmbeddingMap& map) { show(slot, map); }, stop, progress);
  if (!embedder) return embedder.error();
  auto clusters = input.gatherer->clusters(stop);
  if (!clusters) return clusters.error();
  input.gatherer.reset();
  input.embedder = std::move(*embedder);
  tell([&](News& news) {
    news.fresh[slot] = true;
    news.sides[slot].clusters = *clusters;
    news.sides[slot].facts = input.embedder->facts();
  });
  return {};
}

void MapWork::show(std::size_t slot, const EmbeddingMap& map) {
  tell([&](News& news) {
    news.fresh[slot] = true;
    news.sides[slot].map = std::make_shared<const EmbeddingMap>(map);
    news.sides[slot].quality.reset();
    if (inputs[slot].embedder) news.sides[slot].facts = inputs[slot].embedder->facts();
  });
}

}  // namespace ssa
