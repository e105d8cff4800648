# saksi_static(NAME LIBRARY FALLBACK): links the archive LIBRARY.a into saksi where the system has it: a library less for
# the loader to map and relocate at every start.
function(saksi_static name library fallback)
  find_library(SAKSI_ARCHIVE_${name} NAMES ${library}.a)
  mark_as_advanced(SAKSI_ARCHIVE_${name})
  add_library(saksi_${name} INTERFACE)
  if(SAKSI_ARCHIVE_${name})
    target_include_directories(saksi_${name} SYSTEM INTERFACE
      $<TARGET_PROPERTY:${fallback},INTERFACE_INCLUDE_DIRECTORIES>)
    target_link_libraries(saksi_${name} INTERFACE ${SAKSI_ARCHIVE_${name}} Threads::Threads ${CMAKE_DL_LIBS} m)
  else()
    target_link_libraries(saksi_${name} INTERFACE ${fallback})
  endif()
endfunction()
