#include "widgets/window_menus.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>

#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/main_window.h"
#include "widgets/panes/pane.h"
#include "widgets/window_layout.h"

namespace ssa {
namespace {

class WindowMenus {
  Q_DECLARE_TR_FUNCTIONS(WindowMenus)

 public:
  static QMenu* recent(MainWindow& window) {
    auto* menu = new QMenu(tr("Open &recent"), &window);
    menu->setObjectName(QStringLiteral("recentMenu"));
    menu->setToolTipsVisible(true);
    Session& session = window.session();
    QObject::connect(menu, &QMenu::aboutToShow, menu, [menu, &session] {
      menu->clear();
      const QStringList paths = session.recentPaths();
      if (paths.isEmpty()) menu->addAction(tr("Nothing yet"))->setEnabled(false);
      for (const QString& path : paths) {
        QAction* action = menu->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        QObject::connect(action, &QAction::triggered, &session, [&session, path] { session.openPaths({path}); });
      }
      menu->addSeparator();
      QAction* clear = menu->addAction(tr("&Clear the list"));
      clear->setEnabled(!paths.isEmpty());
      QObject::connect(clear, &QAction::triggered, &session, &Session::clearRecent);
    });
    return menu;
  }

  static QMenu* panes(MainWindow& window, const WindowLayout& layout) {
    auto* menu = new QMenu(tr("Sho&w panes"), &window);
    menu->setObjectName(QStringLiteral("panesMenu"));
    for (const PaneSpec& spec : paneList()) menu->addAction(layout.dock(spec.id)->toggleViewAction());
    return menu;
  }
};

}  // namespace

void buildMenus(MainWindow& window, const WindowLayout& layout) {
  for (const MenuId id :
       {MenuId::file, MenuId::edit, MenuId::view, MenuId::compare, MenuId::model, MenuId::classes, MenuId::help}) {
    QMenu* menu = window.menuBar()->addMenu(Actions::menuTitle(id));
    menu->setToolTipsVisible(true);
    for (const ActionSpec& spec : actionTable()) {
      if (spec.menu != id) continue;
      if (spec.separator) menu->addSeparator();
      if (spec.id == ActionId::fullScreen) menu->addMenu(WindowMenus::panes(window, layout));
      menu->addAction(window.actions()[spec.id]);
      if (spec.id == ActionId::openFolder) menu->addMenu(WindowMenus::recent(window));
    }
  }
}

void showViewMenu(MainWindow& window, const QPoint& pos_global) {
  auto* menu = new QMenu(&window);
  menu->setObjectName(QStringLiteral("viewMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setToolTipsVisible(true);
  for (const ActionId id : {ActionId::viewImage, ActionId::viewBaseline, ActionId::viewCoarse, ActionId::viewRefined,
                            ActionId::viewTruth, ActionId::viewFlips, ActionId::viewGains})
    menu->addAction(window.actions()[id]);
  menu->addSeparator();
  for (const ActionId id : {ActionId::copyView, ActionId::saveView, ActionId::saveMask}) menu->addAction(window.actions()[id]);
  menu->addSeparator();
  for (const ActionId id : {ActionId::fit, ActionId::actualSize}) menu->addAction(window.actions()[id]);
  menu->popup(pos_global);
}

}  // namespace ssa
