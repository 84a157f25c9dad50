#pragma once

#include <QString>
#include <QWidget>

#include <functional>
#include <span>

namespace ssa {

class Actions;
class ClassShares;
class Session;
class ViewState;

/// What a pane may look at and send intents to.
struct PaneContext {
  Session& session;
  ViewState& state;
  Actions& actions;
  ClassShares& shares;
};

/// One row of the list of panes.
struct PaneSpec {
  const char* id;     ///< object name of the pane; its dock is `<id>Dock`
  const char* title;  ///< translated in the context `Panes`
  Qt::DockWidgetArea area;
  const char* tabbedWith;  ///< id of an earlier pane it shares a tab bar with; empty = its own place
  std::function<QWidget*(const PaneContext&, QWidget* parent)> make;
};

/// All panes in the order they are docked; a new one is one line in list.cpp.
std::span<const PaneSpec> paneList();

}  // namespace ssa
