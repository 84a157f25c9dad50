#pragma once

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Tests run as root in containers, and root may open everything. These take that power away.
namespace ssa::test {

inline bool setDacPowers(bool wanted) {
  constexpr unsigned kPowers = (1U << CAP_DAC_OVERRIDE) | (1U << CAP_DAC_READ_SEARCH);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2]{};
  if (syscall(SYS_capget, &header, data) != 0) return false;
  data[0].effective = wanted ? data[0].effective | (data[0].permitted & kPowers) : data[0].effective & ~kPowers;
  return syscall(SYS_capset, &header, data) == 0;
}

/// While it lives, file permissions hold for this thread even if it belongs to root.
class WithoutRoot {
 public:
  WithoutRoot() : works_(geteuid() != 0 || setDacPowers(false)) {}
  ~WithoutRoot() {
    if (geteuid() == 0) setDacPowers(true);
  }
  WithoutRoot(const WithoutRoot&) = delete;
  WithoutRoot& operator=(const WithoutRoot&) = delete;
  bool works() const { return works_; }

 private:
  bool works_;
};

/// For a child process between fork and exec: file permissions will hold for it.
inline void dropRootPowersForever() {
  prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0);
  prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH, 0, 0, 0);
}

}  // namespace ssa::test
