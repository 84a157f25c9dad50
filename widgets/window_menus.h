#pragma once

#include <QPoint>

namespace ssa {

class MainWindow;
class WindowLayout;

/// Makes the menu bar from the action table, with the recent files and the panes between.
void buildMenus(MainWindow& window, const WindowLayout& layout);

/// The context menu of the active view.
void showViewMenu(MainWindow& window, const QPoint& pos_global);

}  // namespace ssa
