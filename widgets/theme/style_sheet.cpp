#include "widgets/theme/style_sheet.h"

#include <QFile>

#include <utility>

#include "widgets/theme/theme.h"

namespace ssa {

QString styleSheet(const Theme& theme) {
  QFile file(QStringLiteral(":/studio.qss"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QString text = QString::fromUtf8(file.readAll());
  // Longer names first, so that `@accentSoft` is not taken for `@accent`.
  const std::pair<const char*, QColor> colours[] = {
      {"@window", theme.window},           {"@surface", theme.surface},         {"@field", theme.field},
      {"@stripe", theme.stripe},           {"@hover", theme.hover},             {"@pressed", theme.pressed},
      {"@line", theme.line},               {"@edge", theme.edge},               {"@text", theme.text},
      {"@muted", theme.muted},             {"@faint", theme.faint},             {"@onAccent", theme.onAccent},
      {"@accentSoft", theme.accentSoft},   {"@accent", theme.accent},           {"@errorSoft", theme.errorSoft},
      {"@error", theme.error},             {"@warningSoft", theme.warningSoft}, {"@warning", theme.warning},
      {"@success", theme.success},
  };
  for (const auto& [name, colour] : colours) text.replace(QLatin1String(name), colour.name());
  text.replace(QLatin1String("@tick"), theme.dark ? QStringLiteral("tick-dark") : QStringLiteral("tick-light"));
  return text;
}

}  // namespace ssa
