#pragma once

#include <QOpenGLWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "viz/scene/projection.h"

namespace ssa {

class Scene;

/// Shows a VTK scene in the window: the only widget that knows VTK. The wheel zooms at the cursor, the middle button or
/// Space pans, the left button draws a lasso or turns the scene. Survives docking, undocking and a change of screen.
/// All places it tells are device pixels of the view, as scenes take them.
class VtkHost : public QOpenGLWidget {
  Q_OBJECT

 public:
  /// What the left button does; with Shift held it always draws a lasso.
  enum class Drag { lasso, orbit };

  explicit VtkHost(QWidget* parent = nullptr);
  ~VtkHost() override;

  /// This platform can show it at all (the offscreen one cannot).
  static bool isAvailable();

  void setScene(std::shared_ptr<Scene> scene);
  Scene* scene() const;
  void setDrag(Drag drag);
  /// Asked when the left button goes down: true takes the place along instead of drawing a lasso.
  void setGrab(std::function<bool(ViewPoint)> grab);
  /// Errors that OpenGL had after the last picture; 0 = none.
  unsigned lastGlError() const;

  ViewPoint fromWidget(QPointF pos_in_widget) const;
  QPointF toWidget(ViewPoint pos) const;

  QSize sizeHint() const override { return {420, 360}; }
  QSize minimumSizeHint() const override { return {160, 120}; }

 Q_SIGNALS:
  void hovered(std::optional<ssa::ViewPoint> pos);
  void clicked(ssa::ViewPoint pos, Qt::KeyboardModifiers modifiers);
  void lassoed(const std::vector<ssa::ViewPoint>& lasso, Qt::KeyboardModifiers modifiers);
  void dragged(ssa::ViewPoint pos);  ///< of what `setGrab` took
  void dropped(ssa::ViewPoint pos);
  void letGo();        ///< Esc while it was dragged: it belongs where it was
  void cameraMoved();  ///< by hand
  void escaped();      ///< Esc without a gesture to leave

 protected:
  /// Keeps its own keys from the window's shortcuts.
  bool event(QEvent* event) override;
  void initializeGL() override;
  void paintGL() override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;

 private:
  void cleanUp();
  void leaveGesture();

  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
