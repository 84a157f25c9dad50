#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "engine/core/error.h"

namespace ssa {

/// Value or Error; GCC 12 has no std::expected in C++20. `value()` on an error is a programming
/// fault and throws std::logic_error with the error's text.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}
  Result(ErrorCode code) : Result(Error(code)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return check(), std::get<0>(state_); }
  const T& value() const& { return check(), std::get<0>(state_); }
  T&& value() && { return check(), std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  void check() const {
    if (!ok()) throw std::logic_error("Result holds " + std::get<1>(state_).toString());
  }
  std::variant<T, Error> state_;
};

/// Success without a value, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}
  Result(ErrorCode code) : Result(Error(code)) {}

  bool ok() const { return ok_; }
  explicit operator bool() const { return ok_; }
  const Error& error() const& { return error_; }

 private:
  Error error_;
  bool ok_ = true;
};

/// A value together with what the reader had to say about it.
template <class T>
struct Loaded {
  T value;
  Warnings warnings;
};

/// Wrong shape, type or order of calls inside the engine: a bug, not bad input. Only engine/api
/// catches it and turns it into ErrorCode::contract.
class ContractViolation : public std::logic_error {
  using std::logic_error::logic_error;
};

}  // namespace ssa

/// Leaves the enclosing function with the error of a failed Result.
#define SSA_TRY(expression)                                                                            \
  do {                                                                                                 \
    if (auto ssa_try_result = (expression); !ssa_try_result) return std::move(ssa_try_result).error(); \
  } while (false)
