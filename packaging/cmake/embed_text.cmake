# Run with cmake -P by ssa_embed_text: FILES -> one C++ source of raw strings.
set(text "// Generated from ${NAME} by packaging/cmake/embed_text.cmake.\n#include \"engine/core/embedded_text.h\"\n\nnamespace ssa {\nnamespace {\nconstexpr EmbeddedText kFiles[] = {\n")
foreach(file IN LISTS FILES)
  get_filename_component(stem ${file} NAME_WE)
  file(READ ${file} content)
  string(APPEND text "{\"${stem}\", R\"ssa_text(${content})ssa_text\"},\n")
endforeach()
string(APPEND text "};\n}  // namespace\nextern const std::span<const EmbeddedText> ${NAME};\nconst std::span<const EmbeddedText> ${NAME}(kFiles);\n}  // namespace ssa\n")
file(WRITE ${OUTPUT} "${text}")
