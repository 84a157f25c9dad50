#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace ssa::test {

/// Watches the event loop: the longest time in which it did not turn. Prints it when it goes.
class Watchdog : public QObject {
  Q_OBJECT

 public:
  explicit Watchdog(const char* story);
  ~Watchdog() override;
  qint64 longest_ms() const { return longest_ms_; }
  /// What happens until the next turn of the loop does not count: the test itself computes.
  void forgive() { last_.restart(); }

 private:
  const char* story_;
  QTimer timer_;
  QElapsedTimer last_;
  qint64 longest_ms_ = 0;
};

}  // namespace ssa::test
