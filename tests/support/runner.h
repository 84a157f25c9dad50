#pragma once

#include <QObject>
#include <QString>
#include <QTest>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// A room's test executable: many Qt Test classes, one `SSA_TEST_MAIN` that lists them. CTest starts
/// it once per class with the class name as first argument; without one, all run.
namespace ssa::test {

struct Entry {
  const char* name;
  std::function<std::unique_ptr<QObject>()> make;
};

/// Which application object the classes need.
enum class App { core, gui };

/// Runs the chosen classes; exit code 77 ("skipped") when a class skipped itself as a whole.
int run(int argc, char** argv, const std::vector<Entry>& entries);

/// Called by SSA_SKIP_CLASS.
void noteClassSkipped();

/// Folder of reference data (never part of the repository), empty when this checkout has none.
std::filesystem::path dataDir();
/// The golden numbers: SSA_GOLDEN_DIR from the environment, else dataDir()/golden, else tests/golden.
std::filesystem::path goldenDir();
/// Fresh folder below the system's temporary folder, removed at exit.
std::filesystem::path tempDir();

template <class T>
Entry entry(const char* name) {
  return {name, [] { return std::make_unique<T>(); }};
}

}  // namespace ssa::test

/// In initTestCase: skips the whole class with a visible line.
#define SSA_SKIP_CLASS(reason)     \
  do {                             \
    ssa::test::noteClassSkipped(); \
    QSKIP(reason);                 \
  } while (false)

/// Verifies a Result, evaluated once, and prints its error otherwise.
#define SSA_VERIFY_OK(result)                                                                      \
  do {                                                                                             \
    const auto& ssa_verified = (result);                                                           \
    QVERIFY2(ssa_verified.ok(), ssa_verified.ok() ? "" : ssa_verified.error().toString().c_str()); \
  } while (false)
