#pragma once

#include <QString>

#include <cstdint>
#include <filesystem>

namespace ssa {

/// The tail of what a trainer prints. A log that grows beyond 64 MB is emptied, its last megabyte kept beside it as
/// `trainer.log.1`; the trainer goes on writing (it appends).
class TrainerLog {
 public:
  explicit TrainerLog(std::filesystem::path file) : file_(std::move(file)) {}
  /// Looks at the file again; true when the tail changed.
  bool poll();
  /// Up to 8 KB, whole lines, control characters replaced.
  const QString& tail() const { return tail_; }

 private:
  void rotate();

  std::filesystem::path file_;
  std::uint64_t size_ = 0;
  QString tail_;
};

}  // namespace ssa
