#pragma once

#include <QString>

#include <filesystem>
#include <vector>

#include "app/session/runs/run_registry.h"

namespace ssa {

/// A line of the index: the record, where the folder lies now, and what it looked like when it was read.
struct RunLine {
  RunRecord record;
  std::filesystem::path trashed;  ///< in the trash; empty otherwise
  std::string stamp;              ///< see RunGist
};

/// The SQLite file of RunRegistry. Statements that fail (disk full, locked) answer false and change nothing: the
/// folders are the truth.
class RunDatabase {
 public:
  enum class Opened {
    sound,       ///< readable, or new
    damaged,     ///< a file is there and is no database of ours
    newer,       ///< of a newer program
    impossible,  ///< the folder cannot be written
  };

  RunDatabase();
  ~RunDatabase();
  RunDatabase(const RunDatabase&) = delete;
  RunDatabase& operator=(const RunDatabase&) = delete;

  Opened open(const std::filesystem::path& file);
  /// A database that ends with this object.
  void openInMemory();
  void close();

  std::vector<RunLine> lines() const;
  bool put(const RunLine& line);
  bool erase(const RunLine& line);

 private:
  bool prepare();
  QString connection_;
};

}  // namespace ssa
