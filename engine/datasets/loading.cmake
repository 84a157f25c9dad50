# Augmentation and loader of training batches.
target_sources(ssa_data PRIVATE augment.cpp augment_colour.cpp augment_crop.cpp augment_preview.cpp augment_transforms.cpp loader.cpp
  loader_cache.cpp loader_order.cpp)
# GCC 12 sees uninitialised variables in its own AVX-512 headers.
set(vectors "-O3;-Wno-uninitialized;-Wno-maybe-uninitialized")
set_source_files_properties(augment_crop.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON COMPILE_OPTIONS "${vectors}")
# The same bytes on every machine: no fused multiply-add; minimum and maximum may take one instruction.
set_source_files_properties(augment_colour.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON COMPILE_OPTIONS
  "${vectors};-ffp-contract=off;-ffinite-math-only;-fno-signed-zeros;-fno-trapping-math")
