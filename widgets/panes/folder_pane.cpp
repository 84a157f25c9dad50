#include "widgets/panes/folder_pane.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QScopedValueRollback>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/session/image_list.h"
#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/panes/thumbnail_delegate.h"

namespace ssa {

FolderPane::FolderPane(const PaneContext& context, QWidget* parent) : QWidget(parent), session_(context.session) {
  rows_ = new QSortFilterProxyModel(this);
  rows_->setSourceModel(&session_.images());
  rows_->setFilterRole(ImageList::NameRole);
  rows_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  rows_->setDynamicSortFilter(false);

  filter_ = searchField(this, "pictureFilter", tr("Filter pictures"));
  count_ = mutedLabel(this);
  count_->setObjectName(QStringLiteral("pictureCount"));
  list_ = named(new QListView(this), "pictureList", tr("Pictures"));
  list_->setModel(rows_);
  list_->setItemDelegate(new ThumbnailDelegate(list_));
  list_->setUniformItemSizes(true);
  list_->setSelectionMode(QAbstractItemView::SingleSelection);
  list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  list_->setMouseTracking(true);

  empty_ = new EmptyHint("picture", this);
  empty_->setObjectName(QStringLiteral("picturesEmpty"));
  empty_->setText(tr("No pictures yet"), tr("Drop files or a folder here."));
  empty_->offer(context.actions[ActionId::openFolder]);
  noMatch_ = new EmptyHint("search", this);
  noMatch_->setText(tr("No picture matches"), tr("Clear the filter to see all pictures."));
  stack_ = new QStackedWidget(this);
  stack_->addWidget(list_);
  stack_->addWidget(empty_);
  stack_->addWidget(noMatch_);

  auto* row = new QHBoxLayout;
  row->setContentsMargins(8, 8, 8, 4);
  row->addWidget(filter_, 1);
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(10, 0, 8, 6);
  foot->addWidget(count_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addLayout(foot);
  column->addWidget(stack_, 1);
  setMinimumWidth(168);

  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    rows_->setFilterFixedString(text);
    selectCurrent();
    refresh();
  });
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
    if (!selecting_ && index.isValid()) session_.openRow(rows_->mapToSource(index).row());
  });
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
    connect(rows_, signal, this, &FolderPane::refresh);
  connect(rows_, &QAbstractItemModel::modelReset, this, [this] {
    selectCurrent();
    refresh();
  });
  connect(&session_, &Session::pictureChanged, this, &FolderPane::selectCurrent);
  refresh();
}

void FolderPane::focusFilter() {
  filter_->setFocus(Qt::ShortcutFocusReason);
  filter_->selectAll();
}

void FolderPane::refresh() {
  const int all = session_.images().rowCount(), shown = rows_->rowCount();
  stack_->setCurrentWidget(all == 0 ? static_cast<QWidget*>(empty_) : shown == 0 ? static_cast<QWidget*>(noMatch_) : list_);
  const QLocale locale;
  count_->setText(all == shown ? tr("Pictures: %1").arg(locale.toString(all))
                               : tr("Pictures: %1 of %2").arg(locale.toString(shown), locale.toString(all)));
  count_->setVisible(all > 0);
  filter_->setEnabled(all > 0);
}

void FolderPane::selectCurrent() {
  const QScopedValueRollback guard(selecting_, true);
  const int row = session_.currentRow();
  const QModelIndex index = row < 0 ? QModelIndex() : rows_->mapFromSource(session_.images().index(row));
  if (!index.isValid()) {
    list_->selectionModel()->clear();
    return;
  }
  list_->setCurrentIndex(index);
  list_->scrollTo(index);
}

void FolderPane::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  askForSharpThumbnails();
}

void FolderPane::askForSharpThumbnails() {
  session_.images().setThumbnailSide(static_cast<int>(ThumbnailDelegate::kPicture.width() * devicePixelRatioF()));
}

}  // namespace ssa

#include "moc_folder_pane.cpp"
