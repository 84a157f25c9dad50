#include "app/session/training/trainer_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>

#include "engine/core/safe_file.h"

namespace ssa {

std::string ProcessEnd::text() const {
  return signal != 0 ? "signal " + std::to_string(signal) : "exit code " + std::to_string(exitCode);
}

Result<pid_t> startDetached(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                            const std::filesystem::path& log) {
  if (::access(program.c_str(), X_OK) != 0) return errorFromErrno(errno, program, false);
  // Opened here, where a failure has a name; the child gets a copy.
  const int output = ::open(log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
  if (output < 0) return errorFromErrno(errno, log, true);

  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&files, output, 1);
  ::posix_spawn_file_actions_adddup2(&files, output, 2);
  ::posix_spawn_file_actions_addclosefrom_np(&files, 3);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  sigset_t usual;
  ::sigemptyset(&none);
  ::sigfillset(&usual);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &usual);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = -1;
  const int fault = ::posix_spawn(&child, program.c_str(), &files, &attributes, argv.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&files);
  ::close(output);
  if (fault != 0) return errorFromErrno(fault, program, false);
  return child;
}

std::optional<ProcessEnd> endOf(pid_t child) {
  int status = 0;
  pid_t ended = 0;
  do {
    ended = ::waitpid(child, &status, WNOHANG);
  } while (ended < 0 && errno == EINTR);
  if (ended == 0) return std::nullopt;
  ProcessEnd end;
  if (ended == child && WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  if (ended == child && WIFEXITED(status)) end.exitCode = WEXITSTATUS(status);
  return end;
}

bool isSuspended(pid_t process) {
  const auto status = readFile("/proc/" + std::to_string(process) + "/stat", 4096);
  if (!status) return false;
  // "pid (name) state …"; the name may hold anything.
  const std::string_view text(reinterpret_cast<const char*>(status->data()), status->size());
  const std::size_t behindName = text.rfind(") ");
  return behindName != std::string_view::npos && behindName + 2 < text.size() &&
         (text[behindName + 2] == 'T' || text[behindName + 2] == 't');
}

}  // namespace ssa
