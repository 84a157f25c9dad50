#include "widgets/training/option_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <limits>

#include "widgets/controls/controls.h"

namespace ssa {
namespace {

constexpr int kSignificant = 7;

/// Lets the wheel through to the page while the field has no focus.
class WheelGuard : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus()) return false;
    event->ignore();
    return true;
  }
};

QString suffixOf(const QString& unit) { return unit.isEmpty() ? QString() : QLatin1Char(' ') + unit; }

}  // namespace

RealField::RealField(QWidget* parent) : QDoubleSpinBox(parent) {
  setDecimals(12);
  setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
}

QString RealField::textFromValue(double value) const { return QString::number(value, 'g', kSignificant); }

double RealField::valueFromText(const QString& text) const {
  QString number = text;
  if (!suffix().isEmpty() && number.endsWith(suffix())) number.chop(suffix().size());
  return number.trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toDouble();
}

QValidator::State RealField::validate(QString& text, int&) const {
  QString number = text;
  if (!suffix().isEmpty() && number.endsWith(suffix())) number.chop(suffix().size());
  number = number.trimmed().replace(QLatin1Char(','), QLatin1Char('.'));
  bool fine = false;
  const double value = number.toDouble(&fine);
  if (fine) return value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
  const bool begun =
      std::all_of(number.begin(), number.end(), [](QChar c) { return c.isDigit() || QStringLiteral("+-.eE").contains(c); });
  return begun ? QValidator::Intermediate : QValidator::Invalid;
}

OptionEditor makeOptionEditor(const OptionSpec& spec, QWidget* parent, std::function<void(const QVariant&)> edited) {
  const QByteArray name = "option." + spec.path.toLatin1();
  OptionEditor editor;
  switch (spec.kind) {
    case OptionKind::integer: {
      auto* field = named(new QSpinBox(parent), name.constData(), spec.path);
      constexpr double kMost = std::numeric_limits<int>::max();
      field->setRange(static_cast<int>(std::max(spec.low, -kMost)), static_cast<int>(std::min(spec.high, kMost)));
      field->setGroupSeparatorShown(true);
      field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
      field->setSuffix(suffixOf(spec.unit));
      field->setKeyboardTracking(false);
      QObject::connect(field, &QSpinBox::valueChanged, field, [edited](int value) { edited(qlonglong{value}); });
      editor.show = [field](const QVariant& value) {
        const QSignalBlocker quiet(field);
        field->setValue(value.toInt());
      };
      editor.widget = field;
      break;
    }
    case OptionKind::real: {
      auto* field = named(new RealField(parent), name.constData(), spec.path);
      field->setRange(spec.low, spec.high);
      field->setSuffix(suffixOf(spec.unit));
      field->setKeyboardTracking(false);
      QObject::connect(field, &QDoubleSpinBox::valueChanged, field, [edited](double value) { edited(value); });
      editor.show = [field](const QVariant& value) {
        const QSignalBlocker quiet(field);
        field->setValue(value.toDouble());
      };
      editor.widget = field;
      break;
    }
    case OptionKind::flag: {
      auto* box = named(new QCheckBox(parent), name.constData(), spec.path);
      QObject::connect(box, &QCheckBox::toggled, box, [edited](bool on) { edited(on); });
      editor.show = [box](const QVariant& value) {
        const QSignalBlocker quiet(box);
        box->setChecked(value.toBool());
      };
      editor.widget = box;
      break;
    }
    case OptionKind::choice: {
      QComboBox* list = pickList(parent, name.constData(), spec.path);
      list->addItems(spec.choices);
      QObject::connect(list, &QComboBox::activated, list, [list, edited] { edited(list->currentText()); });
      editor.show = [list](const QVariant& value) { list->setCurrentText(value.toString()); };
      editor.widget = list;
      break;
    }
    case OptionKind::text: {
      auto* field = named(new QLineEdit(parent), name.constData(), spec.path);
      QObject::connect(field, &QLineEdit::editingFinished, field, [field, edited] {
        if (field->isModified()) edited(field->text());
        field->setModified(false);
      });
      editor.show = [field](const QVariant& value) {
        if (field->text() != value.toString()) field->setText(value.toString());
      };
      editor.widget = field;
      break;
    }
  }
  editor.widget->setFocusPolicy(Qt::StrongFocus);
  editor.widget->installEventFilter(new WheelGuard(editor.widget));
  editor.show(spec.value);
  return editor;
}

}  // namespace ssa

#include "moc_option_editor.cpp"
