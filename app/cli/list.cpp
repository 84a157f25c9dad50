#include "app/cli/verb.h"

namespace ssa::cli {

std::vector<std::unique_ptr<Verb>> allVerbs() {
  std::vector<std::unique_ptr<Verb>> verbs;
  verbs.push_back(makeImportVerb());
  verbs.push_back(makeNewModelVerb());
  verbs.push_back(makeInspectVerb());
  verbs.push_back(makeCheckVerb());
  verbs.push_back(makeSegmentVerb());
  verbs.push_back(makeEvaluateVerb());
  verbs.push_back(makeExportVerb());
  verbs.push_back(makeDemoDataVerb());
  verbs.push_back(makeTrainVerb());
  verbs.push_back(makeAnalyseVerb());
  verbs.push_back(makeBenchVerb());
  return verbs;
}

}  // namespace ssa::cli
