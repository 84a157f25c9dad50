#pragma once

#include <QObject>

#include <functional>

#include "app/session/view_kind.h"

class QImage;
class QMimeData;
class QWidget;

namespace ssa {

class Canvas;
class Session;
class ViewState;

/// Everything that goes through a dialog, the clipboard or a drop: opening, saving, copying, pasting.
class FileCommands : public QObject {
  Q_OBJECT

 public:
  FileCommands(Session& session, ViewState& state, Canvas& canvas, QWidget* window);

  void openPictures();
  void openFolder();
  void openModel(Slot slot);
  void openTruth();
  void openTruthFolder();
  void saveMask();
  void saveView();
  void copyView();
  void paste();
  /// Opens what was dropped or pasted; false when there is nothing usable in it.
  bool accept(const QMimeData& data);

 Q_SIGNALS:
  /// A quiet word for the status bar.
  void said(const QString& text);

 private:
  QString openFolderStart() const;
  QString saveProposal(const QString& suffix) const;
  void rememberOpen(const QString& path);
  void rememberSave(const QString& path);
  /// The mask that saving means: of the active view, else refined, else baseline.
  ViewKind maskToSave() const;
  QString viewProvenance() const;
  /// Renders the active view at data resolution off the UI thread and hands it to `use`.
  void renderView(std::function<void(const QImage&)> use);

  Session& session_;
  ViewState& state_;
  Canvas& canvas_;
  QWidget* window_;
};

}  // namespace ssa
