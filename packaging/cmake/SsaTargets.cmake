# The two kinds of target: a room (static library) and a test executable; same flags everywhere.

add_library(ssa_flags INTERFACE)
target_compile_options(ssa_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wshadow;-Wconversion;-Wno-sign-conversion;-Werror;-fno-math-errno>
  # GCC 12 sees overlaps in inlined std::string operations that are none (GCC bug 105651).
  $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
target_compile_definitions(ssa_flags INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII
  SSA_VERSION="${PROJECT_VERSION}"
  SSA_OPENCV=$<BOOL:${SSA_OPENCV}>)
target_include_directories(ssa_flags INTERFACE ${CMAKE_SOURCE_DIR})
if(SSA_SANITIZE STREQUAL address)
  # GCC 12 sees uninitialised optionals inside LibTorch's headers once the sanitizers instrument them.
  target_compile_options(ssa_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=address,undefined;-fno-omit-frame-pointer;-Wno-maybe-uninitialized>)
  target_link_options(ssa_flags INTERFACE -fsanitize=address,undefined)
elseif(SSA_SANITIZE STREQUAL thread)
  target_compile_options(ssa_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fsanitize=thread>)
  target_link_options(ssa_flags INTERFACE -fsanitize=thread)
endif()

# ssa_room(NAME SOURCES … PUBLIC … PRIVATE … [QT] [TORCH]): a static library of listed sources.
#   QT    runs moc (sources include their own moc_x.cpp at the end)
#   TORCH links LibTorch privately and uses the one precompiled header of the torch rooms
function(ssa_room name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "QT;TORCH;NO_UNITY" "" "SOURCES;PUBLIC;PRIVATE")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PUBLIC ssa_flags ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  if(arg_QT)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
  endif()
  if(arg_TORCH)
    ssa_use_torch(${name})
  endif()
  if(SSA_UNITY AND NOT arg_NO_UNITY)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 5)
  endif()
endfunction()

# Links LibTorch and shares the precompiled header; the first torch target makes it, others reuse it.
function(ssa_use_torch name)
  target_link_libraries(${name} PRIVATE LibTorch::LibTorch)
  get_property(owner GLOBAL PROPERTY SSA_TORCH_PCH_OWNER)
  if(owner)
    target_precompile_headers(${name} REUSE_FROM ${owner})
  else()
    set_property(GLOBAL PROPERTY SSA_TORCH_PCH_OWNER ${name})
    target_precompile_headers(${name} PRIVATE ${CMAKE_SOURCE_DIR}/engine/tensor/pch.h)
  endif()
  target_compile_options(${name} PRIVATE -Winvalid-pch -fpch-preprocess)
endfunction()

# ssa_tests(ROOM SOURCES … LIBS … LABELS … CLASSES … [TORCH] [XVFB] [GUI]): one executable `t_ROOM` with many Qt
# Test classes; every class becomes the CTest entry ROOM/CLASS.
function(ssa_tests room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "TORCH;XVFB;OFFSCREEN" "TIMEOUT" "SOURCES;LIBS;LABELS;CLASSES")
  set(target t_${room})
  add_executable(${target} ${arg_SOURCES})
  target_link_libraries(${target} PRIVATE ssa_flags ssa_test_support ${arg_LIBS})
  set_target_properties(${target} PROPERTIES AUTOMOC ON)
  if(arg_TORCH)
    ssa_use_torch(${target})
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  set(launcher "")
  if(arg_XVFB)
    set(launcher ${CMAKE_SOURCE_DIR}/packaging/with-display)
  endif()
  foreach(class IN LISTS arg_CLASSES)
    add_test(NAME ${room}/${class} COMMAND ${launcher} $<TARGET_FILE:${target}> ${class})
    set_tests_properties(${room}/${class} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} SKIP_RETURN_CODE 77)
    if(arg_OFFSCREEN)
      set_tests_properties(${room}/${class} PROPERTIES ENVIRONMENT QT_QPA_PLATFORM=offscreen)
    endif()
  endforeach()
endfunction()
