#include <pthread.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <thread>

#include "app/cli/console.h"
#include "app/cli/verb.h"
#include "engine/api/device.h"
#include "engine/core/stop.h"

namespace ssa::cli {
namespace {

/// SIGINT, SIGTERM and SIGUSR1 (a batch system's warning) ask the work to stop; a second one ends the program at once. The
/// signals are blocked in every thread and awaited by one, because a stop request may not be made inside a signal handler.
void stopOnSignals(StopSource source) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread([signals, source]() mutable {
    int received = 0;
    sigwait(&signals, &received);
    source.request_stop();
    sigwait(&signals, &received);
    _exit(kExitStopped);
  }).detach();
}

std::string versionText() {
  std::string text = "ssaseg " SSA_VERSION;
  for (const auto& [library, version] : libraryVersions()) text += "\n  " + library + " " + version;
  return text;
}

constexpr int kMostThreads = 1024;

struct CommonFlags {
  ConsoleSettings console;
  int threads = 0;
};

void declareCommon(CLI::App& app, CommonFlags& flags) {
  constexpr const char* kGroup = "Common";
  app.add_flag("--json", flags.console.json, "One JSON document on standard output")->group(kGroup);
  CLI::Option* quiet = app.add_flag("-q,--quiet", flags.console.quiet, "Results and errors only")->group(kGroup);
  app.add_flag("-v,--verbose", flags.console.verbose, "Also timings")->group(kGroup)->excludes(quiet);
  app.add_option("--threads", flags.threads, "Processor threads; 0 = all, or OMP_NUM_THREADS")
      ->check(CLI::Range(0, kMostThreads))
      ->capture_default_str()
      ->group(kGroup);
}

/// OMP_NUM_THREADS, or 0 (all) without a usable one.
int threadsOfEnvironment() {
  const char* text = std::getenv("OMP_NUM_THREADS");
  int threads = 0;
  if (text != nullptr) std::from_chars(text, text + std::strlen(text), threads);
  return std::clamp(threads, 0, kMostThreads);
}

int runVerb(Verb& verb, const CommonFlags& flags, const StopToken& stop) {
  Console console(flags.console);
  setComputeThreads(flags.threads > 0 ? flags.threads : threadsOfEnvironment());
  try {
    return verb.run(console, stop);
  } catch (const std::bad_alloc&) {
    return console.fail(ErrorCode::outOfMemory);
  } catch (const std::exception& fault) {
    return console.fail({ErrorCode::internal, {{"reason", fault.what()}}});
  }
}

}  // namespace

/// Parses the command line and runs the verb it names; returns the exit code.
int runProgram(int argc, char** argv) {
  StopSource stop;
  stopOnSignals(stop);

  CLI::App app("Segments pictures with SSA-Seg models and their baselines.", "ssaseg");
  app.set_version_flag("--version", versionText);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 75 try again later (memory, device), 130 stopped.\n"
      "Environment: CUDA_VISIBLE_DEVICES, OMP_NUM_THREADS, NO_COLOR.\n"
      "`ssaseg VERB --help` shows the options and examples of a verb.");

  CommonFlags flags;
  const auto verbs = allVerbs();
  for (const auto& verb : verbs) {
    CLI::App* sub = app.add_subcommand(verb->name(), verb->summary());
    verb->declare(*sub);
    declareCommon(*sub, flags);
    for (CLI::App* nested : sub->get_subcommands(nullptr)) declareCommon(*nested, flags);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    return app.exit(fault) == 0 ? kExitDone : kExitUsage;
  }
  for (const auto& verb : verbs)
    if (app.got_subcommand(verb->name())) return runVerb(*verb, flags, stop.get_token());
  return kExitUsage;
}

}  // namespace ssa::cli

int main(int argc, char** argv) { return ssa::cli::runProgram(argc, argv); }
