# Links files into a layer with .incbin: no C array to compile, no script to run.

set(SAKSI_GENERATED_DIR ${CMAKE_BINARY_DIR}/generated)

# Splits "saksi::grammar::lexicon_files" into its namespace and its name.
function(_saksi_split_function function out_namespace out_name)
  string(REGEX REPLACE "::[^:]*$" "" namespace "${function}")
  string(REGEX REPLACE "^.*::" "" name "${function}")
  set(${out_namespace} ${namespace} PARENT_SCOPE)
  set(${out_name} ${name} PARENT_SCOPE)
endfunction()

# Assembly for one file between SYMBOL and SYMBOL_end.
function(_saksi_incbin out symbol path align)
  set(${out} "  .globl ${symbol}\n  .globl ${symbol}_end\n  .balign ${align}\n${symbol}:\n  .incbin \"${path}\"\n${symbol}_end:\n  .byte 0\n"
      PARENT_SCOPE)
endfunction()

# saksi_embed(LAYER FUNCTION PATTERNS...): links the files that match, relative to the project's root and found anew
# when one comes or goes, into saksi_LAYER, sorted by path, and defines there
#   std::span<const saksi::EmbeddedFile> FUNCTION();      e.g. saksi::grammar::lexicon_files
# A header of the layer declares it. A pattern with /**/ looks into folders below too.
function(saksi_embed layer function)
  get_target_property(type saksi_${layer} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    return()
  endif()
  set(files)
  foreach(pattern IN LISTS ARGN)
    if(pattern MATCHES "/\\*\\*/")
      string(REPLACE "/**/" "/" pattern "${pattern}")
      file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/${pattern})
    else()
      file(GLOB found CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/${pattern})
    endif()
    list(APPEND files ${found})
  endforeach()
  list(REMOVE_DUPLICATES files)
  list(SORT files)

  _saksi_split_function(${function} namespace name)
  set(assembly "  .section .rodata\n")
  set(externs "")
  set(rows "")
  set(absolute)
  set(n 0)
  foreach(file IN LISTS files)
    set(symbol saksi_${layer}_${name}_${n})
    _saksi_incbin(one ${symbol} ${CMAKE_SOURCE_DIR}/${file} 16)
    string(APPEND assembly "${one}")
    string(APPEND externs "extern const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND rows "      {\"${file}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    list(APPEND absolute ${CMAKE_SOURCE_DIR}/${file})
    math(EXPR n "${n} + 1")
  endforeach()
  string(APPEND assembly "  .section .note.GNU-stack,\"\",%progbits\n")

  if(n EQUAL 0)
    set(body "  return {};\n")
  else()
    set(body "  static const std::array<EmbeddedFile, ${n}> files{{\n${rows}  }};\n  return files;\n")
  endif()
  set(base ${SAKSI_GENERATED_DIR}/${layer}_${name})
  file(CONFIGURE OUTPUT ${base}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${base}.cpp CONTENT
"// Written by cmake/SaksiEmbed.cmake.
#include <array>
#include <cstddef>
#include <span>

#include \"core/embedded.h\"

extern \"C\" {
${externs}}

namespace ${namespace} {

std::span<const EmbeddedFile> ${name}();
std::span<const EmbeddedFile> ${name}() {
${body}}

}  // namespace ${namespace}
" @ONLY)
  set_source_files_properties(${base}.S PROPERTIES OBJECT_DEPENDS "${absolute}")
  target_sources(saksi_${layer} PRIVATE ${base}.S ${base}.cpp)
endfunction()

# saksi_embed_file(TARGET FUNCTION PATH): links one file, which may be the OUTPUT of an add_custom_command of the same
# CMakeLists.txt, into TARGET, page-aligned, and defines there
#   std::string_view FUNCTION();                          e.g. saksi::corpus::facts_snapshot
# A program that makes the file must not link TARGET.
function(saksi_embed_file target function path)
  _saksi_split_function(${function} namespace name)
  set(symbol ${target}_${name})
  _saksi_incbin(one ${symbol} ${path} 4096)
  set(base ${SAKSI_GENERATED_DIR}/${target}_${name})
  file(CONFIGURE OUTPUT ${base}.S CONTENT
       "  .section .rodata\n${one}  .section .note.GNU-stack,\"\",%progbits\n" @ONLY)
  file(CONFIGURE OUTPUT ${base}.cpp CONTENT
"// Written by cmake/SaksiEmbed.cmake.
#include <cstddef>
#include <string_view>

extern \"C\" {
extern const char ${symbol}[], ${symbol}_end[];
}

namespace ${namespace} {

std::string_view ${name}();
std::string_view ${name}() { return {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}; }

}  // namespace ${namespace}
" @ONLY)
  set_source_files_properties(${base}.S PROPERTIES OBJECT_DEPENDS "${path}")
  target_sources(${target} PRIVATE ${base}.S ${base}.cpp)
endfunction()
