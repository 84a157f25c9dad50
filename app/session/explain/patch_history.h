#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

#include "app/session/explain/live_what_if.h"

namespace ssa {

/// The change of the picture's prototypes that is tried out, with what was before it: one for all instruments, whether a
/// slider or the map made the last step. Lives on the UI thread.
class PatchHistory : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  const Patch& patch() const { return patch_; }
  /// One step. Steps of the same non-empty name in a row, a slider that moves, are one. Entries that change nothing go.
  void edit(const std::function<void(Patch&)>& change, const QString& step = {});
  void undo();
  void redo();
  bool canUndo() const { return !before_.empty(); }
  bool canRedo() const { return !after_.empty(); }
  /// Nothing is changed and nothing can be taken back: another picture or model.
  void clear();

  /// Answers for the picture; made once for a trace, and shared.
  std::shared_ptr<LiveWhatIf> liveFor(const std::shared_ptr<const ImageTrace>& trace);

 Q_SIGNALS:
  void changed();

 private:
  Patch patch_;
  std::vector<Patch> before_, after_;
  QString lastStep_;
  std::shared_ptr<LiveWhatIf> live_;
};

}  // namespace ssa
