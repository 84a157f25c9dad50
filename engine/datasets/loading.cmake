# Augmentation and loader of training batches.
target_sources(ssa_data PRIVATE augment.cpp augment_colour.cpp augment_crop.cpp augment_transforms.cpp loader.cpp loader_cache.cpp
  loader_order.cpp)
set_source_files_properties(augment_crop.cpp PROPERTIES COMPILE_OPTIONS -O3)
# The same bytes on every machine: no fused multiply-add; minimum and maximum may take one instruction. GCC 12 sees
# uninitialised variables in its own AVX-512 headers.
set_source_files_properties(augment_colour.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON COMPILE_OPTIONS
  "-O3;-ffp-contract=off;-ffinite-math-only;-fno-signed-zeros;-fno-trapping-math;-Wno-uninitialized;-Wno-maybe-uninitialized")
