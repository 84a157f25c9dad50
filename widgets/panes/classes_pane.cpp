#include "widgets/panes/classes_pane.h"

#include <QColorDialog>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/session/session.h"
#include "widgets/actions.h"
#include "widgets/class_shares.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/panes/class_delegate.h"
#include "widgets/panes/class_model.h"
#include "widgets/view_state.h"

namespace ssa {
namespace {

constexpr int kRow_px = 24;
constexpr int kRoomForTruth_px = 280;

// Stored name and title of each palette; `own` are the colours the model brings, with the user's changes.
const std::pair<const char*, const char*> kPalettes[] = {
    {"own", QT_TRANSLATE_NOOP("ssa::ClassesPane", "Own colours")},
    {"colour-blind safe", QT_TRANSLATE_NOOP("ssa::ClassesPane", "Colour-blind safe")},
    {"voc", QT_TRANSLATE_NOOP("ssa::ClassesPane", "Pascal VOC")},
};

}  // namespace

ClassesPane::ClassesPane(const PaneContext& context, QWidget* parent)
    : QWidget(parent), session_(context.session), model_(new ClassModel(context.session, context.state, context.shares, this)) {
  filter_ = searchField(this, "classFilter", tr("Filter classes"));
  palette_ = pickList(this, "palette", tr("Palette of the classes"));
  for (const auto& [name, title] : kPalettes) palette_->addItem(tr(title), QString::fromLatin1(name));
  rows_ = new QSortFilterProxyModel(this);
  rows_->setSourceModel(model_);
  rows_->setFilterKeyColumn(ClassModel::Name);
  rows_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  rows_->setSortRole(ClassModel::SortRole);
  rows_->setSortCaseSensitivity(Qt::CaseInsensitive);

  table_ = named(new QTableView(this), "classTable", tr("Classes"));
  table_->setModel(rows_);
  table_->setItemDelegate(new ClassDelegate(table_));
  table_->setShowGrid(false);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setContextMenuPolicy(Qt::CustomContextMenu);
  table_->setMouseTracking(true);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(kRow_px);
  table_->verticalHeader()->setMinimumSectionSize(kRow_px);
  table_->setSortingEnabled(true);
  table_->sortByColumn(ClassModel::Colour, Qt::AscendingOrder);
  QHeaderView* header = table_->horizontalHeader();
  header->setHighlightSections(false);
  header->setMinimumSectionSize(kRow_px);
  header->setSectionResizeMode(QHeaderView::Fixed);
  header->setSectionResizeMode(ClassModel::Name, QHeaderView::Stretch);
  for (const auto column : {ClassModel::Share, ClassModel::Truth})
    header->resizeSection(column, fontMetrics().horizontalAdvance(tr("Truth %")) + 18);
  header->resizeSection(ClassModel::Eye, 30);
  header->resizeSection(ClassModel::Colour, 26);
  header->setSortIndicatorShown(false);
  table_->installEventFilter(this);

  empty_ = new EmptyHint("classes", this);
  empty_->setObjectName(QStringLiteral("classesEmpty"));
  stack_ = new QStackedWidget(this);
  stack_->addWidget(table_);
  stack_->addWidget(empty_);

  auto* row = new QHBoxLayout;
  row->setContentsMargins(8, 8, 8, 8);
  row->setSpacing(4);
  row->addWidget(filter_, 1);
  row->addWidget(actionButton(this, context.actions[ActionId::showAllClasses]));
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(12, 6, 8, 8);
  foot->setSpacing(8);
  QLabel* paletteName = mutedLabel(this, tr("Palette"));
  paletteName->setBuddy(palette_);
  foot->addWidget(paletteName);
  foot->addWidget(palette_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addWidget(stack_, 1);
  column->addLayout(foot);

  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
    rows_->setFilterFixedString(text);
    refresh();
  });
  connect(filter_, &QLineEdit::returnPressed, table_, [this] { table_->setFocus(Qt::OtherFocusReason); });
  connect(palette_, &QComboBox::activated, this, [this] { session_.setPaletteName(palette_->currentData().toString()); });
  connect(table_, &QTableView::clicked, this, &ClassesPane::clicked);
  connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
    if (index.column() == ClassModel::Colour) chooseColour(classAt(index));
  });
  connect(table_, &QTableView::customContextMenuRequested, this, &ClassesPane::showMenu);
  connect(&session_, &Session::labelsChanged, this, &ClassesPane::refresh);
  refresh();
}

void ClassesPane::focusFilter() {
  filter_->setFocus(Qt::ShortcutFocusReason);
  filter_->selectAll();
}

int ClassesPane::classAt(const QModelIndex& index) const { return rows_->mapToSource(index).row(); }

void ClassesPane::refresh() {
  palette_->setCurrentIndex(palette_->findData(session_.paletteName()));
  const bool any = rows_->rowCount() > 0;
  stack_->setCurrentWidget(any ? static_cast<QWidget*>(table_) : empty_);
  if (any) return;
  if (session_.labels().count() == 0)
    empty_->setText(tr("No classes yet"), tr("They come with a model: drop a checkpoint on the window."));
  else
    empty_->setText(tr("No class matches"), tr("Clear the filter to see all classes."));
}

void ClassesPane::clicked(const QModelIndex& index) {
  if (index.column() == ClassModel::Eye) toggleVisible(classAt(index), QGuiApplication::keyboardModifiers() & Qt::AltModifier);
}

void ClassesPane::toggleVisible(int id, bool solo) {
  if (!solo) {
    solo_ = -1;
    session_.setClassVisible(id, !session_.classVisible(id));
    return;
  }
  solo_ = solo_ == id ? -1 : id;
  session_.soloClass(solo_);
}

void ClassesPane::chooseColour(int id) {
  const LabelClass& label = session_.labels().classes[static_cast<std::size_t>(id)];
  auto* dialog = new QColorDialog(QColor(label.colour.r, label.colour.g, label.colour.b), this);
  dialog->setObjectName(QStringLiteral("colourDialog"));
  dialog->setWindowTitle(tr("Colour of %1").arg(QString::fromStdString(label.name)));
  dialog->setOption(QColorDialog::DontUseNativeDialog);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setModal(false);
  connect(dialog, &QColorDialog::colorSelected, this, [this, id](const QColor& colour) {
    session_.setClassColour(id, {static_cast<std::uint8_t>(colour.red()), static_cast<std::uint8_t>(colour.green()),
                                 static_cast<std::uint8_t>(colour.blue())});
  });
  dialog->show();
}

void ClassesPane::showMenu(const QPoint& pos_in_table) {
  const QModelIndex index = table_->indexAt(pos_in_table);
  if (!index.isValid()) return;
  const int id = classAt(index);
  auto* menu = new QMenu(table_);
  menu->setObjectName(QStringLiteral("classMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  connect(menu->addAction(session_.classVisible(id) ? tr("Hide") : tr("Show")), &QAction::triggered, this,
          [this, id] { toggleVisible(id, false); });
  connect(menu->addAction(solo_ == id ? tr("End solo") : tr("Show alone")), &QAction::triggered, this,
          [this, id] { toggleVisible(id, true); });
  connect(menu->addAction(tr("Change colour…")), &QAction::triggered, this, [this, id] { chooseColour(id); });
  menu->popup(table_->viewport()->mapToGlobal(pos_in_table));
}

// Names come before the share in the truth where the pane is narrow.
void ClassesPane::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  table_->setColumnHidden(ClassModel::Truth, width() < kRoomForTruth_px);
}

// Space shows and hides, Return opens the colour of the row: the table works without a mouse.
bool ClassesPane::eventFilter(QObject* watched, QEvent* event) {
  if (watched == table_ && event->type() == QEvent::KeyPress && table_->currentIndex().isValid()) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const int id = classAt(table_->currentIndex());
    if (key->key() == Qt::Key_Space) return toggleVisible(id, key->modifiers() & Qt::AltModifier), true;
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) return chooseColour(id), true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace ssa

#include "moc_classes_pane.cpp"
