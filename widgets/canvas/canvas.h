#pragma once

#include <QImage>
#include <QOpenGLWidget>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/session/view_kind.h"
#include "engine/api/pixel_probe.h"
#include "engine/core/image8.h"
#include "engine/core/label_map.h"
#include "engine/core/palette.h"
#include "engine/core/stop.h"

namespace ssa {

/// What one view shows: a picture, over it a mask, a difference or a score. Shared, never copied.
struct ViewContent {
  ViewKind kind = ViewKind::image;
  QString title;    ///< caption in the corner, e.g. `Baseline · SeaFormer-B`
  QString toolTip;  ///< provenance
  QString note;     ///< shown in the middle while there is no mask: running, failed, missing
  std::shared_ptr<const Image8> image;
  std::shared_ptr<const LabelMap> labels;  ///< class ids, or DifferenceCode when `isDifference`
  bool isDifference = false;
  std::shared_ptr<const ScoreMap> score;  ///< drawn as heat instead of the classes
  float scoreThreshold = 0;               ///< only pixels at or beyond it are drawn
  bool scoreBelow = false;                ///< draw pixels below the threshold instead (low confidence)
};

/// Display settings common to all views; data are never touched.
struct CanvasStyle {
  float opacity = 0.6F;
  bool overlayHidden = false;  ///< V, or while H is held
  bool contoursOnly = false;
  bool pixelGrid = true;  ///< from 800 % on
  float brightness = 0;   ///< -1..1
  float contrast = 0;     ///< -1..1
  float gamma = 1;        ///< 0.2..5
  friend bool operator==(const CanvasStyle&, const CanvasStyle&) = default;
};

/// The canvas: one OpenGL widget (3.3 core) with 1 to 4 viewports over the same picture.
///
/// Tiles of at most 4096 pixels; pictures from a lazily built pyramid; label maps as R8UI textures whose
/// colours come from a palette texture in the shader, so recolouring, opacity, contours and class
/// visibility cost nothing. Coordinates: `pos_in_image` in picture pixels, `pos_in_widget` in
/// device-independent pixels.
class Canvas : public QOpenGLWidget {
  Q_OBJECT

 public:
  explicit Canvas(QWidget* parent = nullptr);
  ~Canvas() override;

  /// The surface format canvases need, as the application's default; call before the application object is made.
  static void requestFormat();

  void setViews(std::vector<ViewContent> views);  ///< 1..4; keeps zoom when the picture's size stays
  const std::vector<ViewContent>& views() const;
  void setMode(CompareMode mode);  ///< swipe and blink use the first two views
  CompareMode mode() const;
  void setStyle(const CanvasStyle& style);
  const CanvasStyle& style() const;
  void setClassColours(const Palette& palette, const std::vector<bool>& visible);
  void setEmptyText(const QString& title, const QString& hint);

  double zoom() const;  ///< device pixels per picture pixel of the active view; 1 = 100 %
  void setZoom(double zoom, std::optional<QPointF> anchor_in_widget = {});
  void zoomIn();
  void zoomOut();
  void fit();
  void panBy(QPointF delta_in_widget);  ///< the picture follows the hand
  QPointF centre() const;               ///< picture position in the middle of the active view
  void setCentre(QPointF pos_in_image);
  void showRegion(const QRectF& rect_in_image);  ///< centres and zooms so that it fills a third of the view
  bool linked() const;
  void setLinked(bool linked);   ///< off: every viewport keeps its own zoom and centre
  double swipePosition() const;  ///< 0..1 of the width
  void setSwipePosition(double position);
  void setBlinkShowsSecond(bool second);  ///< hold ~
  int activeView() const;
  std::optional<QPointF> imageFromWidget(QPointF pos_in_widget, int* view = nullptr) const;
  QPointF widgetFromImage(QPointF pos_in_image, int view) const;

  /// The probe panel (Dear ImGui) beside the cursor. `reading` per view title, empty hides it.
  struct ProbeColumn {
    QString title;
    ProbeReading::Classifier values;
  };
  struct ProbePanel {
    QPointF pos_in_widget;
    QString header;                      ///< `x 120  y 84   #8f6a3c`
    std::vector<ProbeColumn> columns;    ///< baseline, coarse, refined
    std::vector<QString> classNames;     ///< index = class id
    std::vector<float> fixedSimilarity;  ///< of the SSA slot
    std::vector<float> adaptedSimilarity;
    std::vector<std::pair<QString, double>> times;  ///< stage, milliseconds: the strip
    QString timesTitle;
  };
  void setProbe(std::optional<ProbePanel> panel);
  /// What the probe panel shows, as sentences for the status bar and assistive technology; empty without a panel.
  QString probeText() const;
  bool probeAvailable() const;  ///< false when the overlay could not be created

  /// A view at data resolution (one picture pixel = one output pixel) as shown: overlay, contours, colours.
  QImage render(int view) const;
  /// The same as a task for another thread: it holds all it needs. Stopped: a null image.
  std::function<QImage(StopToken)> renderer(int view) const;
  /// The same with everything visible (window resolution). Null before the first show and where there is no GL.
  QImage grabShown();
  /// Seconds of the last frames, newest last; for the panning bench.
  std::vector<double> frameTimes() const;
  /// Everything visible is in its final resolution.
  bool isSettled() const;

 Q_SIGNALS:
  void hovered(QPointF pos_in_image, int view);
  void hoverLeft();
  void viewChanged();  ///< zoom or centre
  void activeViewChanged(int view);
  void clicked(QPointF pos_in_image, int view, Qt::KeyboardModifiers modifiers);
  void pathsDropped(const QStringList& paths);
  void contextMenuRequested(QPoint pos_in_widget, int view);

 protected:
  void initializeGL() override;
  void paintGL() override;
  void resizeGL(int width, int height) override;
  bool event(QEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
