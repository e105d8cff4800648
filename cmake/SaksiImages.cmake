# saksi_images(LANGUAGES...): what need not be parsed when the program starts is compiled into images that are linked into
# the engine (engine/images.h): the word tables of each language with the names of the built-in facts, by
# saksi_lexicon_build; its general words and tag rules, by saksi_words_build; and the built-in rules, by saksi_rules_build.
function(saksi_images)
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
  add_executable(saksi_words_build ${CMAKE_SOURCE_DIR}/engine/tools/words_build.cpp)
  target_link_libraries(saksi_words_build PRIVATE saksi_options saksi_grammar)
  foreach(language IN LISTS ARGN)
    set(image ${CMAKE_BINARY_DIR}/generated/${language}.words)
    set(tags ${CMAKE_BINARY_DIR}/generated/${language}.tags)
    set(rules ${CMAKE_SOURCE_DIR}/grammar/data/${language}/tags.cg)
    file(GLOB tables CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/grammar/data/${language}/*.tsv)
    add_custom_command(
      OUTPUT ${image} ${tags}
      COMMAND saksi_words_build ${image} ${tags} ${rules} ${tables}
      DEPENDS saksi_words_build ${rules} ${tables}
      COMMENT "Compiling the general words of ${language}"
      VERBATIM)
    saksi_embed_file(saksi_engine saksi::engine::words_image_${language} ${image})
    saksi_embed_file(saksi_engine saksi::engine::tags_image_${language} ${tags})
  endforeach()
  add_executable(saksi_rules_build ${CMAKE_SOURCE_DIR}/engine/tools/rules_build.cpp)
  target_link_libraries(saksi_rules_build PRIVATE saksi_options saksi_rules saksi_corpus)
  set(image ${CMAKE_BINARY_DIR}/generated/built_in.rules)
  add_custom_command(
    OUTPUT ${image}
    COMMAND saksi_rules_build ${image}
    DEPENDS saksi_rules_build
    COMMENT "Compiling the rules"
    VERBATIM)
  saksi_embed_file(saksi_engine saksi::engine::rules_image ${image})
endfunction()
