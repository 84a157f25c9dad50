#include "widgets/actions.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QHash>
#include <QMetaMethod>
#include <QWidget>

#include "widgets/theme/icons.h"

namespace ssa {
namespace {

QString translated(const char* text) { return QCoreApplication::translate("Actions", text); }

}  // namespace

bool WindowAction::isConnected() const { return isSignalConnected(QMetaMethod::fromSignal(&QAction::triggered)); }

Actions::Actions(QWidget* window) : QObject(window) {
  QHash<QString, QActionGroup*> groups;
  for (const ActionSpec& spec : actionTable()) {
    auto* action = new WindowAction(this);
    action->setObjectName(QLatin1String(spec.name));
    action->setText(text(spec));
    const QList<QKeySequence> shortcuts = keys(spec);
    QString hint = tip(spec);
    if (!shortcuts.isEmpty()) hint += QStringLiteral("  (%1)").arg(shortcuts.first().toString(QKeySequence::NativeText));
    action->setToolTip(hint);
    action->setStatusTip(QString());
    action->setShortcuts(shortcuts);
    action->setCheckable(spec.checkable);
    if (*spec.icon) action->setIcon(icon(spec.icon));
    action->setIconVisibleInMenu(!spec.checkable);  // there the check mark tells the state
    if (spec.id == ActionId::quit) action->setMenuRole(QAction::QuitRole);
    if (spec.id == ActionId::about) action->setMenuRole(QAction::AboutRole);
    if (*spec.group) {
      QActionGroup*& group = groups[QLatin1String(spec.group)];
      if (!group) group = new QActionGroup(this);
      group->addAction(action);
    }
    window->addAction(action);
    actions_[static_cast<std::size_t>(spec.id)] = action;
  }
}

void Actions::handle(ActionId id, std::function<void()> handler) {
  connect((*this)[id], &QAction::triggered, this, [handler = std::move(handler)] { handler(); });
}

void Actions::setChecked(ActionId id, bool checked) { (*this)[id]->setChecked(checked); }

QString Actions::menuTitle(MenuId menu) {
  switch (menu) {
    case MenuId::file:
      return tr("&File");
    case MenuId::edit:
      return tr("&Edit");
    case MenuId::view:
      return tr("&View");
    case MenuId::compare:
      return tr("&Compare");
    case MenuId::model:
      return tr("&Model");
    case MenuId::classes:
      return tr("C&lasses");
    case MenuId::help:
      return tr("&Help");
  }
  return {};
}

QString Actions::text(const ActionSpec& spec) { return translated(spec.text); }
QString Actions::tip(const ActionSpec& spec) { return translated(spec.tip); }
QString Actions::text(const GestureSpec& spec) { return translated(spec.text); }
QString Actions::keysText(const GestureSpec& spec) { return translated(spec.keys); }

QList<QKeySequence> Actions::keys(const ActionSpec& spec) {
  QList<QKeySequence> sequences;
  for (const QString& key : QString::fromLatin1(spec.keys).split(QLatin1Char(' '), Qt::SkipEmptyParts))
    sequences.append(QKeySequence(key, QKeySequence::PortableText));
  return sequences;
}

}  // namespace ssa

#include "moc_actions.cpp"
