# Augmentation and loader of training batches.
target_sources(ssa_data PRIVATE augment.cpp augment_colour.cpp augment_crop.cpp augment_transforms.cpp loader.cpp loader_cache.cpp
  loader_order.cpp)
target_link_libraries(ssa_data PRIVATE OpenCV::core OpenCV::imgproc)
set_source_files_properties(augment_colour.cpp augment_crop.cpp PROPERTIES COMPILE_OPTIONS -O3)
