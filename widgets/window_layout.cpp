#include "widgets/window_layout.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

#include "app/session/settings.h"

namespace ssa {
namespace {

constexpr int kStateVersion = 1;
constexpr QSize kFirstSize{1600, 1000};
constexpr int kLeftWidth_px = 184, kRightWidth_px = 344;

}  // namespace

WindowLayout::WindowLayout(QMainWindow& window, const PaneContext& context) : QObject(&window), window_(window) {
  window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::AnimatedDocks |
                        QMainWindow::GroupedDragging);
  window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  for (const auto corner : {Qt::TopLeftCorner, Qt::BottomLeftCorner}) window.setCorner(corner, Qt::LeftDockWidgetArea);
  for (const auto corner : {Qt::TopRightCorner, Qt::BottomRightCorner}) window.setCorner(corner, Qt::RightDockWidgetArea);
  for (const PaneSpec& spec : paneList()) {
    const QString title = QCoreApplication::translate("Panes", spec.title);
    auto* dock = new QDockWidget(title, &window);
    dock->setObjectName(QLatin1String(spec.id) + QStringLiteral("Dock"));
    dock->setAccessibleName(title);
    QWidget* pane = spec.make(context, dock);
    pane->setObjectName(QLatin1String(spec.id));
    pane->setProperty("pane", true);
    pane->setAttribute(Qt::WA_StyledBackground);
    dock->setWidget(pane);
    docks_.insert(QLatin1String(spec.id), dock);
    connect(dock, &QDockWidget::dockLocationChanged, this, &WindowLayout::refreshTitlesSoon);
    connect(dock, &QDockWidget::topLevelChanged, this, &WindowLayout::refreshTitlesSoon);
    connect(dock, &QDockWidget::visibilityChanged, this, &WindowLayout::refreshTitlesSoon);
  }
  arrange();
}

void WindowLayout::arrange() {
  for (const PaneSpec& spec : paneList()) {
    QDockWidget* pane = dock(spec.id);
    pane->setFloating(false);
    window_.addDockWidget(spec.area, pane);
    if (*spec.tabbedWith) window_.tabifyDockWidget(dock(spec.tabbedWith), pane);
    pane->show();
  }
  for (const char* front : {"classesPane", "modelPane"}) dock(front)->raise();
  window_.resizeDocks({dock("folderPane"), dock("classesPane")}, {kLeftWidth_px, kRightWidth_px}, Qt::Horizontal);
  window_.resizeDocks({dock("classesPane"), dock("modelPane")}, {5, 5}, Qt::Vertical);
}

void WindowLayout::refreshTitlesSoon() {
  if (titlesDue_) return;
  titlesDue_ = true;
  QMetaObject::invokeMethod(this, &WindowLayout::refreshTitles, Qt::QueuedConnection);
}

// A tab already says what the pane is called, so only panes alone in their place have a title bar.
void WindowLayout::refreshTitles() {
  titlesDue_ = false;
  for (QDockWidget* pane : docks_) {
    const bool tabbed = !pane->isFloating() && !window_.tabifiedDockWidgets(pane).isEmpty();
    if (tabbed == (pane->titleBarWidget() != nullptr)) continue;
    QWidget* old = pane->titleBarWidget();
    pane->setTitleBarWidget(tabbed ? new QWidget(pane) : nullptr);
    delete old;
  }
  for (QTabBar* bar : window_.findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly)) bar->setDrawBase(false);
}

void WindowLayout::bringUp(const char* id) {
  dock(id)->show();
  dock(id)->raise();
}

void WindowLayout::reset() {
  for (QDockWidget* pane : docks_) window_.removeDockWidget(pane);
  arrange();
}

void WindowLayout::setAside(bool aside) {
  if (aside == aside_) return;
  aside_ = aside;
  if (!aside) {
    window_.restoreState(viewerState_, kStateVersion);
    return;
  }
  viewerState_ = window_.saveState(kStateVersion);
  for (QDockWidget* pane : docks_) pane->hide();
}

void WindowLayout::restore(const Settings& settings) {
  const QByteArray geometry = settings.bytes("window/geometry");
  if (geometry.isEmpty() || !window_.restoreGeometry(geometry)) {
    const QScreen* screen = QGuiApplication::primaryScreen();
    const QSize room = screen ? screen->availableSize() : kFirstSize;
    window_.resize(kFirstSize.boundedTo(room));
  }
  if (const QByteArray state = settings.bytes("window/state"); !state.isEmpty()) window_.restoreState(state, kStateVersion);
}

void WindowLayout::save(Settings& settings) const {
  settings.setValue(QStringLiteral("window/geometry"), window_.saveGeometry());
  settings.setValue(QStringLiteral("window/state"), aside_ ? viewerState_ : window_.saveState(kStateVersion));
}

}  // namespace ssa

#include "moc_window_layout.cpp"
