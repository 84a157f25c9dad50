#include <QCoreApplication>

#include "tests/support/runner.h"
#include "tests/system/tests.h"

int main(int argc, char** argv) {
  QCoreApplication app(argc, argv);
  using namespace ssa::test;
  return run(argc, argv,
             {{"messages", makeMessagesTest},
              {"segment_plan", makeSegmentPlanTest},
              {"evaluation", makeEvaluationTest},
              {"check", makeCheckTest},
              {"cli", makeCliTest},
              {"cli_bad_input", makeCliBadInputTest},
              {"analyse_evidence", makeAnalyseEvidenceTest},
              {"analyse_ssa", makeAnalyseSsaTest},
              {"camvid", makeCamvidTest},
              {"demo_data", makeDemoDataTest},
              {"training_story", makeTrainingStoryTest},
              {"main_job", makeMainJobTest}});
}
