#include <QApplication>

#include "tests/support/runner.h"
#include "tests/widgets/tests.h"
#include "widgets/theme/theme.h"

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication app(argc, argv);
  ssa::applyTheme(ssa::ThemeChoice::light);
  return ssa::test::run(argc, argv,
                        {{"actions", makeActionsTest},
                         {"charts", makeChartsTest},
                         {"class_model", makeClassModelTest},
                         {"evaluation_page", makeEvaluationPageTest},
                         {"all_panes", makeAllPanesTest},
                         {"cause_panes", makeCausePanesTest},
                         {"evidence_panes", makeEvidencePanesTest},
                         {"explain_page", makeExplainPageTest},
                         {"map_pane", makeMapPaneTest},
                         {"messages", makeMessagesTest},
                         {"notifier", makeNotifierTest},
                         {"options_form", makeOptionsFormTest},
                         {"panes", makePanesTest},
                         {"pseudo_locale", makePseudoLocaleTest},
                         {"set_panes", makeSetPanesTest},
                         {"theme", makeThemeTest},
                         {"training_maps", makeTrainingMapsTest},
                         {"training_page", makeTrainingPageTest},
                         {"view_state", makeViewStateTest},
                         {"window", makeWindowTest}});
}
