#!/usr/bin/env bash
# Installs what a bare Debian 12 needs to build and test SSA Studio; says what it does and why, and does
# nothing the second time.
#
#   1. Debian packages: compiler, CMake, Qt 6, OpenCV, Dear ImGui, Xvfb … (apt, as root or through sudo)
#   2. LibTorch: the PyPI wheel torch==2.11.0, unpacked once per user into the cache folder, checked by
#      hash, shared by all checkouts. The CPU set by default; the CUDA set (several GB) where a GPU answers
#      or SSA_CUDA=ON asks for it.
#   3. scikit-learn from PyPI beside it, for tests alone (our t-SNE is measured against its own): 0.2 GB; SSA_PEERS=OFF
#      leaves it out, and those tests then say that they skip.
set -euo pipefail

packages=(
  build-essential cmake ninja-build ccache lld pkg-config git python3 python3-pip unzip   # build
  qt6-base-dev qt6-base-dev-tools libqt6sql6-sqlite libqt6opengl6-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools
  qt6-l10n-tools libgl-dev libegl-dev                                                     # window
  libopencv-core-dev libopencv-imgproc-dev libopencv-imgcodecs-dev
  libpng-dev libtiff-dev libjpeg62-turbo-dev libwebp-dev zlib1g-dev                       # pictures
  libimgui-dev libstb-dev nlohmann-json3-dev libspdlog-dev libcli11-dev libhnswlib-dev     # libraries
  libvtk9-dev                                                                             # three-dimensional views
  xvfb xauth libgl1-mesa-dri fonts-inter fonts-dejavu-core codespell                      # tests
)

torch_version=2.11.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ssa-studio
torch_dir=$cache/libtorch-$torch_version
sklearn_version=1.9.1
peers_dir=$cache/scikit-learn-$sklearn_version

say() { printf 'dependencies: %s\n' "$*"; }
fail() { printf 'dependencies: %s\n' "$*" >&2; exit 1; }

install_packages() {
  local missing=() package
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || fail "this is not Debian; install by hand: ${missing[*]}"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "not root and no sudo; ask an administrator to run: apt-get install ${missing[*]}"
    root=(sudo)
  fi
  say "installing ${#missing[@]} Debian packages to build and test: ${missing[*]}"
  "${root[@]}" apt-get update -q
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

wants_cuda() {
  case "${SSA_CUDA:-AUTO}" in
    ON) return 0 ;;
    OFF) return 1 ;;
    *) command -v nvidia-smi >/dev/null && nvidia-smi -L 2>/dev/null | grep -q GPU ;;
  esac
}

# wheel NAME==VERSION SHA256 PLATFORM…: downloads one wheel and checks it.
wheel() {
  local requirement=$1 hash=$2; shift 2
  local platforms=() platform
  for platform in "$@"; do platforms+=(--platform "$platform"); done
  local into; into=$(mktemp -d "$download/one.XXXXXX")
  python3 -m pip download -q --no-deps --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 --abi none \
    "${platforms[@]}" -d "$into" "$requirement"
  local file; file=$(ls "$into"/*.whl)
  if [ "$hash" != any ] && [ "$(sha256sum "$file" | cut -d' ' -f1)" != "$hash" ]; then
    fail "$requirement does not have the expected hash; nothing was unpacked. Remove $download and try again."
  fi
  python3 -m zipfile -e "$file" "$unpack"
}

install_libtorch() {
  local set=cpu
  wants_cuda && set=cuda
  if [ -f "$torch_dir/.complete-cuda" ] || { [ $set = cpu ] && [ -f "$torch_dir/.complete-cpu" ]; }; then return; fi
  [ "$(uname -m)" = x86_64 ] || fail "LibTorch's wheel is pinned for x86-64; this machine is $(uname -m)"
  mkdir -p "$cache"
  exec 9>"$cache/.lock"; flock 9
  if [ -f "$torch_dir/.complete-cuda" ] || { [ $set = cpu ] && [ -f "$torch_dir/.complete-cpu" ]; }; then return; fi
  download=$(mktemp -d "$cache/download.XXXXXX"); unpack=$download/unpacked; mkdir "$unpack"
  trap 'rm -rf "$download"' EXIT
  if [ $set = cpu ]; then
    say "fetching LibTorch $torch_version, processor set (0.5 GB, once per user) into $torch_dir"
  else
    say "fetching LibTorch $torch_version with CUDA (several GB, once per user) into $torch_dir"
  fi
  wheel torch==$torch_version 7aa2f9bbc6d4595ba72138026b2074be1233186150e9292865e04b7a63b8c67a manylinux_2_28_x86_64
  wheel nvidia-cuda-runtime==13.0.96 7f82250d7782aa23b6cfe765ecc7db554bd3c2870c43f3d1821f1d18aebf0548 manylinux_2_25_x86_64 manylinux2014_x86_64
  wheel nvidia-cuda-cupti==13.0.85 4eb01c08e859bf924d222250d2e8f8b8ff6d3db4721288cf35d14252a4d933c8 manylinux_2_25_x86_64 manylinux2014_x86_64
  if [ $set = cuda ]; then
    # The remaining libraries are those torch's own metadata names; their versions are pinned there.
    python3 -m pip download -q --only-binary=:all: --python-version 3.11 --implementation cp --abi cp311 --abi none \
      --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux_2_25_x86_64 \
      --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 -d "$download/cuda" torch==$torch_version
    local file
    for file in "$download"/cuda/nvidia_*.whl; do python3 -m zipfile -e "$file" "$unpack"; done
  else
    rm -f "$unpack"/torch/lib/libtorch_cuda*.so "$unpack"/torch/lib/libtorch_python.so
    rm -rf "$unpack"/torch/bin
  fi
  touch "$unpack/.complete-$set"
  rm -rf "$torch_dir"
  mv "$unpack" "$torch_dir"
  rm -rf "$download"; trap - EXIT
  say "LibTorch is ready"
}

# A folder for PYTHONPATH instead of a virtual environment, which would want one more Debian package.
install_peers() {
  [ "${SSA_PEERS:-ON}" = OFF ] && return
  [ -f "$peers_dir/.complete" ] && return
  mkdir -p "$cache"
  exec 9>"$cache/.lock"; flock 9
  [ -f "$peers_dir/.complete" ] && return
  local unpack; unpack=$(mktemp -d "$cache/peers.XXXXXX")
  say "fetching scikit-learn $sklearn_version for tests into $peers_dir"
  if python3 -m pip install -q --no-deps --only-binary=:all: --no-compile --root-user-action=ignore --target "$unpack" \
      scikit-learn==$sklearn_version numpy==2.4.6 scipy==1.17.1 joblib==1.6.0 threadpoolctl==3.8.0 narwhals==2.29.0; then
    touch "$unpack/.complete"
    rm -rf "$peers_dir"
    mv "$unpack" "$peers_dir"
  else
    rm -rf "$unpack"
    say "scikit-learn cannot be had for this Python; the tests against it will skip"
  fi
}

install_packages
install_libtorch
install_peers
