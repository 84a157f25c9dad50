// What the fused loss promises at K = 150 and crop 512 with SeaFormer-B and SSA, as ratios within one run.
#include <malloc.h>
#include <torch/torch.h>
#include <unistd.h>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

#include "engine/losses/ssa_loss.h"
#include "engine/models/segmentor.h"
#include "tests/losses/eager_loss.h"
#include "tests/losses/tests.h"
#include "tests/support/runner.h"

namespace {

using namespace ssa;

constexpr std::int64_t kClasses = 150, kCrop = 512, kBatch = 2;
constexpr double kStepRatio = 1.5, kLossRatio = 5, kMemoryRatio = 10, kTeacherShare = 1.25;
constexpr int kRounds = 3;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

std::int64_t residentBytes() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

struct Cost {
  double seconds = 0;
  double bytes = 0;  ///< largest growth of resident memory meanwhile
};

/// Runs `work` once and watches the memory every half millisecond.
template <class Work>
Cost measure(const Work& work) {
  malloc_trim(0);
  const std::int64_t before = residentBytes();
  std::atomic<std::int64_t> peak = before;
  std::jthread watcher([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      peak = std::max(peak.load(), residentBytes());
      std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
  });
  const auto begin = std::chrono::steady_clock::now();
  work();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return {seconds, static_cast<double>(peak.load() - before)};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Regions of 16 to 64 pixels, a share of them ignored.
Tensor regions() {
  const Tensor coarse = at::randint(0, kClasses + 8, {kBatch, 1, 16, 16}, at::kFloat);
  const Tensor fine = torch::nn::functional::interpolate(
      coarse,
      torch::nn::functional::InterpolateFuncOptions().size(std::vector<std::int64_t>{kCrop, kCrop}).mode(torch::kNearest));
  return at::where(fine >= kClasses, at::full_like(fine, 255), fine).squeeze(1).to(at::kByte).contiguous();
}

}  // namespace

class LossSpeedTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (kSanitized) SSA_SKIP_CLASS("times mean nothing under a sanitizer");
    torch::manual_seed(7);
    labels_ = regions();
    ModelConfig config;
    config.architecture = "seaformer_b";
    config.classifier = ClassifierKind::ssa;
    config.num_classes = kClasses;
    config.labels = LabelSet::numbered(kClasses);
    auto made = makeSegmentor(config, 3);
    SSA_VERIFY_OK(made);
    model_ = std::move(*made);
    model_->module().train();
    pictures_ = at::randn({kBatch, 3, kCrop, kCrop}).contiguous(at::MemoryFormat::ChannelsLast);
  }

  void theLossPartIsFasterAndSmaller() {
    SsaTrace trace;
    {
      const torch::NoGradGuard none;
      trace = model_->forward(pictures_);
    }
    for (Tensor* leaf : {&trace.logits, &trace.coarse}) {
      *leaf = leaf->detach().clone();
      leaf->requires_grad_();
    }
    const TeacherTrace fixed = [&] {
      const torch::NoGradGuard none;
      return model_->teach(trace, at::full({kBatch, 64, 64}, 1, at::kByte));
    }();
    const auto run = [&](bool eager) {
      TeacherTrace teacher = fixed;
      teacher.logits = fixed.logits.detach().clone();
      teacher.logits.requires_grad_();
      const Teach teach = [&](const Tensor&) { return teacher; };
      for (Tensor* leaf : {&trace.logits, &trace.coarse}) leaf->mutable_grad() = Tensor();
      const Tensor total = eager ? test::eagerSsaLoss(trace, teach, labels_) : ssaLoss(trace, teach, labels_, {}).total;
      total.backward();
      return std::pair(total.item<double>(), trace.logits.grad().clone());
    };
    std::vector<double> times, bytes;
    for (int round = 0; round <= kRounds; ++round) {
      std::pair<double, Tensor> eager, ours;
      const Cost slow = measure([&] { eager = run(true); });
      const Cost fast = measure([&] { ours = run(false); });
      QVERIFY2(std::abs(eager.first - ours.first) <= 1e-5 * std::abs(eager.first),
               qPrintable(QStringLiteral("%1 against %2").arg(ours.first).arg(eager.first)));
      const double error = (eager.second - ours.second).abs().max().item<double>();
      QVERIFY2(error <= 1e-5 * eager.second.abs().max().item<double>(), qPrintable(QString::number(error)));
      if (round == 0) continue;  // warm-up
      times.push_back(slow.seconds / fast.seconds);
      bytes.push_back(slow.bytes / std::max(1.0, fast.bytes));
      qInfo("loss part: eager %.0f ms, %.0f MB; fused %.0f ms, %.0f MB", slow.seconds * 1e3, slow.bytes / 1e6, fast.seconds * 1e3,
            fast.bytes / 1e6);
    }
    std::printf("ratio loss part K=150 crop 512: %.1f faster, %.1f times less memory (medians)\n", median(times), median(bytes));
    QVERIFY(median(times) >= kLossRatio);
    QVERIFY(median(bytes) >= kMemoryRatio);
  }

  void theWholeStepIsFasterAndTheTeacherIsCheap() {
    std::vector<Tensor> parameters = model_->module().parameters();
    torch::optim::AdamW optimizer(parameters, torch::optim::AdamWOptions(1e-6));
    const auto step = [&](bool eager, const SsaLossOptions& options) {
      optimizer.zero_grad();
      const SsaTrace trace = model_->forward(pictures_);
      const Teach teach = [&](const Tensor& labels) { return model_->teach(trace, labels); };
      const Tensor total = eager ? test::eagerSsaLoss(trace, teach, labels_) : ssaLoss(trace, teach, labels_, options).total;
      total.backward();
      optimizer.step();
    };
    SsaLossOptions alone;
    alone.teacher = false;
    std::vector<double> faster, teacher;
    for (int round = 0; round <= kRounds; ++round) {
      const Cost slow = measure([&] { step(true, {}); });
      const Cost fast = measure([&] { step(false, {}); });
      const Cost plain = measure([&] { step(false, alone); });
      if (round == 0) continue;
      faster.push_back(slow.seconds / fast.seconds);
      teacher.push_back(fast.seconds / plain.seconds);
      qInfo("step of %lld crops: eager loss %.0f ms, ours %.0f ms, ours without teacher %.0f ms", static_cast<long long>(kBatch),
            slow.seconds * 1e3, fast.seconds * 1e3, plain.seconds * 1e3);
    }
    std::printf("ratio training step K=150 crop 512: %.2f faster than eager, teacher %.2f of a step without it (medians)\n",
                median(faster), median(teacher));
    QVERIFY(median(faster) >= kStepRatio);
    QVERIFY(median(teacher) <= kTeacherShare);
  }

 private:
  std::unique_ptr<Segmentor> model_;
  Tensor labels_, pictures_;
};

std::unique_ptr<QObject> makeLossSpeedTest() { return std::make_unique<LossSpeedTest>(); }

#include "loss_speed_test.moc"
