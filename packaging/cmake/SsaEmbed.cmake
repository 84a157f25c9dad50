# ssa_embed_text(TARGET NAMESPACE_NAME FILES …): compiles text files into a target as raw strings.
# Generates one source at build time that defines, in namespace ssa,
#   const std::span<const EmbeddedText> NAME      (engine/core/embedded_text.h)
function(ssa_embed_text target name)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DNAME=${name} "-DFILES=${ARGN}" -P ${CMAKE_SOURCE_DIR}/packaging/cmake/embed_text.cmake
    DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/packaging/cmake/embed_text.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
  set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
