#pragma once

#include <QString>
#include <QWidget>

#include <array>
#include <optional>
#include <vector>

#include "app/session/explain/explain_session.h"
#include "app/session/view_kind.h"

class QComboBox;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QProgressBar;
class QStackedWidget;

namespace ssa {

class ElidedLabel;
class ExplainViewport;
class Instrument;
class Session;

/// The page Explain: at the left the current picture with a mask and what is selected, at the right the instruments. All of
/// them look at the same picture and the same two models, and share one selection.
class ExplainPage : public QWidget {
  Q_OBJECT

 public:
  ExplainPage(Session& session, QWidget* parent);

  ExplainSession& explain() { return *explain_; }
  ExplainViewport& viewport() { return *viewport_; }
  /// The instrument shown; null before the first show.
  Instrument* current() const;
  /// Chooses an instrument by its name (`map`); false where there is none of that name.
  bool choose(const QString& name);
  /// Which mask lies over the picture; `image` for none.
  void setMaskView(ViewKind view);

 Q_SIGNALS:
  void failed(const ssa::Error& error, const QString& subject);
  void pictureRequested(const QString& image, const QString& mask);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* makePicture();
  QWidget* makeInstruments();
  void chosen(QListWidgetItem* item);
  Instrument* made(const QString& name);
  void refreshPicture();
  void refreshMask();
  void refreshOverlay();
  void refreshSelection();
  void refreshBusy();
  void tellPlace(std::optional<QPointF> place);
  void selectPlace(const QRectF& place, Qt::KeyboardModifiers modifiers);
  /// The grid on which rectangles of the picture choose cells.
  Size grid() const;

  Session& session_;
  ExplainSession* explain_;
  ExplainViewport* viewport_;
  QComboBox* masks_;
  ElidedLabel* overlayTitle_;
  ElidedLabel* place_;
  ElidedLabel* chosen_;
  QProgressBar* busy_;
  QListWidget* rail_;
  QStackedWidget* stack_;
};

}  // namespace ssa
