// The main function of Catch2 2.13; Catch2 3 brings its own.
#ifndef SAKSI_CATCH_HAS_MAIN
#define CATCH_CONFIG_MAIN
#endif
#include "tests/catch.h"
