#include "widgets/main_window.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QIcon>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/actions.h"
#include "widgets/bars/compare_bar.h"
#include "widgets/bars/model_bar.h"
#include "widgets/bars/overlay_bar.h"
#include "widgets/bars/status_readout.h"
#include "widgets/blink_timer.h"
#include "widgets/canvas/canvas.h"
#include "widgets/class_shares.h"
#include "widgets/controls/controls.h"
#include "widgets/difference_navigator.h"
#include "widgets/feedback/messages.h"
#include "widgets/feedback/notifier.h"
#include "widgets/file_commands.h"
#include "widgets/hold_keys.h"
#include "widgets/probe_controller.h"
#include "widgets/theme/theme.h"
#include "widgets/view_composer.h"
#include "widgets/view_state.h"
#include "widgets/window_actions.h"
#include "widgets/window_layout.h"
#include "widgets/window_menus.h"
#include "widgets/window_pages.h"

namespace ssa {

MainWindow::MainWindow(Session& session, QWidget* parent) : MainWindow(session, TrainingPlaces{}, parent) {}

MainWindow::MainWindow(Session& session, const TrainingPlaces& places, QWidget* parent)
    : QMainWindow(parent),
      session_(session),
      actions_(new Actions(this)),
      state_(new ViewState(session.settings(), this)),
      shares_(new ClassShares(session.jobs(), this)),
      canvas_(named(new Canvas(this), "canvas", tr("Picture views"))),
      notifier_(new Notifier(this)),
      files_(new FileCommands(session, *state_, *canvas_, this)),
      differences_(new DifferenceNavigator(session, *state_, *canvas_, this)),
      composer_(new ViewComposer(session, *state_, *canvas_, this)),
      probe_(new ProbeController(session, *state_, *canvas_, this)),
      status_(new StatusReadout(session, *canvas_, *statusBar())) {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowIcon(QIcon(QStringLiteral(":/icons/ssa-studio.svg")));
  setAcceptDrops(true);
  new HoldKeys(*canvas_, this);
  new BlinkTimer(session.settings(), *state_, *canvas_, this);

  auto* top = new QToolBar(tr("Models"), this);
  top->setObjectName(QStringLiteral("modelToolBar"));
  top->setMovable(false);
  top->setFloatable(false);
  top->toggleViewAction()->setEnabled(false);
  top->setContextMenuPolicy(Qt::PreventContextMenu);
  auto* stack = new QStackedWidget(this);
  pages_ = new WindowPages(*this, *stack, places);
  auto* head = new QWidget(top);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(8, 0, 0, 0);
  row->setSpacing(0);
  const QList<QToolButton*> pages = pages_->makeButtons(head);
  for (QToolButton* button : pages) row->addWidget(button);
  joinSegments(pages);
  auto* models = new ModelBar(session, *actions_, head);
  models->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  row->addWidget(models, 1);
  head->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  top->addWidget(head);
  addToolBar(Qt::TopToolBarArea, top);

  auto* viewer = new QWidget(stack);
  auto* column = new QVBoxLayout(viewer);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new CompareBar(*state_, *actions_, viewer));
  column->addWidget(new OverlayBar(*state_, *actions_, *differences_, viewer));
  column->addWidget(canvas_, 1);
  canvas_->setMinimumSize(240, 160);
  canvas_->setFocusPolicy(Qt::StrongFocus);
  stack->addWidget(viewer);
  auto* centre = new QWidget(this);
  auto* rows = new QVBoxLayout(centre);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addWidget(notifier_);
  rows->addWidget(stack, 1);
  setCentralWidget(centre);

  layout_ = new WindowLayout(*this, {session, *state_, *actions_, *shares_});
  buildMenus(*this, *layout_);
  connectActions(*this);
  hearSession();
  layout_->restore(session.settings());
  canvas_->setFocus(Qt::OtherFocusReason);
  refreshTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::hearSession() {
  connect(&session_, &Session::failed, this, [this](const Error& error, const QString& subject) {
    if (error.code != ErrorCode::stopped) notifier_->show(messageFor(error, subject));
  });
  connect(&session_, &Session::warned, this, [this](const Warnings& warnings, const QString& subject) {
    Warnings loud;
    std::copy_if(warnings.begin(), warnings.end(), std::back_inserter(loud),
                 [](const Warning& warning) { return !isQuiet(warning.code); });
    if (!loud.empty())
      notifier_->show(messageFor(loud, subject));
    else if (!warnings.empty())
      status_->say(messageFor(warnings, subject).text);
  });
  connect(&session_, &Session::saved, this, [this](const QString& file) { status_->say(tr("Saved %1").arg(file)); });
  connect(&session_, &Session::pictureChanged, this, &MainWindow::refreshTitle);
  connect(files_, &FileCommands::said, status_, &StatusReadout::say);
  connect(canvas_, &Canvas::pathsDropped, &session_, &Session::openPaths);
  connect(canvas_, &Canvas::activeViewChanged, state_, &ViewState::setActiveView);
  connect(canvas_, &Canvas::contextMenuRequested, this, [this](QPoint pos_in_widget, int view) {
    state_->setActiveView(view);
    showViewMenu(*this, canvas_->mapToGlobal(pos_in_widget));
  });
}

void MainWindow::refreshTitle() {
  const Document& document = session_.document();
  const QString name = document.isEmpty()          ? QString()
                       : document.path().isEmpty() ? tr("Pasted picture")
                                                   : QFileInfo(document.path()).fileName();
  setWindowTitle(name.isEmpty() ? QStringLiteral("SSA Studio") : name + QStringLiteral(" – SSA Studio"));
}

void MainWindow::closeEvent(QCloseEvent* event) {
  layout_->save(session_.settings());
  session_.settings().flush();
  QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() || event->mimeData()->hasImage()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  QStringList paths;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) paths += url.toLocalFile();
  if (pages_->take(paths) || files_->accept(*event->mimeData())) event->acceptProposedAction();
}

// The desktop went from light to dark or back.
void MainWindow::changeEvent(QEvent* event) {
  if (event->type() == QEvent::ThemeChange && themeFromName(session_.settings().text("window/theme")) == ThemeChoice::system)
    QMetaObject::invokeMethod(
        this, [] { applyTheme(ThemeChoice::system); }, Qt::QueuedConnection);
  QMainWindow::changeEvent(event);
}

}  // namespace ssa

#include "moc_main_window.cpp"
