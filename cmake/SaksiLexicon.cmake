# saksi_lexicon(LANGUAGES...): the program saksi_lexicon_build, made of grammar and corpus, compiles the word tables of
# each language with the names of the built-in facts; the images are linked into the engine.
function(saksi_lexicon)
  add_executable(saksi_lexicon_build ${CMAKE_SOURCE_DIR}/engine/tools/lexicon_build.cpp)
  target_link_libraries(saksi_lexicon_build PRIVATE saksi_options saksi_grammar saksi_corpus)
  foreach(language IN LISTS ARGN)
    set(image ${CMAKE_BINARY_DIR}/generated/${language}.lexicon)
    add_custom_command(
      OUTPUT ${image}
      COMMAND saksi_lexicon_build ${language} ${image}
      DEPENDS saksi_lexicon_build
      COMMENT "Compiling the words of ${language}"
      VERBATIM)
    saksi_embed_file(saksi_engine saksi::engine::lexicon_image_${language} ${image})
  endforeach()
endfunction()
