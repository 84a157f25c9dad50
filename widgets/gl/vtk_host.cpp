#include "widgets/gl/vtk_host.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>

#include <vtkCallbackCommand.h>
#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>
#include <vtkOpenGLState.h>
#include <vtkSmartPointer.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "viz/scene/scene_vtk.h"

namespace ssa {
namespace {

constexpr int kMultiSamples = 4;  // VTK resolves them itself; the widget's own format stays at 0
constexpr double kDragStart_px = 4;
constexpr double kKeyStep_px = 40;

}  // namespace

struct VtkHost::Private {
  enum class Gesture { none, pressed, lasso, orbit, pan, grabbed };

  vtkSmartPointer<vtkGenericOpenGLRenderWindow> window;
  std::shared_ptr<Scene> scene;
  Drag drag = Drag::lasso;
  std::function<bool(ViewPoint)> grab;
  Gesture gesture = Gesture::none;
  ViewPoint from, last;
  bool lassoWanted = false;
  std::vector<ViewPoint> lasso;
  bool spaceHeld = false;
  unsigned glError = 0;
  QMetaObject::Connection contextGoes;

  // The window may draw into one context alone, so a scene leaves with what it keeps there.
  void detach() {
    if (!window || !scene) return;
    vtkRenderer* renderer = scene->vtk().renderer;
    renderer->ReleaseGraphicsResources(window);
    window->RemoveRenderer(renderer);
  }
};

VtkHost::VtkHost(QWidget* parent) : QOpenGLWidget(parent), d_(std::make_unique<Private>()) {
  QSurfaceFormat format = QSurfaceFormat::defaultFormat();
  format.setVersion(3, 3);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  format.setSamples(0);
  setFormat(format);
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

VtkHost::~VtkHost() {
  // Else the signal comes from ~QOpenGLWidget, when the members are gone.
  disconnect(d_->contextGoes);
  cleanUp();
  if (d_->scene) d_->scene->onChanged({});
}

bool VtkHost::isAvailable() {
  const QString platform = QGuiApplication::platformName();
  return platform != QLatin1String("offscreen") && platform != QLatin1String("minimal");
}

void VtkHost::setScene(std::shared_ptr<Scene> scene) {
  if (scene == d_->scene) return;
  leaveGesture();
  if (d_->scene) {
    if (d_->window) makeCurrent();
    d_->detach();
    if (d_->window) doneCurrent();
    d_->scene->onChanged({});
  }
  d_->scene = std::move(scene);
  if (d_->scene) {
    if (d_->window) d_->window->AddRenderer(d_->scene->vtk().renderer);
    d_->scene->onChanged([this] { update(); });
  }
  update();
}

Scene* VtkHost::scene() const { return d_->scene.get(); }
void VtkHost::setDrag(Drag drag) { d_->drag = drag; }
void VtkHost::setGrab(std::function<bool(ViewPoint)> grab) { d_->grab = std::move(grab); }
unsigned VtkHost::lastGlError() const { return d_->glError; }

ViewPoint VtkHost::fromWidget(QPointF pos) const { return {pos.x() * devicePixelRatioF(), pos.y() * devicePixelRatioF()}; }
QPointF VtkHost::toWidget(ViewPoint pos) const { return QPointF(pos.x, pos.y) / devicePixelRatioF(); }

// Called again with another context after the widget has moved to another window.
void VtkHost::initializeGL() {
  cleanUp();
  d_->window = vtkSmartPointer<vtkGenericOpenGLRenderWindow>::New();
  vtkNew<vtkCallbackCommand> answer;
  answer->SetClientData(this);
  answer->SetCallback([](vtkObject*, unsigned long event, void* client, void* reply) {
    auto* self = static_cast<VtkHost*>(client);
    QOpenGLContext* context = self->context();
    switch (event) {
      case vtkCommand::WindowMakeCurrentEvent:
        // Not QOpenGLWidget::makeCurrent: it binds Qt's framebuffer in the middle of VTK's picture.
        if (context && QOpenGLContext::currentContext() != context) context->makeCurrent(context->surface());
        break;
      case vtkCommand::WindowIsCurrentEvent:
        *static_cast<bool*>(reply) = context && QOpenGLContext::currentContext() == context;
        break;
      case vtkCommand::WindowSupportsOpenGLEvent:
      case vtkCommand::WindowIsDirectEvent:
        *static_cast<int*>(reply) = 1;
        break;
      default:
        break;
    }
  });
  for (const auto event : {vtkCommand::WindowMakeCurrentEvent, vtkCommand::WindowIsCurrentEvent,
                           vtkCommand::WindowSupportsOpenGLEvent, vtkCommand::WindowIsDirectEvent})
    d_->window->AddObserver(event, answer);
  d_->window->SetOwnContext(0);
  d_->window->SetMultiSamples(kMultiSamples);
  d_->window->SetFrameBlitModeToNoBlit();
  d_->window->SetReadyForRendering(true);
  d_->window->OpenGLInitContext();
  if (d_->scene) d_->window->AddRenderer(d_->scene->vtk().renderer);
  d_->contextGoes = connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &VtkHost::cleanUp, Qt::DirectConnection);
}

void VtkHost::cleanUp() {
  if (!d_->window) return;
  makeCurrent();
  d_->detach();
  d_->window->Finalize();
  d_->window->SetReadyForRendering(false);
  d_->window->RemoveAllObservers();
  d_->window = nullptr;
  doneCurrent();
}

void VtkHost::paintGL() {
  QOpenGLExtraFunctions* gl = context()->extraFunctions();
  if (!d_->window || !d_->scene) {
    const QColor ground = palette().color(QPalette::Base);
    gl->glClearColor(ground.redF(), ground.greenF(), ground.blueF(), 1);
    gl->glClear(GL_COLOR_BUFFER_BIT);
    return;
  }
  const double ratio = devicePixelRatioF();
  const Size size{std::max(1, static_cast<int>(std::lround(width() * ratio))),
                  std::max(1, static_cast<int>(std::lround(height() * ratio)))};
  d_->window->SetSize(size.width, size.height);
  d_->window->SetDPI(static_cast<int>(std::lround(72 * ratio)));
  d_->scene->setView(size, ratio);
  vtkOpenGLState* state = d_->window->GetState();
  state->Reset();  // Qt has been here since the last picture
  state->Push();
  state->vtkglDepthFunc(GL_LEQUAL);
  d_->window->Render();
  gl->glBindFramebuffer(GL_DRAW_FRAMEBUFFER, defaultFramebufferObject());
  const GLenum attachment = GL_COLOR_ATTACHMENT0;
  gl->glDrawBuffers(1, &attachment);
  state->Reset();
  state->vtkglDisable(GL_SCISSOR_TEST);
  d_->window->BlitDisplayFramebuffer(0, 0, 0, size.width, size.height, 0, 0, size.width, size.height, GL_COLOR_BUFFER_BIT,
                                     GL_NEAREST);
  // The background's alpha is 0, which composited windows and saved pictures would show.
  gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
  gl->glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_TRUE);
  gl->glClearColor(0, 0, 0, 1);
  gl->glClear(GL_COLOR_BUFFER_BIT);
  gl->glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  state->Reset();
  state->Pop();
  gl->glBindFramebuffer(GL_FRAMEBUFFER, defaultFramebufferObject());
  d_->glError = gl->glGetError();
}

bool VtkHost::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride)
    for (const Qt::Key key :
         {Qt::Key_Escape, Qt::Key_Space, Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_Plus, Qt::Key_Minus})
      if (static_cast<QKeyEvent*>(event)->key() == key) event->accept();
  return QOpenGLWidget::event(event);
}

void VtkHost::mousePressEvent(QMouseEvent* event) {
  if (!d_->scene) return;
  d_->from = d_->last = fromWidget(event->position());
  if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && d_->spaceHeld)) {
    d_->gesture = Private::Gesture::pan;
  } else if (event->button() == Qt::LeftButton) {
    const bool plain = !(event->modifiers() & Qt::ShiftModifier);
    d_->lassoWanted = d_->drag == Drag::lasso || !plain;
    d_->gesture = plain && d_->grab && d_->grab(d_->from) ? Private::Gesture::grabbed : Private::Gesture::pressed;
  }
}

void VtkHost::mouseMoveEvent(QMouseEvent* event) {
  if (!d_->scene) return;
  using Gesture = Private::Gesture;
  const ViewPoint pos = fromWidget(event->position());
  const double dx = pos.x - d_->last.x, dy = pos.y - d_->last.y;
  if (d_->gesture == Gesture::pressed &&
      std::hypot(pos.x - d_->from.x, pos.y - d_->from.y) >= kDragStart_px * devicePixelRatioF()) {
    d_->gesture = d_->lassoWanted ? Gesture::lasso : Gesture::orbit;
    d_->lasso = {d_->from};
  }
  d_->last = pos;
  switch (d_->gesture) {
    case Gesture::lasso:
      d_->lasso.push_back(pos);
      d_->scene->setLasso(d_->lasso);
      break;
    case Gesture::orbit:
      d_->scene->orbit(dx, dy);
      Q_EMIT cameraMoved();
      break;
    case Gesture::pan:
      d_->scene->pan(dx, dy);
      Q_EMIT cameraMoved();
      break;
    case Gesture::grabbed:
      Q_EMIT dragged(pos);
      break;
    case Gesture::none:
    case Gesture::pressed:
      Q_EMIT hovered(pos);
      break;
  }
}

void VtkHost::mouseReleaseEvent(QMouseEvent* event) {
  if (!d_->scene) return;
  using Gesture = Private::Gesture;
  const Gesture gesture = std::exchange(d_->gesture, Gesture::none);
  const ViewPoint pos = fromWidget(event->position());
  if (gesture == Gesture::pressed) Q_EMIT clicked(pos, event->modifiers());
  if (gesture == Gesture::grabbed) Q_EMIT dropped(pos);
  if (gesture == Gesture::lasso) {
    const std::vector<ViewPoint> lasso = std::exchange(d_->lasso, {});
    d_->scene->setLasso({});
    if (lasso.size() > 2) Q_EMIT lassoed(lasso, event->modifiers());
  }
}

void VtkHost::wheelEvent(QWheelEvent* event) {
  if (!d_->scene) return;
  d_->scene->zoom(std::pow(1.0015, event->angleDelta().y()), fromWidget(event->position()));
  event->accept();
  Q_EMIT cameraMoved();
}

void VtkHost::leaveEvent(QEvent* event) {
  Q_EMIT hovered(std::nullopt);
  QOpenGLWidget::leaveEvent(event);
}

void VtkHost::leaveGesture() {
  const bool grabbed = d_->gesture == Private::Gesture::grabbed;
  d_->gesture = Private::Gesture::none;
  d_->lasso.clear();
  if (d_->scene) d_->scene->setLasso({});
  if (grabbed) Q_EMIT letGo();
}

void VtkHost::keyPressEvent(QKeyEvent* event) {
  if (!d_->scene) return QOpenGLWidget::keyPressEvent(event);
  const double step = kKeyStep_px * devicePixelRatioF();
  const Size view = d_->scene->view();
  const ViewPoint middle{view.width / 2.0, view.height / 2.0};
  const auto move = [this, step](double x, double y) {
    if (d_->drag == Drag::orbit)
      d_->scene->orbit(x * step, y * step);
    else
      d_->scene->pan(-x * step, -y * step);
  };
  switch (event->key()) {
    case Qt::Key_Left:
      move(-1, 0);
      break;
    case Qt::Key_Right:
      move(1, 0);
      break;
    case Qt::Key_Up:
      move(0, -1);
      break;
    case Qt::Key_Down:
      move(0, 1);
      break;
    case Qt::Key_Plus:
      d_->scene->zoom(1.25, middle);
      break;
    case Qt::Key_Minus:
      d_->scene->zoom(0.8, middle);
      break;
    case Qt::Key_Space:
      if (!event->isAutoRepeat()) d_->spaceHeld = true;
      return;
    case Qt::Key_Escape:
      if (d_->gesture != Private::Gesture::none) return leaveGesture();
      Q_EMIT escaped();
      return;
    default:
      return QOpenGLWidget::keyPressEvent(event);
  }
  Q_EMIT cameraMoved();
}

void VtkHost::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
    d_->spaceHeld = false;
  else
    QOpenGLWidget::keyReleaseEvent(event);
}

}  // namespace ssa

#include "moc_vtk_host.cpp"
