# Every switch of the build, its default and its meaning. Each becomes an always-defined 0/1 macro.
set(SSA_CUDA AUTO CACHE STRING "CUDA plug-in: AUTO (where nvcc is), ON, OFF")
set_property(CACHE SSA_CUDA PROPERTY STRINGS AUTO ON OFF)
option(SSA_OPENCV "Picture and data-set reading (OFF: networks and kernels alone, for bare GPU machines)" ON)
option(SSA_STUDIO "The desktop application (needs Qt)" ${SSA_OPENCV})
option(SSA_TESTS "Tests" ON)
option(SSA_UNITY "Unity builds, faster from scratch" OFF)
set(SSA_SANITIZE none CACHE STRING "Sanitizer: none, address (with undefined), thread")
set_property(CACHE SSA_SANITIZE PROPERTY STRINGS none address thread)

# Data for tests that is never part of the repository; those tests skip themselves without it.
set(ssa_default_data ${CMAKE_SOURCE_DIR}/../shared/data)
if(NOT EXISTS ${ssa_default_data})
  set(ssa_default_data "")
endif()
set(SSA_TEST_DATA_DIR "${ssa_default_data}" CACHE PATH "Reference numbers and real files for tests")

if(SSA_STUDIO AND NOT SSA_OPENCV)
  message(FATAL_ERROR "SSA_STUDIO needs SSA_OPENCV: the studio opens pictures. Switch one of them.")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set_property(GLOBAL PROPERTY GLOBAL_DEPENDS_NO_CYCLES ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(SSA_CCACHE ccache)
if(SSA_CCACHE)
  set(ssa_launcher ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${SSA_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${ssa_launcher})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ssa_launcher})
  set(CMAKE_CUDA_COMPILER_LAUNCHER ${ssa_launcher})
endif()

find_program(SSA_LLD ld.lld)
if(SSA_LLD)
  add_link_options(-fuse-ld=lld)
endif()
