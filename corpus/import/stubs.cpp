#include "corpus/import/import.h"
namespace saksi::corpus {
Result<Imported> import_geonames(const std::string&, const std::string&, const ImportOptions&) { return Diagnostic{}; }
Result<Imported> import_launches(const std::string&, const std::string&, const ImportOptions&) { return Diagnostic{}; }
}
