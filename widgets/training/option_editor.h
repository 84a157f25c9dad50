#pragma once

#include <QDoubleSpinBox>
#include <QVariant>

#include <functional>

#include "widgets/training/option_table.h"

namespace ssa {

/// A number from 1e-12 to 1e12 shown as short as it is (`0.00025`, `1e-08`), in steps of its own size.
class RealField : public QDoubleSpinBox {
  Q_OBJECT

 public:
  explicit RealField(QWidget* parent);
  QString textFromValue(double value) const override;
  double valueFromText(const QString& text) const override;
  QValidator::State validate(QString& text, int& pos) const override;
};

/// The widget of one option, with the same two ends for every kind.
struct OptionEditor {
  QWidget* widget = nullptr;
  std::function<void(const QVariant&)> show;  ///< without telling
};
/// `edited` is called with each value the user settles on. The wheel scrolls the page unless the field has the focus.
OptionEditor makeOptionEditor(const OptionSpec& spec, QWidget* parent, std::function<void(const QVariant&)> edited);

}  // namespace ssa
