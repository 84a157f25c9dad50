#include "engine/datasets/loader.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <thread>
#include <unordered_set>
#include <utility>

#include "engine/core/random.h"
#include "engine/datasets/augment.h"
#include "engine/datasets/loader_cache.h"
#include "engine/datasets/loader_order.h"

namespace ssa {
namespace {

void allocate(TrainBatch& batch, const AugmentOptions& augment, int count) {
  batch.count = count;
  batch.width = augment.crop_width_px;
  batch.height = augment.crop_height_px;
  const std::size_t crop = static_cast<std::size_t>(batch.width) * static_cast<std::size_t>(batch.height);
  const std::size_t slots = static_cast<std::size_t>(count);
  batch.images.assign(slots * crop * 3, 0);
  batch.labels.assign(slots * crop, kIgnore);
  batch.content.resize(slots);
  batch.indices.resize(slots);
}

}  // namespace

struct TrainLoader::Private {
  /// A batch in the making; its slots are filled by whoever is free.
  struct Job {
    std::int64_t iteration = 0;
    TrainBatch batch;
    std::once_flag allocated;
    int taken = 0;  ///< slots given out
    int done = 0;
    std::optional<Error> error;
    std::exception_ptr fault;
    bool failed() const { return error || fault; }
  };

  Private(std::shared_ptr<const SampleSource> source_, const AugmentOptions& augment_, const LoaderOptions& options_)
      : source(std::move(source_)),
        augment(augment_),
        options(options_),
        order(source->size(), options_.seed),
        cache(options_.cache_bytes) {}

  const std::shared_ptr<const SampleSource> source;
  const AugmentOptions augment;
  const LoaderOptions options;
  const EpochOrder order;
  DecodedCache cache;

  mutable std::mutex skip_mutex;
  std::vector<SkippedPair> skipped;
  std::unordered_set<int> skipped_indices;

  mutable std::mutex mutex;  ///< of everything below
  std::condition_variable_any work, progress;
  std::deque<std::shared_ptr<Job>> window;  ///< consecutive iterations
  double waited = 0;
  std::vector<std::jthread> workers;  ///< last: they end before the rest goes

  bool isSkipped(int index) const {
    const std::scoped_lock lock(skip_mutex);
    return skipped_indices.contains(index);
  }
  void skip(int index, Error error) {
    const std::scoped_lock lock(skip_mutex);
    if (skipped_indices.insert(index).second) skipped.push_back({index, std::move(error)});
  }

  Result<std::shared_ptr<const TrainSample>> decoded(int index) {
    if (auto kept = cache.find(index)) return kept;
    auto read = source->read(index);
    if (!read) return std::move(read).error();
    if (read->image.empty() || read->image.size() != read->labels.size()) {
      const auto text = [](Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); };
      return Error(ErrorCode::sizeMismatch,
                   {{"path", source->name(index)}, {"found", text(read->labels.size())}, {"expected", text(read->image.size())}});
    }
    auto sample = std::make_shared<const TrainSample>(std::move(*read));
    cache.offer(index, sample);
    return sample;
  }

  Result<void> fill(Job& job, int slot) {
    std::call_once(job.allocated, [&] { allocate(job.batch, augment, options.batch); });
    const std::int64_t draw = job.iteration * options.batch + slot;
    for (int next = 0; next < source->size(); ++next) {
      const int index = order.at(draw, next);
      if (isSkipped(index)) continue;
      auto sample = decoded(index);
      if (!sample && sample.error().code == ErrorCode::outOfMemory) return sample.error();
      if (!sample) {
        skip(index, std::move(sample).error());
        continue;
      }
      const std::size_t at = static_cast<std::size_t>(slot);
      const std::size_t pixels = at * static_cast<std::size_t>(job.batch.width) * static_cast<std::size_t>(job.batch.height);
      Random random(options.seed, static_cast<std::uint64_t>(draw));
      job.batch.content[at] =
          augmentInto(**sample, augment, random, {job.batch.images.data() + pixels * 3, job.batch.labels.data() + pixels});
      job.batch.indices[at] = index;
      return {};
    }
    return Error(ErrorCode::nothingToLearn, {{"path", source->size() > 0 ? source->name(0) : std::string()}});
  }

  void fillNoting(Job& job, int slot) {
    std::optional<Error> error;
    std::exception_ptr fault;
    try {
      if (auto filled = fill(job, slot); !filled) error = filled.error();
    } catch (const std::bad_alloc&) {
      error = Error(ErrorCode::outOfMemory, {{"device", "cpu"}});
    } catch (...) {
      fault = std::current_exception();
    }
    const std::scoped_lock lock(mutex);
    if (error && !job.failed()) job.error = std::move(error);
    if (fault && !job.failed()) job.fault = fault;
    ++job.done;
    progress.notify_all();
  }

  /// The first job with a slot nobody took yet; `mutex` is held.
  std::shared_ptr<Job> open() const {
    for (const auto& job : window)
      if (job->taken < options.batch && !job->failed()) return job;
    return nullptr;
  }

  void serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      std::shared_ptr<Job> job;
      int slot = 0;
      {
        std::unique_lock lock(mutex);
        if (!work.wait(lock, stop, [&] { return (job = open()) != nullptr; })) return;
        slot = job->taken++;
      }
      fillNoting(*job, slot);
    }
  }

  /// Makes `iteration` the first of the window and fills the window up; `mutex` is held.
  std::shared_ptr<Job> schedule(std::int64_t iteration, int ahead) {
    while (!window.empty() && window.front()->iteration < iteration) window.pop_front();
    if (!window.empty() && window.front()->iteration != iteration) window.clear();
    while (static_cast<int>(window.size()) <= ahead) {
      auto job = std::make_shared<Job>();
      job->iteration = iteration + static_cast<std::int64_t>(window.size());
      window.push_back(std::move(job));
    }
    return window.front();
  }

  bool await(Job& job, const StopToken& stop) {
    const auto ready = [&] { return job.failed() || job.done == options.batch; };
    if (workers.empty()) {
      for (int slot = 0; slot < options.batch && !ready(); ++slot) {
        if (stop.stop_requested()) return false;
        fillNoting(job, slot);
      }
      return true;
    }
    work.notify_all();
    std::unique_lock lock(mutex);
    return progress.wait(lock, stop, ready);
  }
};

TrainLoader::TrainLoader(std::shared_ptr<const SampleSource> source, const AugmentOptions& augment,
                         const LoaderOptions& options) {
  if (!source || options.batch < 1 || options.workers < 0 || options.ahead < 0 || augment.crop_width_px < 1 ||
      augment.crop_height_px < 1)
    throw ContractViolation("TrainLoader: no source, or options out of range");
  d_ = std::make_unique<Private>(std::move(source), augment, options);
  for (int i = 0; i < options.workers; ++i)
    d_->workers.emplace_back([d = d_.get()](const std::stop_token& stop) { d->serve(stop); });
}

TrainLoader::~TrainLoader() = default;

Result<TrainBatch> TrainLoader::batch(std::int64_t iteration, StopToken stop) {
  if (iteration < 0) throw ContractViolation("TrainLoader: negative iteration");
  if (stop.stop_requested()) return ErrorCode::stopped;
  const auto start = std::chrono::steady_clock::now();
  std::shared_ptr<Private::Job> job;
  {
    const std::scoped_lock lock(d_->mutex);
    job = d_->schedule(iteration, d_->workers.empty() ? 0 : d_->options.ahead);
  }
  const bool ready = d_->await(*job, stop);
  const std::scoped_lock lock(d_->mutex);
  d_->waited += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!ready) {
    if (d_->workers.empty()) d_->window.clear();  // half filled
    return ErrorCode::stopped;
  }
  d_->window.pop_front();
  if (job->fault) std::rethrow_exception(job->fault);
  if (job->error) return *job->error;
  return std::move(job->batch);
}

std::vector<SkippedPair> TrainLoader::skipped() const {
  const std::scoped_lock lock(d_->skip_mutex);
  return d_->skipped;
}

double TrainLoader::waited() const {
  const std::scoped_lock lock(d_->mutex);
  return d_->waited;
}

}  // namespace ssa
