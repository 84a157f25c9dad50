#pragma once

#include <vector>

#include "app/session/explain/explain_session.h"

class QComboBox;

namespace ssa {

/// Class ids by the cells that the refined mask gives them, most first; equal ones by id.
std::vector<int> classesByCells(const ImageTrace& trace);
/// Names of all classes of a model in a list; nothing is told to its listeners. The choice stays where it fits.
void fillClasses(QComboBox& list, const ExplainSubject& subject, int classes);

}  // namespace ssa
