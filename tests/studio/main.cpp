#include <QApplication>

#include "tests/studio/tests.h"
#include "tests/support/runner.h"
#include "widgets/canvas/canvas.h"
#include "widgets/theme/theme.h"

int main(int argc, char** argv) {
  ssa::Canvas::requestFormat();
  QApplication app(argc, argv);
  ssa::applyTheme(ssa::ThemeChoice::light);
  return ssa::test::run(argc, argv,
                        {{"open_story", makeOpenStory},
                         {"compare_story", makeCompareStory},
                         {"save_story", makeSaveStory},
                         {"bad_input_story", makeBadInputStory},
                         {"training_story", makeTrainingStory},
                         {"explain_story", makeExplainStory},
                         {"start", makeStartTest}});
}
