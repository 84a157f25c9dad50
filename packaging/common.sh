# Shared by packaging/run and packaging/test: set-up and the one build tree both use.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
build=$root/build/release

note() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; }

set_up_and_build() {
  packaging/dependencies.sh >&2
  local started=$SECONDS
  local log=$root/build/setup.log
  mkdir -p "$root/build"
  if ! cmake --preset release -DSSA_CUDA="${SSA_CUDA:-AUTO}" >"$log" 2>&1; then
    cat "$log" >&2
    note "configuring failed; the lines above say why"
    exit 1
  fi
  note "building $* (two cores, from scratch: several minutes; afterwards seconds)"
  if ! cmake --build "$build" --target "$@" -- -d stats >"$log.build" 2>&1; then
    grep -E 'error|FAILED|undefined' "$log.build" | head -40 >&2 || true
    note "the build failed; the whole log is in $log.build"
    exit 1
  fi
  note "built in $((SECONDS - started)) s"
}
