#include "app/studio/threads.h"

#include <QThreadPool>

#include <algorithm>
#include <thread>

#include "engine/api/device.h"

namespace ssa {

void setThreadPools() {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  QThreadPool::globalInstance()->setMaxThreadCount(std::max(1, cores - 1));
  std::thread([] { setComputeThreads(0); }).detach();
}

}  // namespace ssa
