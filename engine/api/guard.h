#pragma once

#include <c10/util/Exception.h>

#include <exception>
#include <filesystem>
#include <string>
#include <type_traits>

#include "engine/core/result.h"
#include "engine/cuda/plugin.h"
#include "engine/inference/memory_guard.h"

namespace ssa {

/// Runs `work` and turns what it throws into an Error, once, at the façade. For engine/api sources only.
/// Codes: outOfMemory, deviceFault, contract, readFailed (filesystem), internal.
template <class F>
std::invoke_result_t<F> guarded(F&& work) {
  try {
    return work();
  } catch (const ContractViolation& fault) {
    return Error(ErrorCode::contract, {{"reason", fault.what()}});
  } catch (const cuda::DeviceError& fault) {
    return Error(ErrorCode::deviceFault, {{"device", "cuda"}, {"reason", fault.what()}});
  } catch (const c10::AcceleratorError& fault) {
    return Error(ErrorCode::deviceFault, {{"device", "cuda"}, {"reason", fault.what_without_backtrace()}});
  } catch (const std::filesystem::filesystem_error& fault) {
    return Error(ErrorCode::readFailed, {{"path", fault.path1().string()}, {"reason", fault.code().message()}});
  } catch (const c10::Error& fault) {
    if (isOutOfMemory(fault)) return Error(ErrorCode::outOfMemory);
    return Error(ErrorCode::internal, {{"reason", fault.what_without_backtrace()}});
  } catch (const std::exception& fault) {
    if (isOutOfMemory(fault)) return Error(ErrorCode::outOfMemory);
    return Error(ErrorCode::internal, {{"reason", fault.what()}});
  }
}

}  // namespace ssa
