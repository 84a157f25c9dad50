#include "widgets/dialogs/key_sheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStringList>
#include <QVBoxLayout>

#include "widgets/actions.h"
#include "widgets/controls/controls.h"
#include "widgets/theme/theme.h"

namespace ssa {
namespace {

QString plain(QString text) {
  text.remove(QLatin1Char('&'));
  if (text.endsWith(QChar(0x2026))) text.chop(1);
  return text;
}

QString keyHtml(const QString& keys) {
  const Theme& theme = Theme::current();
  return QStringLiteral("<span style='background-color:%1; color:%2'>&nbsp;%3&nbsp;</span>")
      .arg(theme.hover.name(), theme.text.name(), keys.toHtmlEscaped().replace(QLatin1Char(' '), QStringLiteral("&nbsp;")));
}

QWidget* section(MenuId menu, QWidget* parent) {
  auto* box = new QWidget(parent);
  box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  auto* grid = new QGridLayout(box);
  grid->setContentsMargins(0, 0, 0, 12);
  grid->setHorizontalSpacing(16);
  grid->setVerticalSpacing(5);
  grid->setColumnStretch(0, 1);
  grid->addWidget(captionLabel(box, plain(Actions::menuTitle(menu))), 0, 0, 1, 2);
  int row = 1;
  const auto add = [&](const QString& what, const QString& keys, const QString& tip) {
    auto* name = new QLabel(what, box);
    name->setToolTip(tip);
    auto* key = new QLabel(keys, box);
    key->setTextFormat(Qt::RichText);
    grid->addWidget(name, row, 0);
    grid->addWidget(key, row, 1, Qt::AlignRight);
    ++row;
  };
  for (const ActionSpec& spec : actionTable()) {
    if (spec.menu != menu) continue;
    QStringList keys;
    for (const QKeySequence& sequence : Actions::keys(spec)) keys += keyHtml(sequence.toString(QKeySequence::NativeText));
    add(plain(Actions::text(spec)), keys.isEmpty() ? QStringLiteral("–") : keys.join(QStringLiteral("&nbsp; ")),
        Actions::tip(spec));
  }
  for (const GestureSpec& spec : gestureTable())
    if (spec.menu == menu) add(Actions::text(spec), keyHtml(Actions::keysText(spec)), {});
  return box;
}

}  // namespace

KeySheet::KeySheet(QWidget* parent) : QDialog(parent) {
  setObjectName(QStringLiteral("keySheetDialog"));
  setWindowTitle(tr("Keys and gestures"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* content = new QWidget(this);
  auto* columns = new QHBoxLayout(content);
  columns->setContentsMargins(24, 20, 24, 8);
  columns->setSpacing(40);
  const QList<QList<MenuId>> places = {
      {MenuId::file, MenuId::edit, MenuId::model}, {MenuId::view, MenuId::help}, {MenuId::compare, MenuId::classes}};
  for (const QList<MenuId>& place : places) {
    auto* column = new QVBoxLayout;
    for (const MenuId menu : place) column->addWidget(section(menu, content));
    column->addStretch(1);
    columns->addLayout(column, 1);
  }
  auto* area = named(new QScrollArea(this), "keySheetArea", tr("Keys and gestures"));
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  auto* buttons = new QDialogButtonBox(this);
  buttons->addButton(pushButton(this, "keySheetClose", tr("Close")), QDialogButtonBox::RejectRole);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(24, 8, 24, 12);
  foot->addWidget(buttons);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->setSpacing(0);
  whole->addWidget(area, 1);
  whole->addLayout(foot);
  resize(1180, 760);
}

}  // namespace ssa

#include "moc_key_sheet.cpp"
