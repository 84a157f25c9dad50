#pragma once

#include <QWidget>

#include <array>
#include <functional>
#include <memory>
#include <utility>

#include "app/session/explain/explain_session.h"

class QProgressBar;
class QPushButton;

namespace ssa {

/// A long look at many pictures: a button that starts it, one that stops it, and how far it is. One job at a time; it goes
/// on while another picture is opened, and is stopped when the models become others.
class SetRun : public QWidget {
  Q_OBJECT

 public:
  /// `name`: the beginning of the object names (`driftStart`, `driftStop`, `driftProgress`).
  SetRun(const QString& name, const QString& startText, ExplainSession& session, QWidget* parent);
  ~SetRun() override;  ///< stops what runs
  /// Why a run ended early, in words: that it was stopped, or the error and what to do about it.
  static QString endText(const Error& error, const QString& subject);
  bool isRunning() const { return running_; }
  void setStartText(const QString& text);
  void setStartEnabled(bool on, const QString& why = {});
  void stop();

  /// Runs `work` in the lane of the models. `done` comes with the result or the error, a stop by hand included.
  template <class T>
  void run(const QString& what, std::function<Result<T>(StopToken, ProgressSink&)> work, std::function<void(Result<T>)> done) {
    if (running_) return;
    const quint64 turn = begin([done](const Error& error) { done(error); });
    // A queue that works at once answers inside post().
    const quint64 id = queue().template post<T>(spec(what), std::move(work), this, [this, turn, done](Result<T> made) {
      if (!running_ || turn != turn_) return;  // given up meanwhile
      end();
      done(std::move(made));
    });
    if (running_ && turn == turn_) started(id);
  }

 Q_SIGNALS:
  void startRequested();

 private:
  JobQueue& queue();
  JobSpec spec(const QString& what) const;
  quint64 begin(std::function<void(const Error&)> failed);
  void started(quint64 job);
  void end();
  void giveUp();
  void refresh();

  ExplainSession& session_;
  QPushButton *start_, *stop_;
  QProgressBar* progress_;
  quint64 job_ = 0;
  quint64 turn_ = 0;  ///< counts the runs
  bool running_ = false;
  std::array<std::shared_ptr<const Model>, kSlots> models_;
  std::function<void(const Error&)> failed_;
};

}  // namespace ssa
