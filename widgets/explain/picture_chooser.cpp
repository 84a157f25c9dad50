#include "widgets/explain/picture_chooser.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScreen>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

#include "app/session/image_list.h"
#include "widgets/controls/controls.h"
#include "widgets/panes/thumbnail_delegate.h"

namespace ssa {
namespace {

constexpr QSize kChooserSize_px{300, 380};

}  // namespace

PictureChooser* PictureChooser::show(ImageList& pictures, const QStringList& chosen, QWidget& anchor) {
  auto* chooser = new PictureChooser(pictures, chosen, anchor);
  const QRect screen = anchor.screen()->availableGeometry();
  const QPoint corner = anchor.mapToGlobal(QPoint(0, anchor.height() + 4));
  chooser->move(std::clamp(corner.x(), screen.left(), std::max(screen.left(), screen.right() - chooser->width())),
                std::clamp(corner.y(), screen.top(), std::max(screen.top(), screen.bottom() - chooser->height())));
  static_cast<QWidget*>(chooser)->show();
  chooser->list_->setFocus(Qt::PopupFocusReason);
  return chooser;
}

PictureChooser::PictureChooser(ImageList& pictures, const QStringList& chosen, QWidget& anchor)
    : QFrame(&anchor, Qt::Popup), pictures_(pictures) {
  named(this, "pictureChooser", tr("Pictures of the map"));
  setAttribute(Qt::WA_DeleteOnClose);
  setProperty("card", true);
  list_ = named(new QListView(this), "pictureChoice", tr("Pictures to choose from"));
  list_->setModel(&pictures);
  list_->setItemDelegate(new ThumbnailDelegate(list_));
  list_->setUniformItemSizes(true);
  list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  QItemSelection selection;
  const QSet<QString> wanted(chosen.begin(), chosen.end());
  for (int row = 0; row < pictures.rowCount(); ++row)
    if (wanted.contains(pictures.path(row))) selection.select(pictures.index(row), pictures.index(row));
  list_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
  auto* all = pushButton(this, "pictureChoiceAll", tr("All"));
  auto* hint = mutedLabel(this, tr("Shift and Ctrl choose several"));
  auto* row = new QHBoxLayout;
  row->addWidget(hint, 1);
  row->addWidget(all);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(10, 10, 10, 10);
  column->setSpacing(8);
  column->addLayout(row);
  column->addWidget(list_, 1);
  resize(kChooserSize_px);
  connect(all, &QPushButton::clicked, list_, &QListView::selectAll);
  connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PictureChooser::tell);
}

void PictureChooser::tell() {
  std::vector<int> rows;
  for (const QItemSelectionRange& range : list_->selectionModel()->selection())
    for (int row = range.top(); row <= range.bottom(); ++row) rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  QStringList chosen;
  for (const int row : rows) chosen += pictures_.path(row);
  Q_EMIT chosenChanged(chosen);
}

}  // namespace ssa

#include "moc_picture_chooser.cpp"
