#include "widgets/explain/map_menu.h"

#include <QAction>
#include <QActionGroup>

#include <tuple>

namespace ssa {

MapMenu::MapMenu(QWidget* parent) : QMenu(parent) {
  setObjectName(QStringLiteral("mapMenu"));
  connect(add("mapFit", tr("Show everything")), &QAction::triggered, this, &MapMenu::fitRequested);
  const std::tuple<const char*, QString, CameraPreset> presets[] = {{"mapFront", tr("From the front"), CameraPreset::front},
                                                                    {"mapTop", tr("From above"), CameraPreset::top},
                                                                    {"mapSide", tr("From the side"), CameraPreset::side},
                                                                    {"mapOblique", tr("From a corner"), CameraPreset::oblique}};
  for (const auto& [name, text, preset] : presets)
    connect(add(name, text), &QAction::triggered, this, [this, preset = preset] { Q_EMIT lookRequested(preset); });
  QAction* axes = add("mapAxes", tr("Axes"));
  axes->setCheckable(true);
  connect(axes, &QAction::toggled, this, &MapMenu::axesToggled);
  addSeparator();
  auto* sizes = addMenu(tr("Points"));
  auto* group = new QActionGroup(sizes);
  const std::tuple<const char*, QString, double, double> looks[] = {
      {"mapFine", tr("Fine"), 2.0, 0.55}, {"mapMedium", tr("Medium"), 4.0, 0.75}, {"mapCoarse", tr("Large"), 7.0, 0.9}};
  for (const auto& [name, text, size, alpha] : looks) {
    QAction* action = sizes->addAction(text);
    action->setObjectName(QString::fromLatin1(name));
    action->setCheckable(true);
    action->setChecked(size == 4.0);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, size = size, alpha = alpha] { Q_EMIT pointLookChosen(size, alpha); });
  }
  only_ = add("mapOnlySelected", tr("Map the selected cells only"));
  only_->setCheckable(true);
  connect(only_, &QAction::toggled, this, &MapMenu::onlyToggled);
  addSeparator();
  const std::tuple<const char*, QString, Slot> saves[] = {
      {"mapSaveBaseline", tr("Save coordinates of the baseline…"), Slot::baseline},
      {"mapSaveSsa", tr("Save coordinates of SSA…"), Slot::ssa}};
  for (const auto& [name, text, slot] : saves) {
    QAction* action = coordinates_[static_cast<std::size_t>(slot)] = add(name, text);
    connect(action, &QAction::triggered, this, [this, slot = slot] { Q_EMIT coordinatesRequested(slot); });
  }
  connect(add("mapSaveFigure", tr("Save both maps as a picture…")), &QAction::triggered, this, &MapMenu::figureRequested);
}

QAction* MapMenu::add(const char* name, const QString& text) {
  QAction* action = addAction(text);
  action->setObjectName(QString::fromLatin1(name));
  return action;
}

bool MapMenu::onlySelected() const { return only_->isChecked() && only_->isEnabled(); }
void MapMenu::setOnlyEnabled(bool on) { only_->setEnabled(on); }
void MapMenu::setCoordinatesEnabled(Slot slot, bool on) { coordinates_[static_cast<std::size_t>(slot)]->setEnabled(on); }

}  // namespace ssa

#include "moc_map_menu.cpp"
