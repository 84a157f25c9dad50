#pragma once

#include <QHash>
#include <QWidget>

#include <vector>

#include "widgets/training/option_editor.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QCheckBox;
class QToolButton;

namespace ssa {

/// Every option that `describe` names, as fields with ranges, units and help; searchable. What differs from the standard
/// is marked and can be put back one by one or all at once. Holds no state of its own: it shows what it is given and
/// tells what was edited.
class OptionsForm : public QWidget {
  Q_OBJECT

 public:
  explicit OptionsForm(QWidget* parent);

  /// Shows values against their standard; both list the same options. The fields are made the first time.
  void setOptions(const std::vector<OptionSection>& values, const std::vector<OptionSection>& standard);
  /// How many differ from the standard.
  int changedCount() const;
  QStringList changedPaths() const;

 Q_SIGNALS:
  void edited(const QString& path, const QVariant& value);

 private:
  struct Row {
    OptionSpec spec;
    QVariant standard;
    OptionEditor editor;
    QLabel* name = nullptr;
    QToolButton* reset = nullptr;
    QWidget* section = nullptr;
    bool isChanged() const { return spec.value != standard; }
  };
  void build(const std::vector<OptionSection>& sections);
  void addRow(const OptionSpec& spec, QGridLayout* grid, QWidget* section);
  void filter();
  static QString sectionTitle(const QString& id);
  static QString toolTip(const OptionSpec& spec, const QVariant& standard);

  QLineEdit* search_;
  QCheckBox* changedOnly_;
  QLabel* count_;
  QToolButton* resetAll_;
  QLabel* nothing_;
  QWidget* body_;
  std::vector<Row> rows_;
  std::vector<QWidget*> sections_;
};

}  // namespace ssa
