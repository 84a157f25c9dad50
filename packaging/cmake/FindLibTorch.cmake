# LibTorch as unpacked by packaging/dependencies.sh (the PyPI wheel). The wheel's own TorchConfig.cmake
# insists on a CUDA toolkit and links libtorch_cuda always, so the targets are made here.
#
#   LibTorch::LibTorch   libtorch_cpu + libc10
#   LibTorch::Cuda       libtorch_cuda + libc10_cuda, only where the full set was installed
set(ssa_cache $ENV{XDG_CACHE_HOME})
if(NOT ssa_cache)
  set(ssa_cache $ENV{HOME}/.cache)
endif()
set(LIBTORCH_DIR "${ssa_cache}/ssa-studio/libtorch-2.11.0" CACHE PATH "Folder that holds torch/ (and nvidia/)")

find_path(LibTorch_ROOT NAMES include/ATen/core/Tensor.h HINTS ${LIBTORCH_DIR}/torch NO_DEFAULT_PATH)
if(NOT LibTorch_ROOT)
  # A Python environment that has torch (a GPU server, say) serves as well.
  find_package(Python3 COMPONENTS Interpreter QUIET)
  if(Python3_FOUND)
    execute_process(COMMAND ${Python3_EXECUTABLE} -c "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])"
      OUTPUT_VARIABLE ssa_torch_py OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(ssa_torch_py)
      find_path(LibTorch_ROOT NAMES include/ATen/core/Tensor.h HINTS ${ssa_torch_py} NO_DEFAULT_PATH)
    endif()
  endif()
endif()
if(LibTorch_ROOT)
  file(STRINGS ${LibTorch_ROOT}/include/torch/headeronly/version.h ssa_torch_version REGEX "define TORCH_VERSION_(MAJOR|MINOR|PATCH) [0-9]+")
  string(REGEX REPLACE ".*MAJOR ([0-9]+).*MINOR ([0-9]+).*PATCH ([0-9]+).*" "\\1.\\2.\\3" LibTorch_VERSION "${ssa_torch_version}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch REQUIRED_VARS LibTorch_ROOT VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE "Run packaging/dependencies.sh, or set LIBTORCH_DIR.")

if(LibTorch_FOUND AND NOT TARGET LibTorch::LibTorch)
  add_library(LibTorch::c10 SHARED IMPORTED)
  set_target_properties(LibTorch::c10 PROPERTIES IMPORTED_LOCATION ${LibTorch_ROOT}/lib/libc10.so)
  add_library(LibTorch::LibTorch SHARED IMPORTED)
  set_target_properties(LibTorch::LibTorch PROPERTIES
    IMPORTED_LOCATION ${LibTorch_ROOT}/lib/libtorch_cpu.so
    INTERFACE_LINK_LIBRARIES LibTorch::c10
    INTERFACE_INCLUDE_DIRECTORIES "${LibTorch_ROOT}/include;${LibTorch_ROOT}/include/torch/csrc/api/include"
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${LibTorch_ROOT}/include;${LibTorch_ROOT}/include/torch/csrc/api/include")
  # Its own dependencies (CUDA runtime, OpenMP) lie beside it and are found by its RPATH at run time.
  set_property(TARGET LibTorch::LibTorch PROPERTY INTERFACE_LINK_OPTIONS "-Wl,--allow-shlib-undefined")
  if(EXISTS ${LibTorch_ROOT}/lib/libtorch_cuda.so)
    add_library(LibTorch::Cuda INTERFACE IMPORTED)
    set_target_properties(LibTorch::Cuda PROPERTIES INTERFACE_LINK_LIBRARIES
      "LibTorch::LibTorch;${LibTorch_ROOT}/lib/libtorch_cuda.so;${LibTorch_ROOT}/lib/libc10_cuda.so")
  endif()
endif()
