// The label set shown: names of the models, the user's colours and visibility.
#include <QJsonDocument>
#include <QJsonObject>

#include "app/session/session.h"
#include "app/session/session_private.h"

namespace ssa {
namespace {

QJsonObject coloursOf(const Settings& settings) {
  return QJsonDocument::fromJson(settings.text("classes/colours").toUtf8()).object();
}

}  // namespace

/// Colours are remembered per label set; sets without a name, per number of classes.
QString Session::Private::labelsKey() const {
  return labels.name.empty() ? QStringLiteral("%1 classes").arg(labels.count()) : QString::fromStdString(labels.name);
}

void Session::Private::rebuildLabels() {
  LabelSet wanted;
  if (const auto& model = slots_[static_cast<int>(Slot::ssa)].model)
    wanted = model->info().config.labels;
  else if (const auto& other = slots_[static_cast<int>(Slot::baseline)].model)
    wanted = other->info().config.labels;
  else if (truthClasses > 0)
    wanted = LabelSet::numbered(truthClasses);

  const QString palette = q.paletteName();
  if (palette != QLatin1String("own")) {
    const Palette colours = palette == QLatin1String("voc") ? vocPalette(wanted.count()) : colourBlindSafePalette(wanted.count());
    for (std::size_t id = 0; id < wanted.classes.size(); ++id) wanted.classes[id].colour = colours[id];
  }
  const QString before = labelsKey();
  std::swap(labels, wanted);
  if (labelsKey() != before) hidden.clear();
  const QJsonObject own = coloursOf(settings).value(labelsKey()).toObject();
  for (auto it = own.begin(); it != own.end(); ++it)
    if (const int id = it.key().toInt(); id >= 0 && id < labels.count())
      fromHex(it.value().toString().toStdString(), labels.classes[static_cast<std::size_t>(id)].colour);
  if (!(labels == wanted)) Q_EMIT q.labelsChanged();
}

const LabelSet& Session::labels() const { return d_->labels; }

void Session::setClassColour(int id, Rgb colour) {
  if (id < 0 || id >= d_->labels.count()) return;
  QJsonObject all = coloursOf(*settings_);
  QJsonObject own = all.value(d_->labelsKey()).toObject();
  own.insert(QString::number(id), QString::fromStdString(toHex(colour)));
  all.insert(d_->labelsKey(), own);
  settings_->setValue(QStringLiteral("classes/colours"), QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact)));
  d_->rebuildLabels();
}

void Session::resetClassColours() {
  QJsonObject all = coloursOf(*settings_);
  all.remove(d_->labelsKey());
  settings_->setValue(QStringLiteral("classes/colours"), QString::fromUtf8(QJsonDocument(all).toJson(QJsonDocument::Compact)));
  d_->rebuildLabels();
}

void Session::setPaletteName(const QString& name) {
  settings_->setValue(QStringLiteral("classes/palette"), name);
  d_->rebuildLabels();
}

QString Session::paletteName() const { return settings_->text("classes/palette"); }

bool Session::classVisible(int id) const { return !d_->hidden.contains(id); }

void Session::setClassVisible(int id, bool visible) {
  if (visible == classVisible(id)) return;
  if (visible)
    d_->hidden.remove(id);
  else
    d_->hidden.insert(id);
  Q_EMIT labelsChanged();
}

void Session::soloClass(int id) {
  d_->hidden.clear();
  for (int other = 0; id >= 0 && other < d_->labels.count(); ++other)
    if (other != id) d_->hidden.insert(other);
  Q_EMIT labelsChanged();
}

}  // namespace ssa
