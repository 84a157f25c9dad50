#include "engine/core/error.h"
namespace ssa { std::string Error::toString() const { return {}; } }
