#include "widgets/training/preflight_view.h"

#include <QFrame>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "widgets/controls/controls.h"
#include "widgets/controls/empty_hint.h"
#include "widgets/controls/fact_table.h"
#include "widgets/feedback/messages.h"
#include "widgets/training/run_text.h"

namespace ssa {

PreflightView::PreflightView(QWidget* parent)
    : QWidget(parent),
      stack_(new QStackedWidget(this)),
      empty_(new EmptyHint("check", this)),
      verdict_(new QLabel(this)),
      facts_(new FactTable(this)),
      losses_(new FactTable(this)) {
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(12, 10, 12, 12);
  column->setSpacing(10);
  verdict_->setObjectName(QStringLiteral("preflightVerdict"));
  verdict_->setProperty("heading", true);
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->setWordWrap(true);
  words_ = new QVBoxLayout;
  words_->setSpacing(6);
  column->addWidget(verdict_);
  column->addLayout(words_);
  column->addWidget(captionLabel(content, tr("What the run will need")));
  column->addWidget(facts_);
  column->addWidget(captionLabel(content, tr("Loss terms of the one step that was done")));
  column->addWidget(losses_);
  column->addStretch(1);
  auto* area = named(new QScrollArea(this), "preflightArea", tr("Pre-flight check"));
  area->setWidget(content);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  empty_->setObjectName(QStringLiteral("preflightEmpty"));
  stack_->addWidget(area);
  stack_->addWidget(empty_);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);
  showNothing();
}

void PreflightView::clearWords() {
  while (QLayoutItem* item = words_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
}

void PreflightView::say(const QString& text, const QString& remedy, const char* tone) {
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  card->setObjectName(QStringLiteral("preflightReason"));
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(10, 6, 10, 6);
  column->setSpacing(2);
  for (const QString& line : {text, remedy}) {
    if (line.isEmpty()) continue;
    auto* label = new QLabel(line, card);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (line == text)
      label->setProperty("tone", QString::fromLatin1(tone));
    else
      label->setProperty("muted", true);
    column->addWidget(label);
  }
  words_->addWidget(card);
}

void PreflightView::showReport(const DryRunReport& report) {
  stack_->setCurrentIndex(0);
  clearWords();
  verdict_->setText(report.refusals.empty() ? tr("Ready to start.") : tr("The run may not start:"));
  for (const Error& refusal : report.refusals) {
    const Message message = messageFor(refusal);
    say(message.text, message.remedy, "error");
  }
  for (const Warning& warning : report.warnings) {
    const Message message = messageFor(warning);
    say(message.text, message.remedy, "warning");
  }
  const QLocale locale;
  const auto millions = [&](std::int64_t count) {
    return tr("%1 M").arg(locale.toString(static_cast<double>(count) / 1e6, 'f', 2));
  };
  const auto needed = [](std::int64_t need, std::int64_t free) {
    if (need <= 0) return QString();
    return free > 0 ? tr("%1, %2 are free").arg(bytesText(need), bytesText(free)) : bytesText(need);
  };
  facts_->setFacts(
      {{tr("Device"), QString::fromStdString(report.device)},
       {tr("Pairs"), tr("%1 to learn from, %2 to validate on").arg(report.trainPairs).arg(report.valPairs)},
       {tr("Classes"), QString::number(report.classes)},
       {tr("Parameters"), tr("%1, of which %2 learn").arg(millions(report.parameters), millions(report.trainableParameters))},
       {tr("Memory"), needed(report.memory_bytes, report.freeMemory_bytes)},
       {tr("Disk"), needed(report.disk_bytes, report.freeDisk_bytes)},
       {tr("One step"), report.step_seconds > 0 ? tr("%1 s").arg(locale.toString(report.step_seconds, 'g', 3)) : QString()},
       {tr("One validation"), durationText(report.eval_seconds)},
       {tr("Whole run"), durationText(report.total_seconds)}});
  std::vector<std::pair<QString, QString>> losses;
  for (const auto& [key, value] : report.losses) losses.emplace_back(lossTitle(key), locale.toString(value, 'g', 5));
  losses_->setFacts(losses);
}

void PreflightView::showWaiting() {
  stack_->setCurrentIndex(1);
  empty_->setText(tr("Trying one step and one validation…"), tr("The trainer does both for real and writes nothing."));
}

void PreflightView::showNothing() {
  stack_->setCurrentIndex(1);
  empty_->setText(tr("Not tried yet"), tr("The pre-flight check opens the data, builds the network, does one step and one "
                                          "validation, and estimates memory, disk and time."));
}

void PreflightView::showError(const Error& error) {
  stack_->setCurrentIndex(1);
  const Message message = messageFor(error);
  empty_->setText(message.text, message.remedy);
}

}  // namespace ssa

#include "moc_preflight_view.cpp"
