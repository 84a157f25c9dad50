#include <QAccessible>
#include <QLocale>

#include <algorithm>

#include "widgets/canvas/canvas_private.h"
#include "widgets/canvas/font_bytes.h"

namespace ssa {
namespace {

constexpr std::size_t kMostRows = 8;

QString nameOf(const Canvas::ProbePanel& panel, int id) {
  const auto at = static_cast<std::size_t>(id);
  return at < panel.classNames.size() ? panel.classNames[at] : QString::number(id);
}

std::optional<Rgb> colourIn(const QString& header) {
  const qsizetype at = header.indexOf(QLatin1Char('#'));
  Rgb colour;
  if (at < 0 || !fromHex(header.mid(at, 7).toStdString(), colour)) return {};
  return colour;
}

/// Classes any column lists, those of the last column first.
std::vector<int> rowsOf(const std::vector<Canvas::ProbeColumn>& columns) {
  std::vector<int> ids;
  for (auto column = columns.rbegin(); column != columns.rend(); ++column)
    for (const ClassScore& score : column->values.top)
      if (std::find(ids.begin(), ids.end(), score.id) == ids.end()) ids.push_back(score.id);
  const auto best = [&](int id) {
    float found = 0;
    for (const auto& column : columns)
      for (const ClassScore& score : column.values.top)
        if (score.id == id) found = std::max(found, score.probability);
    return found;
  };
  std::stable_sort(ids.begin(), ids.end(), [&](int a, int b) { return best(a) > best(b); });
  if (ids.size() > kMostRows) ids.resize(kMostRows);
  return ids;
}

std::optional<float> valueAt(const std::vector<float>& values, int id) {
  const auto at = static_cast<std::size_t>(id);
  return at < values.size() ? std::optional(values[at]) : std::nullopt;
}

}  // namespace

ProbeSheet Canvas::Private::probeSheet() const {
  ProbeSheet sheet;
  sheet.cursor_x = static_cast<float>(probe->pos_in_widget.x());
  sheet.cursor_y = static_cast<float>(probe->pos_in_widget.y());
  sheet.header = probe->header.toStdString();
  sheet.swatch = colourIn(probe->header);
  sheet.timesTitle = probe->timesTitle.toStdString();
  const std::vector<int> ids = rowsOf(probe->columns);
  for (const int id : ids) {
    ProbeRow row;
    row.name = nameOf(*probe, id).toStdString();
    row.colour = static_cast<std::size_t>(id) < palette.size() ? palette[static_cast<std::size_t>(id)] : Rgb{128, 128, 128};
    row.fixedSimilarity = valueAt(probe->fixedSimilarity, id);
    row.adaptedSimilarity = valueAt(probe->adaptedSimilarity, id);
    row.probability.resize(probe->columns.size());
    for (std::size_t c = 0; c < probe->columns.size(); ++c)
      for (const ClassScore& score : probe->columns[c].values.top)
        if (score.id == id) row.probability[c] = score.probability;
    sheet.rows.push_back(std::move(row));
  }
  for (const auto& column : probe->columns) {
    ProbeColumnHead head{column.title.toStdString(), column.values.entropy, column.values.margin, -1};
    if (!column.values.top.empty()) {
      const auto found = std::find(ids.begin(), ids.end(), column.values.top.front().id);
      if (found != ids.end()) head.winner = static_cast<int>(found - ids.begin());
    }
    sheet.columns.push_back(std::move(head));
  }
  for (const auto& [stage, time_ms] : probe->times) sheet.stages.push_back({stage.toStdString(), time_ms});
  sheet.words = {tr("class").toStdString(), tr("entropy").toStdString(), tr("margin").toStdString(),
                 tr("prototype, fixed → adapted").toStdString(), tr("total").toStdString()};
  return sheet;
}

void Canvas::Private::updateProbe() {
  if (!overlay) return;
  if (!probe) return overlay->setProbe({});
  // Fonts are asked for only when a character turns up that none of them was asked for yet.
  QString text = probe->header + probe->timesTitle + tr("prototype, fixed → adapted") + tr("entropy") + tr("margin");
  for (const auto& name : probe->classNames) text += name;
  for (const auto& column : probe->columns) text += column.title;
  for (const auto& [stage, time_ms] : probe->times) text += stage;
  QString unseen;
  for (const QChar c : text)
    if (c.unicode() >= 0x250 && !probeCharacters.contains(c) && !unseen.contains(c)) unseen += c;
  if (!unseen.isEmpty() || probeCharacters.isEmpty()) {
    probeCharacters += unseen + QLatin1Char(' ');
    overlay->setFonts(fontFilesFor(q->font(), probeCharacters));
  }
  overlay->setProbe(probeSheet());
}

void Canvas::setProbe(std::optional<ProbePanel> panel) {
  if (!panel && !d_->probe) return;
  d_->probe = std::move(panel);
  d_->updateProbe();
  if (QAccessible::isActive()) setAccessibleDescription(probeText());
  update();
}

bool Canvas::probeAvailable() const { return !d_->overlayFailed; }

QString Canvas::probeText() const {
  if (!d_->probe) return {};
  const QLocale locale;
  const auto percent = [&](float p) { return locale.toString(static_cast<double>(p) * 100, 'f', p < 0.0995F ? 1 : 0); };
  QStringList parts{d_->probe->header};
  for (const auto& column : d_->probe->columns) {
    QStringList classes;
    for (const ClassScore& score : column.values.top)
      classes << tr("%1 %2 %", "class and probability").arg(nameOf(*d_->probe, score.id), percent(score.probability));
    parts << tr("%1: %2; entropy %3, margin %4")
                 .arg(column.title, classes.join(QStringLiteral(", ")),
                      locale.toString(static_cast<double>(column.values.entropy), 'f', 2),
                      locale.toString(static_cast<double>(column.values.margin), 'f', 2));
  }
  QStringList similarities;
  for (const int id : rowsOf(d_->probe->columns)) {
    const auto fixed = valueAt(d_->probe->fixedSimilarity, id), adapted = valueAt(d_->probe->adaptedSimilarity, id);
    if (fixed && adapted)
      similarities << tr("%1 %2 → %3", "class, fixed and adapted similarity")
                          .arg(nameOf(*d_->probe, id), locale.toString(static_cast<double>(*fixed), 'f', 2),
                               locale.toString(static_cast<double>(*adapted), 'f', 2));
  }
  if (!similarities.isEmpty())
    parts << tr("Similarity to the prototype, fixed → adapted: %1").arg(similarities.join(QStringLiteral(", ")));
  QStringList times;
  for (const auto& [stage, time_ms] : d_->probe->times) times << tr("%1 %2 ms").arg(stage, locale.toString(time_ms, 'f', 1));
  if (!times.isEmpty())
    parts << tr("%1: %2", "title and stage times").arg(d_->probe->timesTitle, times.join(QStringLiteral(", ")));
  return parts.join(QLatin1Char('\n'));
}

}  // namespace ssa
