#include "widgets/window_actions.h"

#include <utility>

#include "app/session/jobs/job_queue.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/actions.h"
#include "widgets/canvas/canvas.h"
#include "widgets/dialogs/about_dialog.h"
#include "widgets/dialogs/key_sheet.h"
#include "widgets/difference_navigator.h"
#include "widgets/feedback/notifier.h"
#include "widgets/file_commands.h"
#include "widgets/main_window.h"
#include "widgets/panes/classes_pane.h"
#include "widgets/panes/folder_pane.h"
#include "widgets/theme/theme.h"
#include "widgets/view_state.h"
#include "widgets/window_layout.h"
#include "widgets/window_pages.h"

namespace ssa {
namespace {

constexpr float kOpacityStep = 0.1F;

void connectFiles(MainWindow& w) {
  Actions& a = w.actions();
  FileCommands& files = w.files();
  Session& session = w.session();
  a.handle(ActionId::openPictures, [&] { files.openPictures(); });
  a.handle(ActionId::openFolder, [&] { files.openFolder(); });
  a.handle(ActionId::openSample, [&] { session.openSample(); });
  a[ActionId::openSample]->setEnabled(session.hasSample());
  a.handle(ActionId::openTruth, [&] { files.openTruth(); });
  a.handle(ActionId::openTruthFolder, [&] { files.openTruthFolder(); });
  a.handle(ActionId::saveMask, [&] { files.saveMask(); });
  a.handle(ActionId::saveView, [&] { files.saveView(); });
  a.handle(ActionId::copyView, [&] { files.copyView(); });
  a.handle(ActionId::paste, [&] { files.paste(); });
  a.handle(ActionId::closeAll, [&] { session.closeAll(); });
  a.handle(ActionId::quit, [&] { w.close(); });
  a.handle(ActionId::nextPicture, [&] { session.next(); });
  a.handle(ActionId::previousPicture, [&] { session.previous(); });
}

void connectView(MainWindow& w) {
  Actions& a = w.actions();
  Canvas& canvas = w.canvas();
  ViewState& state = w.viewState();
  Session& session = w.session();
  a.handle(ActionId::fit, [&] { canvas.fit(); });
  a.handle(ActionId::actualSize, [&] { canvas.setZoom(1); });
  a.handle(ActionId::zoomIn, [&] { canvas.zoomIn(); });
  a.handle(ActionId::zoomOut, [&] { canvas.zoomOut(); });
  const auto toggle = [&a, &state](ActionId id, bool CanvasStyle::*field, bool inverted) {
    a.handle(id, [&a, &state, id, field, inverted] {
      CanvasStyle style = state.style();
      style.*field = a[id]->isChecked() != inverted;
      state.setStyle(style);
    });
  };
  toggle(ActionId::toggleOverlay, &CanvasStyle::overlayHidden, true);
  toggle(ActionId::toggleContours, &CanvasStyle::contoursOnly, false);
  toggle(ActionId::togglePixelGrid, &CanvasStyle::pixelGrid, false);
  a.handle(ActionId::opacityUp, [&] { state.addOpacity(kOpacityStep); });
  a.handle(ActionId::opacityDown, [&] { state.addOpacity(-kOpacityStep); });
  a.handle(ActionId::resetTone, [&] { state.resetTone(); });
  a.handle(ActionId::toggleProbe, [&] { state.setProbe(a[ActionId::toggleProbe]->isChecked()); });
  a.handle(ActionId::nextScore, [&] {
    ViewState::Score score = state.score();
    score.kind = kScoreKinds[(static_cast<std::size_t>(score.kind) + 1) % std::size(kScoreKinds)];
    state.setScore(score);
  });

  for (const auto& [id, choice] :
       {std::pair{ActionId::themeSystem, ThemeChoice::system}, std::pair{ActionId::themeLight, ThemeChoice::light},
        std::pair{ActionId::themeDark, ThemeChoice::dark}}) {
    a.handle(id, [&session, choice = choice] {
      session.settings().setValue(QStringLiteral("window/theme"), nameOf(choice));
      applyTheme(choice);
    });
    if (themeFromName(session.settings().text("window/theme")) == choice) a.setChecked(id, true);
  }
  for (const auto& [id, page] :
       {std::pair{ActionId::pageView, WindowPages::Page::view}, std::pair{ActionId::pageExplain, WindowPages::Page::explain},
        std::pair{ActionId::pageTrain, WindowPages::Page::train}, std::pair{ActionId::pageEvaluate, WindowPages::Page::evaluate}})
    a.handle(id, [&w, page = page] { w.pages().show(page); });
  a.handle(ActionId::fullScreen, [&] { w.setWindowState(w.windowState() ^ Qt::WindowFullScreen); });
  a.handle(ActionId::resetLayout, [&] {
    w.pages().show(WindowPages::Page::view);
    w.layoutOfPanes().reset();
  });
  a.setChecked(ActionId::restoreSession, session.settings().flag("session/restore"));
  a.handle(ActionId::restoreSession,
           [&] { session.settings().setValue(QStringLiteral("session/restore"), a[ActionId::restoreSession]->isChecked()); });
}

void connectCompare(MainWindow& w) {
  Actions& a = w.actions();
  Canvas& canvas = w.canvas();
  ViewState& state = w.viewState();
  DifferenceNavigator& differences = w.differences();
  for (const auto& [id, mode] :
       {std::pair{ActionId::modeSingle, CompareMode::single}, std::pair{ActionId::modeGrid, CompareMode::grid},
        std::pair{ActionId::modeSwipe, CompareMode::swipe}, std::pair{ActionId::modeBlink, CompareMode::blink}})
    a.handle(id, [&state, mode = mode] { state.setMode(mode); });
  a.handle(ActionId::cycleMode, [&] { state.cycleMode(); });
  a.handle(ActionId::moreViews, [&] { state.setGridCount(state.viewCount() + 1); });
  a.handle(ActionId::fewerViews, [&] { state.setGridCount(state.viewCount() - 1); });
  a.handle(ActionId::toggleLink, [&] { state.setLinked(a[ActionId::toggleLink]->isChecked()); });
  a.handle(ActionId::resetSwipe, [&] { canvas.setSwipePosition(0.5); });
  a.handle(ActionId::toggleBlinking, [&] { state.setBlinking(a[ActionId::toggleBlinking]->isChecked()); });
  a.setChecked(ActionId::toggleBlinking, state.blinking());
  const ActionId views[] = {ActionId::viewImage, ActionId::viewBaseline, ActionId::viewCoarse, ActionId::viewRefined,
                            ActionId::viewTruth, ActionId::viewFlips,    ActionId::viewGains};
  for (std::size_t i = 0; i < std::size(views); ++i)
    a.handle(views[i], [&state, kind = kViewKinds[i]] { state.setView(state.activeView(), kind); });
  a.handle(ActionId::nextDifference, [&] { differences.next(); });
  a.handle(ActionId::previousDifference, [&] { differences.previous(); });
}

void connectModels(MainWindow& w) {
  Actions& a = w.actions();
  Session& session = w.session();
  FileCommands& files = w.files();
  a.handle(ActionId::openBaseline, [&] { files.openModel(Slot::baseline); });
  a.handle(ActionId::openSsa, [&] { files.openModel(Slot::ssa); });
  a.handle(ActionId::swapModels, [&] { session.swapModels(); });
  a.handle(ActionId::unloadBaseline, [&] { session.unloadModel(Slot::baseline); });
  a.handle(ActionId::unloadSsa, [&] { session.unloadModel(Slot::ssa); });
  const auto change = [&session](auto edit) {
    PredictOptions options = session.predictOptions();
    edit(options);
    session.setPredictOptions(options);
  };
  a.handle(ActionId::toggleFlip,
           [&a, change] { change([&a](PredictOptions& o) { o.flip = a[ActionId::toggleFlip]->isChecked(); }); });
  a.handle(ActionId::windowWhole, [change] { change([](PredictOptions& o) { o.window = WindowMode::whole; }); });
  a.handle(ActionId::windowSlide, [change] { change([](PredictOptions& o) { o.window = WindowMode::slide; }); });
  a.handle(ActionId::deviceAuto, [&] { session.setDevice(QStringLiteral("auto")); });
  a.handle(ActionId::deviceCpu, [&] { session.setDevice(QStringLiteral("cpu")); });
  a.handle(ActionId::stopJobs, [&] { session.jobs().stopAll(); });

  const auto refresh = [&a, &session] {
    const PredictOptions& options = session.predictOptions();
    a.setChecked(ActionId::toggleFlip, options.flip);
    a.setChecked(options.window == WindowMode::whole ? ActionId::windowWhole : ActionId::windowSlide, true);
    a.setChecked(session.settings().text("predict/device") == QLatin1String("cpu") ? ActionId::deviceCpu : ActionId::deviceAuto,
                 true);
    a[ActionId::unloadBaseline]->setEnabled(session.slotState(Slot::baseline) != SlotState::empty);
    a[ActionId::unloadSsa]->setEnabled(session.slotState(Slot::ssa) != SlotState::empty);
  };
  QObject::connect(&session, &Session::optionsChanged, &w, refresh);
  QObject::connect(&session, &Session::modelsChanged, &w, refresh);
  refresh();
}

void connectRest(MainWindow& w) {
  Actions& a = w.actions();
  Session& session = w.session();
  a.handle(ActionId::findClass, [&] {
    w.pages().show(WindowPages::Page::view);
    w.layoutOfPanes().bringUp("classesPane");
    w.findChild<ClassesPane*>()->focusFilter();
  });
  a.handle(ActionId::showAllClasses, [&] { session.soloClass(-1); });
  a.handle(ActionId::findPicture, [&] {
    w.pages().show(WindowPages::Page::view);
    w.layoutOfPanes().bringUp("folderPane");
    w.findChild<FolderPane*>()->focusFilter();
  });
  a.handle(ActionId::dismissMessage, [&] { w.notifier().dismiss(); });
  a.handle(ActionId::keySheet, [&] { (new KeySheet(&w))->show(); });
  a.handle(ActionId::about, [&] { (new AboutDialog(&w))->show(); });

  const auto refresh = [&a, &session] {
    const Document& document = session.document();
    const bool picture = !document.isEmpty();
    for (const ActionId id : {ActionId::saveView, ActionId::copyView, ActionId::openTruth}) a[id]->setEnabled(picture);
    a[ActionId::saveMask]->setEnabled(document.mask(ViewKind::refined) || document.mask(ViewKind::baseline));
  };
  QObject::connect(&session, &Session::pictureChanged, &w, refresh);
  QObject::connect(&session.document(), &Document::changed, &w, refresh);
  refresh();
}

}  // namespace

void connectActions(MainWindow& window) {
  connectFiles(window);
  connectView(window);
  connectCompare(window);
  connectModels(window);
  connectRest(window);
}

}  // namespace ssa
