# cmake -DROOT=<tree> -P layering.cmake: reads every #include of the product against one table and stops with
# the list of those that break the layering. Also guards the rules that keep files whole: nothing but the
# atomic writer may open a file for writing.
cmake_minimum_required(VERSION 3.25)

# folder -> allowed prefixes of project includes. The longest folder that matches a file decides.
set(allowed_engine/core "engine/core/")
set(allowed_engine/image "engine/image/;engine/core/")
set(allowed_engine/cuda "engine/cuda/;engine/core/")
set(allowed_engine/tensor "engine/tensor/;engine/image/;engine/cuda/;engine/core/")
set(allowed_engine/checkpoints "engine/checkpoints/;engine/core/")
set(allowed_engine/datasets "engine/datasets/;engine/image/;engine/core/")
set(allowed_engine/metrics "engine/metrics/;engine/core/")
set(allowed_engine/nn "engine/nn/;engine/tensor/;engine/core/")
set(allowed_engine/backbones "engine/backbones/;engine/nn/;engine/tensor/;engine/core/")
set(allowed_engine/heads "engine/heads/;engine/nn/;engine/tensor/;engine/core/;engine/models/model_config.h;engine/models/ssa_trace.h")
set(allowed_engine/models "engine/models/;engine/heads/;engine/backbones/;engine/nn/;engine/tensor/;engine/checkpoints/;engine/core/")
set(allowed_engine/losses "engine/losses/;engine/cuda/;engine/tensor/;engine/core/;engine/models/ssa_trace.h")
set(allowed_engine/runs "engine/runs/;engine/core/;engine/checkpoints/;engine/datasets/augment_options.h;engine/losses/loss_options.h;engine/models/model_config.h")
set(allowed_engine/training "engine/training/;engine/runs/;engine/inference/;engine/losses/;engine/models/;engine/datasets/;engine/metrics/;engine/checkpoints/;engine/nn/;engine/cuda/;engine/image/;engine/tensor/;engine/core/;engine/api/predictor.h")
set(allowed_engine/inference "engine/inference/;engine/models/;engine/checkpoints/;engine/cuda/;engine/image/;engine/tensor/;engine/core/;engine/api/predictor.h;engine/api/pixel_probe.h")
set(allowed_engine/api "engine/")
set(allowed_viz "viz/;engine/core/")
set(allowed_app/session "app/session/;engine/api/;engine/runs/;engine/metrics/;engine/losses/loss_options.h;engine/models/model_config.h;engine/image/;engine/datasets/;engine/core/")
set(allowed_app/cli "app/cli/;engine/api/;engine/runs/;engine/losses/loss_options.h;engine/checkpoints/;engine/datasets/;engine/metrics/;engine/models/model_config.h;engine/image/;engine/core/")
set(allowed_app/studio "app/;widgets/;viz/;engine/api/;engine/datasets/;engine/image/;engine/core/")
set(allowed_widgets "widgets/;app/session/;viz/;engine/api/;engine/runs/;engine/datasets/;engine/metrics/;engine/losses/loss_options.h;engine/models/model_config.h;engine/image/;engine/core/")
set(folders engine/core engine/image engine/cuda engine/tensor engine/checkpoints engine/datasets engine/metrics engine/nn
  engine/backbones engine/heads engine/models engine/losses engine/runs engine/training engine/inference engine/api viz app/session app/cli app/studio widgets)

# Outside libraries: pattern of the include -> folders (as patterns) that may use it.
set(outside
  "^(torch|ATen|c10)/|^caffe2/"  "^engine/(tensor|nn|backbones|heads|models|losses|training|inference|api)/"
  "^Q[A-Z][A-Za-z]*$|^Qt[A-Z]"   "^(widgets|app/session|app/studio|viz/figure)/"
  "^opencv2/"                    "^engine/(image|datasets)/"
  "^vtk"                         "^(viz|widgets/gl)/"
  "^imgui"                       "^viz/overlay/"
  "^cuda|^c10/cuda"              "^engine/cuda/")

# Text that may stand only in the named files: everything is saved by engine/core/safe_file.cpp.
set(banned
  "cv::imwrite\\(|std::ofstream[^\"]*$|std::ofstream[^\"]*\"[^/]|std::ofstream[^\"]*\"/[^p]|fopen\\([^,]+, *\"[wa]|torch::save\\(|QIODevice::WriteOnly\\)[^/]*QFile|QSaveFile"  "^engine/core/safe_file\\.cpp$"
  "#include *<Qt(Widgets|Core|Gui)>"  "^$"
  "#undef (slots|signals|emit)"  "^$")

set(problems "")
set(files 0)
foreach(top engine viz widgets app)
  file(GLOB_RECURSE sources RELATIVE ${ROOT} ${ROOT}/${top}/*.h ${ROOT}/${top}/*.cpp ${ROOT}/${top}/*.cu)
  foreach(source IN LISTS sources)
    math(EXPR files "${files} + 1")
    set(room "")
    foreach(folder IN LISTS folders)
      if(source MATCHES "^${folder}/")
        set(room ${folder})
      endif()
    endforeach()
    file(STRINGS ${ROOT}/${source} includes REGEX "^[ \t]*#[ \t]*include")
    foreach(line IN LISTS includes)
      string(REGEX REPLACE "^[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"]+)[>\"].*" "\\1" header "${line}")
      if(header MATCHES "^(engine|viz|widgets|app)/")
        set(fine FALSE)
        foreach(prefix IN LISTS allowed_${room})
          string(FIND "${header}" "${prefix}" at)
          if(at EQUAL 0)
            set(fine TRUE)
          endif()
        endforeach()
        if(NOT fine)
          list(APPEND problems "${source} includes ${header}")
        endif()
      else()
        list(LENGTH outside pairs)
        math(EXPR last "${pairs} - 1")
        foreach(i RANGE 0 ${last} 2)
          list(GET outside ${i} pattern)
          math(EXPR j "${i} + 1")
          list(GET outside ${j} where)
          if(header MATCHES "${pattern}" AND NOT source MATCHES "${where}")
            list(APPEND problems "${source} includes ${header}")
          endif()
        endforeach()
        # In the figure rooms of viz only QtGui and QtCore may be used.
        if(source MATCHES "^viz/figure/" AND header MATCHES "^Q" AND EXISTS "${QT_WIDGETS_INCLUDE}/${header}")
          list(APPEND problems "${source} includes ${header} (QtWidgets)")
        endif()
      endif()
    endforeach()
    file(STRINGS ${ROOT}/${source} text REGEX "imwrite|ofstream|fopen|torch::save|QSaveFile|#include *<Qt|#undef")
    list(LENGTH banned pairs)
    math(EXPR last "${pairs} - 1")
    foreach(i RANGE 0 ${last} 2)
      list(GET banned ${i} pattern)
      math(EXPR j "${i} + 1")
      list(GET banned ${j} where)
      foreach(line IN LISTS text)
        if(line MATCHES "${pattern}" AND NOT source MATCHES "${where}")
          list(APPEND problems "${source}: ${line}")
        endif()
      endforeach()
    endforeach()
  endforeach()
endforeach()

if(files LESS 50)
  message(FATAL_ERROR "layering: only ${files} files found below ${ROOT}")
endif()
if(problems)
  list(REMOVE_DUPLICATES problems)
  list(JOIN problems "\n  " text)
  message(FATAL_ERROR "layering: these lines look across a wall (README, map of rooms):\n  ${text}")
endif()
message(STATUS "layering: ${files} files, no line across a wall")
