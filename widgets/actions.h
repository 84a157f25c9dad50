#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QString>

#include <array>
#include <functional>
#include <span>

class QWidget;

namespace ssa {

/// Everything the window can be asked to do. The table in action_table.cpp holds the rest.
enum class ActionId {
  openPictures,
  openFolder,
  openSample,
  openBaseline,
  openSsa,
  openTruth,
  openTruthFolder,
  saveMask,
  saveView,
  closeAll,
  quit,
  paste,
  copyView,
  nextPicture,
  previousPicture,
  fit,
  actualSize,
  zoomIn,
  zoomOut,
  toggleOverlay,
  opacityDown,
  opacityUp,
  toggleContours,
  togglePixelGrid,
  resetTone,
  toggleProbe,
  nextScore,
  themeSystem,
  themeLight,
  themeDark,
  fullScreen,
  resetLayout,
  restoreSession,
  pageView,
  pageExplain,
  pageTrain,
  pageEvaluate,
  modeSingle,
  modeGrid,
  modeSwipe,
  modeBlink,
  cycleMode,
  moreViews,
  fewerViews,
  toggleLink,
  resetSwipe,
  toggleBlinking,
  viewImage,
  viewBaseline,
  viewCoarse,
  viewRefined,
  viewTruth,
  viewFlips,
  viewGains,
  nextDifference,
  previousDifference,
  unloadBaseline,
  unloadSsa,
  swapModels,
  toggleFlip,
  windowWhole,
  windowSlide,
  deviceAuto,
  deviceCpu,
  findClass,
  showAllClasses,
  findPicture,
  stopJobs,
  dismissMessage,
  keySheet,
  about,
};
inline constexpr int kActions = static_cast<int>(ActionId::about) + 1;

/// Where an action stands in the menus and on the key sheet.
enum class MenuId { file, edit, view, compare, model, classes, help };

/// One row of the table. Texts are translated where they are shown.
struct ActionSpec {
  ActionId id;
  MenuId menu;
  const char* name;  ///< object name
  const char* text;  ///< menu text
  const char* tip;   ///< one sentence
  const char* keys;  ///< portable key sequences, separated by a space; empty = none
  const char* icon = "";
  bool checkable = false;
  const char* group = "";  ///< actions of one group exclude each other
  bool separator = false;  ///< a line above it in the menu
};
std::span<const ActionSpec> actionTable();

/// Something the mouse or a held key does; on the key sheet only.
struct GestureSpec {
  MenuId menu;
  const char* keys;
  const char* text;
};
std::span<const GestureSpec> gestureTable();

/// An action that can tell whether anything listens to it.
class WindowAction : public QAction {
  Q_OBJECT

 public:
  using QAction::QAction;
  bool isConnected() const;
};

/// The window's actions, made from the table: menus, shortcuts, tool tips and the key sheet come from here.
class Actions : public QObject {
  Q_OBJECT

 public:
  /// Adds every action to `window`, whose shortcuts they become.
  explicit Actions(QWidget* window);

  WindowAction* operator[](ActionId id) const { return actions_[static_cast<std::size_t>(id)]; }
  /// Calls `handler` when the action is triggered; one handler per action.
  void handle(ActionId id, std::function<void()> handler);
  void setChecked(ActionId id, bool checked);

  static QString menuTitle(MenuId menu);
  static QString text(const ActionSpec& spec);
  static QString tip(const ActionSpec& spec);
  static QString text(const GestureSpec& spec);
  static QString keysText(const GestureSpec& spec);
  static QList<QKeySequence> keys(const ActionSpec& spec);

 private:
  std::array<WindowAction*, kActions> actions_{};
};

}  // namespace ssa
