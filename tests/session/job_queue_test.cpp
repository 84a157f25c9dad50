#include "app/session/jobs/job_queue.h"

#include <QSignalSpy>

#include <memory>
#include <semaphore>
#include <stdexcept>
#include <thread>

#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

JobSpec on(Lane lane, const char* key = "", int priority = 0) {
  JobSpec spec;
  spec.lane = lane;
  spec.key = QString::fromLatin1(key);
  spec.priority = priority;
  return spec;
}

/// A lane whose only thread waits until told: what is posted meanwhile is queued for certain.
class BlockedLane {
 public:
  BlockedLane(JobQueue& queue, QObject* context) {
    queue.post<int>(
        on(Lane::gpu), [this](StopToken, ProgressSink&) -> Result<int> { return started_.release(), go_.acquire(), 0; }, context,
        [](Result<int>) {});
    started_.acquire();
  }
  void open() { go_.release(); }

 private:
  std::binary_semaphore started_{0}, go_{0};
};

}  // namespace

class JobQueueTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void resultsArriveOnTheOwnThread() {
    JobQueue queue;
    std::thread::id workedOn;
    int result = 0;
    queue.post<int>(
        on(Lane::io),
        [&](StopToken, ProgressSink&) -> Result<int> {
          workedOn = std::this_thread::get_id();
          return 42;
        },
        this,
        [&](Result<int> arrived) {
          QCOMPARE(QThread::currentThread(), thread());
          result = *arrived;
        });
    QVERIFY(result == 0);
    QTRY_COMPARE(result, 42);
    QVERIFY(workedOn != std::this_thread::get_id());
  }

  void moveOnlyResultsArriveWhole() {
    JobQueue queue;
    std::unique_ptr<int> result;
    queue.post<std::unique_ptr<int>>(
        on(Lane::io), [](StopToken, ProgressSink&) -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); }, this,
        [&](Result<std::unique_ptr<int>> arrived) { result = std::move(*arrived); });
    QTRY_VERIFY(result != nullptr);
    QCOMPARE(*result, 7);
  }

  void theLatestJobOfAKeyWins() {
    JobQueue queue;
    BlockedLane lane(queue, this);
    QSignalSpy stopped(&queue, &JobQueue::jobStopped);
    QStringList ran;
    std::vector<quint64> ids;
    for (const char* name : {"first", "second", "third"})
      ids.push_back(queue.post<int>(
          on(Lane::gpu, "same"), [](StopToken, ProgressSink&) -> Result<int> { return 0; }, this,
          [&ran, name](Result<int>) { ran << QString::fromLatin1(name); }));
    lane.open();
    QTRY_VERIFY(queue.idle());
    QCOMPARE(ran, QStringList{QStringLiteral("third")});
    QCOMPARE(stopped.size(), 2);
    QVERIFY(queue.job(ids[0])->state == JobState::stopped);
    QVERIFY(queue.job(ids[2])->state == JobState::finished);
  }

  void aRunningJobOfTheSameKeyIsToldToStop() {
    JobQueue queue;
    std::binary_semaphore started(0);
    bool firstDelivered = false, secondDelivered = false;
    queue.post<int>(
        on(Lane::io, "same"),
        [&](StopToken stop, ProgressSink&) -> Result<int> {
          started.release();
          while (!stop.stop_requested()) std::this_thread::yield();
          return ErrorCode::stopped;
        },
        this, [&](Result<int>) { firstDelivered = true; });
    started.acquire();
    queue.post<int>(
        on(Lane::io, "same"), [](StopToken, ProgressSink&) -> Result<int> { return 0; }, this,
        [&](Result<int>) { secondDelivered = true; });
    QTRY_VERIFY(queue.idle());
    QVERIFY(secondDelivered);
    QVERIFY(!firstDelivered);
  }

  void aResultThatIsStillUndeliveredIsReplacedToo() {
    JobQueue queue;
    std::binary_semaphore worked(0);
    int delivered = 0;
    queue.post<int>(
        on(Lane::gpu, "same"), [](StopToken, ProgressSink&) -> Result<int> { return 1; }, this,
        [&](Result<int> value) { delivered += *value; });
    queue.post<int>(  // runs after the first has ended; nothing was delivered, no event was handled yet
        on(Lane::gpu), [&](StopToken, ProgressSink&) -> Result<int> { return worked.release(), 0; }, this, [](Result<int>) {});
    worked.acquire();
    queue.post<int>(
        on(Lane::gpu, "same"), [](StopToken, ProgressSink&) -> Result<int> { return 10; }, this,
        [&](Result<int> value) { delivered += *value; });
    QTRY_VERIFY(queue.idle());
    QCOMPARE(delivered, 10);
  }

  void higherPriorityRunsFirstAndEqualOnesInOrder() {
    JobQueue queue;
    BlockedLane lane(queue, this);
    QString order;
    quint64 raised = 0;
    for (const auto& [name, priority] : {std::pair{'b', 0}, {'n', 50}, {'m', 50}, {'s', 100}, {'r', 0}})
      raised = queue.post<int>(
          on(Lane::gpu, "", priority), [](StopToken, ProgressSink&) -> Result<int> { return 0; }, this,
          [&order, letter = QLatin1Char(name)](Result<int>) { order += letter; });
    queue.raise(raised, 70);
    lane.open();
    QTRY_VERIFY(queue.idle());
    QCOMPARE(order, QStringLiteral("srnmb"));
  }

  void stoppedJobsDeliverNothing() {
    JobQueue queue;
    BlockedLane lane(queue, this);
    bool delivered = false;
    const quint64 id = queue.post<int>(
        on(Lane::gpu), [](StopToken, ProgressSink&) -> Result<int> { return 0; }, this, [&](Result<int>) { delivered = true; });
    QCOMPARE(queue.activeCount(), 2);
    queue.stop(id);
    QCOMPARE(queue.activeCount(), 1);
    lane.open();
    QTRY_VERIFY(queue.idle());
    QVERIFY(!delivered);
  }

  void aContextThatIsGoneGetsNothing() {
    JobQueue queue;
    BlockedLane lane(queue, this);
    bool delivered = false;
    auto context = std::make_unique<QObject>();
    queue.post<int>(
        on(Lane::gpu), [](StopToken, ProgressSink&) -> Result<int> { return 0; }, context.get(),
        [&](Result<int>) { delivered = true; });
    context.reset();
    lane.open();
    QTRY_VERIFY(queue.idle());
    QVERIFY(!delivered);
  }

  void exceptionsArriveAsErrors() {
    JobQueue queue;
    Error internal, contract, memory;
    const auto into = [](Error& error) { return [&error](Result<int> result) { error = result.error(); }; };
    queue.post<int>(
        on(Lane::io), [](StopToken, ProgressSink&) -> Result<int> { throw std::runtime_error("odd"); }, this, into(internal));
    queue.post<int>(
        on(Lane::io), [](StopToken, ProgressSink&) -> Result<int> { throw ContractViolation("shape"); }, this, into(contract));
    queue.post<int>(
        on(Lane::io), [](StopToken, ProgressSink&) -> Result<int> { throw std::bad_alloc(); }, this, into(memory));
    QTRY_VERIFY(queue.idle());
    QVERIFY(internal.code == ErrorCode::internal);
    QCOMPARE(std::string(internal.arg("reason")), std::string("odd"));
    QVERIFY(contract.code == ErrorCode::contract);
    QVERIFY(memory.code == ErrorCode::outOfMemory);
    QVERIFY(queue.jobs().front().state == JobState::failed);
  }

  void progressIsThrottledAndTheLastValueKept() {
    JobQueue queue;
    QSignalSpy changed(&queue, &JobQueue::jobChanged);
    constexpr int kReports = 20000;
    const quint64 id = queue.post<int>(
        on(Lane::io),
        [](StopToken, ProgressSink& progress) -> Result<int> {
          for (int i = 1; i <= kReports; ++i) progress.report(double(i) / kReports, "forward");
          return 0;
        },
        this, [](Result<int>) {});
    QTRY_VERIFY(queue.idle());
    QVERIFY2(changed.size() < 40, qPrintable(QString::number(changed.size())));
    QCOMPARE(queue.job(id)->fraction, 1.0);
    QCOMPARE(queue.job(id)->stage, QStringLiteral("forward"));
    QVERIFY(queue.job(id)->seconds > 0);
  }

  void unlistedJobsStayOutOfThePane() {
    JobQueue queue;
    QSignalSpy changed(&queue, &JobQueue::jobChanged);
    JobSpec spec = on(Lane::io);
    spec.listed = false;
    queue.post<int>(
        spec, [](StopToken, ProgressSink&) -> Result<int> { return 0; }, this, [](Result<int>) {});
    QCOMPARE(queue.activeCount(), 0);
    QTRY_VERIFY(queue.idle());
    QVERIFY(queue.jobs().empty());
    QVERIFY(changed.isEmpty());
  }

  void fiftyEndedJobsAreKept() {
    JobQueue queue(true);
    for (int i = 0; i < 60; ++i)
      queue.post<int>(
          on(Lane::io), [](StopToken, ProgressSink&) -> Result<int> { return 0; }, this, [](Result<int>) {});
    QCOMPARE(queue.jobs().size(), std::size_t{50});
    QCOMPARE(queue.jobs().front().id, quint64{60});
  }

  void synchronousQueuesDeliverInsidePost() {
    JobQueue queue(true);
    QSignalSpy idle(&queue, &JobQueue::idleReached);
    int result = 0;
    queue.post<int>(
        on(Lane::gpu), [](StopToken, ProgressSink&) -> Result<int> { return 5; }, this,
        [&](Result<int> value) { result = *value; });
    QCOMPARE(result, 5);
    QCOMPARE(idle.size(), 1);
  }

  void destructionStopsAndJoins() {
    std::atomic<bool> left = false;
    bool delivered = false;
    {
      JobQueue queue;
      std::binary_semaphore started(0);
      queue.post<int>(
          on(Lane::io),
          [&](StopToken stop, ProgressSink&) -> Result<int> {
            started.release();
            while (!stop.stop_requested()) std::this_thread::yield();
            left = true;
            return 0;
          },
          this, [&](Result<int>) { delivered = true; });
      started.acquire();
    }
    QVERIFY(left);
    QCoreApplication::processEvents();
    QVERIFY(!delivered);
  }
};

std::unique_ptr<QObject> makeJobQueueTest() { return std::make_unique<JobQueueTest>(); }

#include "job_queue_test.moc"
