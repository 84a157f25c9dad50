#pragma once

#include <QFrame>
#include <QStringList>

class QListView;

namespace ssa {

class ImageList;

/// The pictures of the strip in a bubble, to choose some of them: click, Shift and Ctrl as in any list.
class PictureChooser : public QFrame {
  Q_OBJECT

 public:
  /// Opens below `anchor` with `chosen` selected; deletes itself when it closes.
  static PictureChooser* show(ImageList& pictures, const QStringList& chosen, QWidget& anchor);

 Q_SIGNALS:
  void chosenChanged(const QStringList& chosen);

 private:
  PictureChooser(ImageList& pictures, const QStringList& chosen, QWidget& anchor);
  void tell();

  ImageList& pictures_;
  QListView* list_;
};

}  // namespace ssa
