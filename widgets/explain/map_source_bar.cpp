#include "widgets/explain/map_source_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <utility>

#include "app/session/explain/explain_session.h"
#include "app/session/explain/explain_set.h"
#include "app/session/image_list.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "widgets/controls/controls.h"
#include "widgets/explain/picture_chooser.h"
#include "widgets/explain/set_picker.h"

namespace ssa {

MapSourceBar::MapSourceBar(ExplainSession& session, QWidget* parent) : QWidget(parent), session_(session) {
  scope_ = pickList(this, "mapScope", tr("What the map is made of"));
  for (const QString& text : {tr("This picture"), tr("Chosen pictures"), tr("A data set")}) scope_->addItem(text);
  pictures_ = pushButton(this, "mapPictures", tr("Pictures…"));
  pictures_->setToolTip(tr("Choose among the opened pictures"));
  set_ = new SetPicker(QStringLiteral("map"), session, this);
  gap_ = new QWidget(this);
  points_ = named(new QSpinBox(this), "mapPoints", tr("At most so many points"));
  points_->setRange(100, 200'000);
  points_->setSingleStep(5000);
  points_->setValue(20'000);
  points_->setGroupSeparatorShown(true);
  points_->setKeyboardTracking(false);
  points_->setToolTip(tr("More cells are thinned out: drawn with the seed, so that small classes keep their share"));
  auto* words = mutedLabel(this, tr("At most points"));
  words->setBuddy(points_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 0, 12, 4);
  row->setSpacing(6);
  row->addWidget(scope_);
  row->addWidget(pictures_);
  row->addWidget(set_, 1);
  row->addWidget(gap_, 1);
  row->addWidget(words);
  row->addWidget(points_);
  connect(scope_, &QComboBox::currentIndexChanged, this, [this] {
    refresh();
    Q_EMIT scopeChanged();
  });
  connect(pictures_, &QPushButton::clicked, this, &MapSourceBar::openChooser);
  connect(points_, &QSpinBox::valueChanged, this, &MapSourceBar::changed);
  connect(&session.set(), &ExplainSet::changed, this, [this] {
    if (scope() != Scope::set) return;
    refresh();
    Q_EMIT changed();
  });
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
    connect(&session.session().images(), signal, this, &MapSourceBar::chooseAll);
  connect(&session.session().images(), &QAbstractItemModel::modelReset, this, &MapSourceBar::chooseAll);
  chooseAll();
}

MapSourceBar::Scope MapSourceBar::scope() const { return static_cast<Scope>(std::max(0, scope_->currentIndex())); }
int MapSourceBar::mostPoints() const { return points_->value(); }
QString MapSourceBar::title() const { return source_ ? QString::fromStdString(source_->title) : QString(); }

// Another strip: all of it.
void MapSourceBar::chooseAll() {
  const ImageList& pictures = session_.session().images();
  chosen_.clear();
  for (int row = 0; row < pictures.rowCount(); ++row) chosen_ += pictures.path(row);
  refresh();
  if (scope() == Scope::chosen) Q_EMIT changed();
}

void MapSourceBar::openChooser() {
  PictureChooser* chooser = PictureChooser::show(session_.session().images(), chosen_, *pictures_);
  connect(chooser, &PictureChooser::chosenChanged, this, [this](const QStringList& chosen) {
    chosen_ = chosen;
    refresh();
    Q_EMIT changed();
  });
}

void MapSourceBar::refresh() {
  pictures_->setVisible(scope() == Scope::chosen);
  set_->setVisible(scope() == Scope::set);
  gap_->setVisible(scope() != Scope::set);
  const QLocale locale;
  pictures_->setText(
      tr("%1 of %2 pictures…").arg(locale.toString(chosen_.size()), locale.toString(session_.session().images().rowCount())));
  source_.reset();
  auto source = std::make_shared<MapSource>();
  if (scope() == Scope::chosen && !chosen_.isEmpty()) {
    source->title =
        (chosen_.size() == 1 ? tr("one picture") : tr("%1 pictures").arg(locale.toString(chosen_.size()))).toStdString();
    for (const QString& path : chosen_) source->pictures.push_back(toPath(path));
    source->truthFolder = toPath(session_.session().settings().text("truth/folder"));
    source->openPicture = toPath(session_.subject().path);
    source->openTruth = session_.subject().truth;
    source_ = std::move(source);
  } else if (scope() == Scope::set && session_.set().isReady()) {
    source->title = session_.set().title().toStdString();
    source->root = toPath(session_.set().folder());
    source->choice = session_.set().place().choice;
    source_ = std::move(source);
  }
}

QString MapSourceBar::missing() const {
  if (scope() == Scope::picture || source_) return {};
  if (scope() == Scope::set)
    return session_.set().isLooking() ? tr("Looking at the folder…") : tr("Choose the folder of a data set first.");
  return session_.session().images().rowCount() == 0 ? tr("Open a folder of pictures first.") : tr("Choose pictures first.");
}

}  // namespace ssa

#include "moc_map_source_bar.cpp"
