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
                         {"class_model", makeClassModelTest},
                         {"messages", makeMessagesTest},
                         {"notifier", makeNotifierTest},
                         {"panes", makePanesTest},
                         {"pseudo_locale", makePseudoLocaleTest},
                         {"theme", makeThemeTest},
                         {"view_state", makeViewStateTest},
                         {"window", makeWindowTest}});
}
