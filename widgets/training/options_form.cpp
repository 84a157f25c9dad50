#include "widgets/training/options_form.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/controls.h"

namespace ssa {
namespace {

constexpr int kNameWidth_px = 132;

// Help stands in the engine's headers in English; the catalogue has it in the context `Options`.
QString translatedHelp(const QString& help) { return QCoreApplication::translate("Options", help.toUtf8().constData()); }

QString shownName(const QString& path) { return path.mid(path.indexOf(QLatin1Char('.')) + 1); }

}  // namespace

OptionsForm::OptionsForm(QWidget* parent)
    : QWidget(parent),
      search_(searchField(this, "optionSearch", tr("Search options"))),
      changedOnly_(named(new QCheckBox(tr("Changed only"), this), "optionsChangedOnly", tr("Show changed options only"))),
      count_(mutedLabel(this)),
      resetAll_(iconButton(this, "optionsReset", tr("Reset all options to the preset"), "reset")),
      nothing_(mutedLabel(this, tr("No option matches."))),
      body_(new QWidget(this)) {
  count_->setObjectName(QStringLiteral("optionsChanged"));
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addWidget(changedOnly_);
  foot->addStretch(1);
  foot->addWidget(count_);
  foot->addWidget(resetAll_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addWidget(search_);
  column->addLayout(foot);
  column->addWidget(body_);
  column->addWidget(nothing_);
  auto* inner = new QVBoxLayout(body_);
  inner->setContentsMargins(0, 0, 0, 0);
  inner->setSpacing(10);
  nothing_->setVisible(false);
  connect(search_, &QLineEdit::textChanged, this, &OptionsForm::filter);
  connect(changedOnly_, &QCheckBox::toggled, this, &OptionsForm::filter);
  connect(resetAll_, &QToolButton::clicked, this, [this] {
    const std::vector<Row> before = rows_;
    for (const Row& row : before)
      if (row.isChanged()) Q_EMIT edited(row.spec.path, row.standard);
  });
}

QString OptionsForm::sectionTitle(const QString& id) {
  if (id.isEmpty()) return tr("Run");
  if (id == QLatin1String("optimizer")) return tr("Optimizer");
  if (id == QLatin1String("ssa")) return tr("SSA classifier");
  if (id == QLatin1String("loss")) return tr("Loss");
  if (id == QLatin1String("augment")) return tr("Augmentation");
  if (id == QLatin1String("data")) return tr("Data");
  return id;
}

QString OptionsForm::toolTip(const OptionSpec& spec, const QVariant& standard) {
  QStringList lines{translatedHelp(spec.help)};
  if (spec.kind == OptionKind::integer || spec.kind == OptionKind::real)
    lines += tr("%1 to %2").arg(QString::number(spec.low, 'g', 9), QString::number(spec.high, 'g', 9)) +
             (spec.unit.isEmpty() ? QString() : QLatin1Char(' ') + spec.unit);
  const QString text = standard.toString();
  if (!text.isEmpty()) lines += tr("Preset: %1").arg(text);
  lines += spec.path;
  return lines.join(QLatin1Char('\n'));
}

void OptionsForm::addRow(const OptionSpec& spec, QGridLayout* grid, QWidget* section) {
  Row row;
  row.spec = spec;
  row.section = section;
  row.name = new QLabel(shownName(spec.path), section);
  row.name->setObjectName(QStringLiteral("optionName"));
  row.name->setTextFormat(Qt::PlainText);
  row.name->setMinimumWidth(kNameWidth_px);
  row.editor = makeOptionEditor(spec, section, [this, path = spec.path](const QVariant& value) { Q_EMIT edited(path, value); });
  row.editor.widget->setMinimumWidth(60);
  row.editor.widget->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  row.editor.widget->setAccessibleDescription(translatedHelp(spec.help));
  row.name->setBuddy(row.editor.widget);
  const QByteArray name = "reset." + spec.path.toLatin1();
  row.reset = iconButton(section, name.constData(), tr("Put %1 back").arg(spec.path), "reset");
  QSizePolicy stays = row.reset->sizePolicy();
  stays.setRetainSizeWhenHidden(true);
  row.reset->setSizePolicy(stays);
  const std::size_t index = rows_.size();
  connect(row.reset, &QToolButton::clicked, this,
          [this, index] { Q_EMIT edited(rows_[index].spec.path, rows_[index].standard); });
  const int line = grid->rowCount();
  grid->addWidget(row.name, line, 0);
  grid->addWidget(row.editor.widget, line, 1);
  grid->addWidget(row.reset, line, 2);
  rows_.push_back(std::move(row));
}

void OptionsForm::build(const std::vector<OptionSection>& sections) {
  for (const OptionSection& options : sections) {
    auto* section = new QWidget(body_);
    auto* grid = new QGridLayout(section);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    grid->addWidget(captionLabel(section, sectionTitle(options.id)), 0, 0, 1, 3);
    for (const OptionSpec& spec : options.options) addRow(spec, grid, section);
    body_->layout()->addWidget(section);
    sections_.push_back(section);
  }
}

void OptionsForm::setOptions(const std::vector<OptionSection>& values, const std::vector<OptionSection>& standard) {
  if (rows_.empty()) build(values);
  std::size_t index = 0;
  for (std::size_t part = 0; part < values.size(); ++part)
    for (std::size_t i = 0; i < values[part].options.size() && index < rows_.size(); ++i, ++index) {
      Row& row = rows_[index];
      row.spec = values[part].options[i];
      row.standard = standard[part].options[i].value;
      row.editor.show(row.spec.value);
      const bool changed = row.isChanged();
      row.reset->setVisible(changed);
      if (row.name->property("changed").toBool() != changed) {
        row.name->setProperty("changed", changed);
        QFont font = row.name->font();
        font.setWeight(changed ? QFont::DemiBold : QFont::Normal);
        row.name->setFont(font);
      }
      const QString tip = toolTip(row.spec, row.standard);
      row.name->setToolTip(tip);
      row.editor.widget->setToolTip(tip);
    }
  const int changed = changedCount();
  count_->setText(changed == 0 ? tr("As the preset") : tr("%n changed", nullptr, changed));
  resetAll_->setEnabled(changed > 0);
  filter();
}

int OptionsForm::changedCount() const {
  return static_cast<int>(std::count_if(rows_.begin(), rows_.end(), [](const Row& row) { return row.isChanged(); }));
}

QStringList OptionsForm::changedPaths() const {
  QStringList paths;
  for (const Row& row : rows_)
    if (row.isChanged()) paths += row.spec.path;
  return paths;
}

void OptionsForm::filter() {
  const QStringList words = search_->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
  QHash<QWidget*, int> shown;
  for (Row& row : rows_) {
    const QString where = row.spec.path + QLatin1Char(' ') + translatedHelp(row.spec.help);
    bool fits =
        std::all_of(words.begin(), words.end(), [&](const QString& word) { return where.contains(word, Qt::CaseInsensitive); });
    fits = fits && (!changedOnly_->isChecked() || row.isChanged());
    row.name->setVisible(fits);
    row.editor.widget->setVisible(fits);
    row.reset->setVisible(fits && row.isChanged());
    // A hidden reset button keeps its room, which a hidden row must not.
    QSizePolicy policy = row.reset->sizePolicy();
    policy.setRetainSizeWhenHidden(fits);
    row.reset->setSizePolicy(policy);
    shown[row.section] += fits ? 1 : 0;
  }
  int total = 0;
  for (QWidget* section : sections_) {
    section->setVisible(shown.value(section) > 0);
    total += shown.value(section);
  }
  nothing_->setVisible(total == 0 && !rows_.empty());
}

}  // namespace ssa

#include "moc_options_form.cpp"
