# saksi_corpus([LINK libraries]): the corpus layer. saksi_corpus_base is all of it but the facts; the program
# saksi_corpus_build, made of it, compiles corpus/facts into a snapshot; saksi_corpus is both together.
function(saksi_corpus)
  cmake_parse_arguments(ARG "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/corpus/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/corpus/(embedded|tools)/")
  add_library(saksi_corpus_base STATIC ${sources})
  target_include_directories(saksi_corpus_base PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(saksi_corpus_base PUBLIC saksi_core PRIVATE saksi_options ${ARG_LINK})

  add_executable(saksi_corpus_build ${CMAKE_SOURCE_DIR}/corpus/tools/corpus_build.cpp)
  target_link_libraries(saksi_corpus_build PRIVATE saksi_options saksi_corpus_base)

  file(GLOB_RECURSE facts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/corpus/facts/*.csv)
  file(GLOB schema CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/corpus/schema/*.tsv)
  set(snapshot ${CMAKE_BINARY_DIR}/generated/facts.snapshot)
  add_custom_command(
    OUTPUT ${snapshot}
    COMMAND saksi_corpus_build corpus/facts corpus/schema ${snapshot}
    DEPENDS saksi_corpus_build ${facts} ${schema}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMENT "Compiling corpus/facts"
    VERBATIM)

  file(GLOB embedded CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/corpus/embedded/*.cpp)
  add_library(saksi_corpus STATIC ${embedded})
  target_link_libraries(saksi_corpus PUBLIC saksi_corpus_base PRIVATE saksi_options)
  saksi_embed_file(saksi_corpus saksi::corpus::facts_snapshot ${snapshot})
endfunction()
