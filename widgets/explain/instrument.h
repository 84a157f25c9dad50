#pragma once

#include <QFlags>
#include <QImage>
#include <QPointF>
#include <QString>
#include <QWidget>

#include <optional>

#include "app/session/explain/explain_session.h"

class QHBoxLayout;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace ssa {

class EmptyHint;

/// One instrument of the page Explain: a pane that looks at the current picture and models.
///
/// A subclass builds its widgets on `body()`, in `refresh` reads subject and traces anew, and starts its own jobs with
/// ExplainSession::run. The base shows what is missing instead of the body, draws the head with the title and the
/// question mark, and calls `refresh` only while the pane is looked at. Made once by a factory of instruments.h.
class Instrument : public QWidget {
  Q_OBJECT

 public:
  /// What must be there before the body is shown.
  enum Need {
    Nothing = 0,
    Picture = 1,
    AnyModel = 2,  ///< of either slot; its trace is ready
    SsaModel = 4,  ///< an SSA classifier in the SSA slot; its trace is ready
    Baseline = 8,  ///< a model in the baseline slot; its trace is ready
    Truth = 16,
  };
  Q_DECLARE_FLAGS(Needs, Need)

  /// The words of an instrument, all translated.
  struct About {
    QString title;    ///< `Map`
    QString purpose;  ///< what it shows and what for, in two sentences: the empty state
    QString help;     ///< how to read and use it; paragraphs separated by empty lines
    QString formula;  ///< plain text, symbols as in the paper; may have several lines
  };

  /// `name`: the object name, and the word after `explain:` on the command line.
  Instrument(const char* name, About about, Needs needs, ExplainSession& session, QWidget* parent);

  const About& about() const { return about_; }
  ExplainSession& explain() { return session_; }
  const ExplainSubject& subject() const { return session_.subject(); }

  /// What a figure of this instrument is drawn from.
  QWidget& figureRoot() { return *whole_; }

  /// Over the picture beside the instruments while this one is shown: stretched over the whole picture, straight alpha.
  /// Empty image = none.
  const QImage& overlay() const { return overlay_; }
  const QString& overlayTitle() const { return overlayTitle_; }

  /// A click into the picture while this instrument is shown; 0..1 across and down.
  virtual void pictureClicked(QPointF place, Qt::KeyboardModifiers modifiers);
  /// Where the mouse is over the picture; 0..1 across and down.
  virtual void pictureHovered(std::optional<QPointF> place);

 Q_SIGNALS:
  void overlayChanged();
  /// Another picture is asked for, with its truth where known: click-through.
  void pictureRequested(const QString& image, const QString& mask);

 protected:
  /// Where the subclass puts its widgets; no margins.
  QVBoxLayout* body() const { return body_; }
  /// Beside the title, before the question mark.
  void addToHead(QWidget* widget);
  /// Reads subject, traces and labels anew. Called when the pane is shown or something changed while it is; not called
  /// while something is missing.
  virtual void refresh() = 0;
  /// What must be there now; the needs of the constructor unless a choice changes them.
  virtual Needs needs() const { return needs_; }
  /// Shows the body, or what is missing; later where the pane is hidden.
  void renew();
  /// What else is missing, as one sentence; empty = nothing. Asked after the needs are met.
  virtual QString alsoMissing() const { return {}; }
  /// The subject is another: results of the old one must go. Called whether the pane is shown or not.
  virtual void forget() {}
  void setOverlay(const QImage& image, const QString& title);
  /// Instead of the body until the next refresh: a failed job. Retries lie with the subclass.
  void showFault(const Error& error);

  void showEvent(QShowEvent* event) override;

 private:
  QString missing() const;

  About about_;
  Needs needs_;
  ExplainSession& session_;
  QStackedWidget* stack_;
  QWidget* whole_;
  QVBoxLayout* body_;
  EmptyHint* empty_;
  QToolButton* figure_;
  QHBoxLayout* head_;
  QImage overlay_;
  QString overlayTitle_;
  bool stale_ = true;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(Instrument::Needs)

}  // namespace ssa
