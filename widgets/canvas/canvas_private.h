#pragma once

#include <QElapsedTimer>
#include <QMetaObject>
#include <QOpenGLFunctions_3_3_Core>

#include <array>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

#include "viz/overlay/overlay.h"
#include "widgets/canvas/canvas.h"
#include "widgets/canvas/canvas_theme.h"
#include "widgets/canvas/captions.h"
#include "widgets/canvas/layer_painter.h"
#include "widgets/canvas/sprite_cache.h"
#include "widgets/canvas/tile_cache.h"
#include "widgets/canvas/view_colours.h"
#include "widgets/canvas/viewport.h"

namespace ssa {

inline constexpr int kMostViews = 4;

/// The canvas's state. canvas.cpp holds the interface and the transforms, canvas_paint.cpp the frame,
/// canvas_input.cpp mouse, wheel and keys, canvas_probe.cpp the panel.
struct Canvas::Private {
  /// What the left button is doing.
  enum class Gesture { none, press, pan, swipe };
  /// A view on the screen: its viewport and the part of it that is seen.
  struct Shown {
    int view;
    Viewport port;
    QRect clip_device;
  };
  /// A view with the tiles it draws.
  struct Planned {
    Shown shown;
    std::vector<TilePiece> picture, overlay;
  };

  explicit Private(Canvas* canvas);

  // State and transforms (canvas.cpp).
  QSize framebufferSize() const;
  QSizeF imageSize() const;
  bool isEmpty() const { return imageSize().isEmpty(); }
  bool isSwipe() const { return mode == CompareMode::swipe && views.size() > 1; }
  bool isGrid() const { return mode == CompareMode::grid && views.size() > 1; }
  bool showsSecond() const;
  int firstShown() const;
  std::size_t pointIndex(int view) const;
  Viewport viewport(int view) const;
  std::vector<Shown> shown() const;
  void setPoint(int view, const Viewpoint& point);
  void setActive(int view);
  double swipeLine_device() const;

  // Painting (canvas_paint.cpp).
  bool startGl();
  void stopGl();
  void paint();
  std::vector<Planned> plan();
  void paintView(const Planned& planned);
  void paintCaptions(const std::vector<Planned>& plans);
  void paintCaption(const Shown& view, const ViewContent& content, bool atRight);
  void paintFrame(const QRect& rect_device, const QColor& colour);
  void paintSwipeLine(const QRect& area_device);
  void paintEmptyPage();
  CaptionLegend legendOf(const ViewContent& content) const;
  bool overlayShown() const { return !style.overlayHidden && !hideHeld; }
  void refreshTheme();

  // Input (canvas_input.cpp).
  int viewAt(QPointF pos_in_widget) const;
  bool nearSwipeLine(QPointF pos_in_widget) const;
  void hover(QPointF pos_in_widget);
  void updateCursor(QPointF pos_in_widget);
  bool holdKey(const QKeyEvent& event, bool down);
  void releaseKeys();

  // Probe (canvas_probe.cpp).
  ProbeSheet probeSheet() const;
  void updateProbe();

  Canvas* q;
  std::vector<ViewContent> views;
  CompareMode mode = CompareMode::single;
  CanvasStyle style;
  Palette palette;
  IdColours classes{};
  bool classesChanged = true;
  QString emptyTitle, emptyHint;
  std::array<Viewpoint, kMostViews> points;
  bool linked = true;
  double swipe = 0.5;
  int active = 0;

  Gesture gesture = Gesture::none;
  QPointF pressed_in_widget, last_in_widget;
  bool hovering = false;
  bool blinkSecond = false, blinkHeld = false, hideHeld = false, spaceHeld = false;
  bool dropping = false;

  QOpenGLFunctions_3_3_Core* gl = nullptr;
  QString glProblem;
  QMetaObject::Connection contextLost;
  TileCache cache;
  bool rasterisedInSoftware = false;
  LayerPainter painter;
  SpriteCache sprites;
  CanvasTheme theme;
  bool fresh = true;  ///< the next frame may take longer to be complete at once
  bool finishEverything = false;
  bool missing = false;
  std::deque<double> frameTimes;
  std::vector<std::pair<QRectF, int>> captionBoxes;  ///< device-independent pixels, view

  std::unique_ptr<Overlay> overlay;
  bool overlayFailed = false;
  std::optional<ProbePanel> probe;
  QString probeCharacters;  ///< beyond Latin, already asked fonts for
};

}  // namespace ssa
