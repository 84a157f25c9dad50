#include "widgets/training/options_form.h"
#include "widgets/training/option_sentences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include <map>

#include "engine/runs/train_config.h"
#include "tests/widgets/tests.h"

using namespace ssa;

namespace {

std::map<QString, OptionSpec> byPath(const TrainConfig& config) {
  std::map<QString, OptionSpec> all;
  for (const OptionSection& section : trainOptions(config))
    for (const OptionSpec& spec : section.options) all.emplace(spec.path, spec);
  return all;
}

// A form that is obeyed, as the page does it.
struct Stage {
  TrainConfig config, standard;
  OptionsForm form{nullptr};
  Stage() {
    QObject::connect(&form, &OptionsForm::edited, &form, [this](const QString& path, const QVariant& value) {
      setTrainOption(config, path, value);
      show();
    });
    show();
  }
  void show() { form.setOptions(trainOptions(config), trainOptions(standard)); }
  template <class W>
  W* find(const char* name) {
    return form.findChild<W*>(QLatin1String(name));
  }
};

}  // namespace

class OptionsFormTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyDescribedOptionIsListedWithItsRangeAndHelp() {
    const auto all = byPath({});
    for (const char* path : {"iterations", "precision", "optimizer.lr", "optimizer.kind", "loss.semantic_weight", "augment.flip",
                             "data.cache_mb", "channels_last"})
      QVERIFY2(all.contains(QLatin1String(path)), path);
    for (const auto& [path, spec] : all) QVERIFY2(spec.help.size() > 3, qPrintable(path));
    const OptionSpec& lr = all.at(QStringLiteral("optimizer.lr"));
    QVERIFY(lr.kind == OptionKind::real);
    QCOMPARE(lr.value.toDouble(), 2.5e-4);
    QCOMPARE(lr.high, 10.0);
    QCOMPARE(all.at(QStringLiteral("data.cache_mb")).unit, QStringLiteral("MB"));
    QCOMPARE(all.at(QStringLiteral("precision")).choices.size(), 3);
    // A float is what its reader wrote, not what its bits are.
    QCOMPARE(all.at(QStringLiteral("dropout")).value.toDouble(), 0.1);
  }

  void everyListedOptionCanBeSetAndReadBack() {
    for (const auto& [path, spec] : byPath({})) {
      QVariant other;
      switch (spec.kind) {
        case OptionKind::integer:
          other = static_cast<qlonglong>(spec.value.toLongLong() == static_cast<qlonglong>(spec.high) ? spec.low : spec.high);
          break;
        case OptionKind::real:
          other = spec.value.toDouble() == spec.high ? spec.low : spec.high;
          break;
        case OptionKind::flag:
          other = !spec.value.toBool();
          break;
        case OptionKind::choice:
          other = spec.choices.last() == spec.value.toString() ? spec.choices.first() : spec.choices.last();
          break;
        case OptionKind::text:
          other = QStringLiteral("elsewhere");
          break;
      }
      TrainConfig config;
      QVERIFY2(setTrainOption(config, path, other), qPrintable(path));
      QCOMPARE(byPath(config).at(path).value, other);
    }
  }

  void valuesOutsideTheirRangeAndUnknownOptionsAreRefused() {
    TrainConfig config;
    QVERIFY(!setTrainOption(config, QStringLiteral("optimizer.lr"), 11.0));
    QVERIFY(!setTrainOption(config, QStringLiteral("batch"), 0));
    QVERIFY(!setTrainOption(config, QStringLiteral("optimizer.kind"), QStringLiteral("adagrad")));
    QVERIFY(!setTrainOption(config, QStringLiteral("optimizer.nothing"), 1));
    QVERIFY(!setTrainOption(config, QStringLiteral("nowhere.lr"), 1));
    QVERIFY(config == TrainConfig{});
  }

  void fieldsEditTheConfiguration() {
    Stage stage;
    stage.find<QSpinBox>("option.batch")->setValue(4);
    QCOMPARE(stage.config.batch, 4);
    auto* lr = stage.find<QDoubleSpinBox>("option.optimizer.lr");
    QCOMPARE(lr->text(), QStringLiteral("0.00025"));
    lr->setValue(1e-3);
    QCOMPARE(stage.config.optimizer.lr, 1e-3);
    stage.find<QCheckBox>("option.channels_last")->setChecked(false);
    QVERIFY(!stage.config.channels_last);
    auto* precision = stage.find<QComboBox>("option.precision");
    precision->setCurrentIndex(2);
    Q_EMIT precision->activated(2);
    QVERIFY(stage.config.precision == Precision::bfloat16);
    auto* name = stage.find<QLineEdit>("option.name");
    QTest::keyClicks(name, QStringLiteral("first"));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(stage.config.name, std::string("first"));
  }

  void scientificNotationIsTakenAndShownShort() {
    Stage stage;
    auto* eps = stage.find<QDoubleSpinBox>("option.optimizer.eps");
    QCOMPARE(eps->text(), QStringLiteral("1e-08"));
    eps->selectAll();
    QTest::keyClicks(eps, QStringLiteral("2e-6"));
    QTest::keyClick(eps, Qt::Key_Return);
    QCOMPARE(stage.config.optimizer.eps, 2e-6);
  }

  void changesAreMarkedAndCanBePutBack() {
    Stage stage;
    QCOMPARE(stage.form.changedCount(), 0);
    auto* reset = stage.find<QToolButton>("reset.batch");
    QVERIFY(reset->isHidden());
    stage.find<QSpinBox>("option.batch")->setValue(4);
    stage.find<QCheckBox>("option.channels_last")->setChecked(false);
    QCOMPARE(stage.form.changedPaths(), (QStringList{QStringLiteral("batch"), QStringLiteral("channels_last")}));
    QVERIFY(!reset->isHidden());
    reset->click();
    QCOMPARE(stage.config.batch, stage.standard.batch);
    QCOMPARE(stage.form.changedCount(), 1);
    stage.find<QToolButton>("optionsReset")->click();
    QVERIFY(stage.config == stage.standard);
    QCOMPARE(stage.form.changedCount(), 0);
  }

  void searchFindsByNameAndByHelp() {
    Stage stage;
    auto* search = stage.find<QLineEdit>("optionSearch");
    const auto shown = [&](const char* name) { return !stage.find<QWidget>(name)->isHidden(); };
    search->setText(QStringLiteral("weight_decay"));
    QVERIFY(shown("option.optimizer.weight_decay"));
    QVERIFY(!shown("option.batch"));
    search->setText(QStringLiteral("stochastic depth"));
    QVERIFY(shown("option.drop_path"));
    QVERIFY(!shown("option.optimizer.weight_decay"));
    search->clear();
    stage.find<QSpinBox>("option.batch")->setValue(4);
    stage.find<QCheckBox>("optionsChangedOnly")->setChecked(true);
    QVERIFY(shown("option.batch"));
    QVERIFY(!shown("option.iterations"));
  }

  void theCatalogueKnowsEveryHelp() {
    QStringList known;
    for (const char* sentence : optionSentences()) known += QString::fromUtf8(sentence);
    QStringList used;
    for (const auto& [path, spec] : byPath({})) {
      QVERIFY2(known.contains(spec.help), qPrintable(path + QStringLiteral(": ") + spec.help));
      used += spec.help;
    }
    for (const QString& sentence : known) QVERIFY2(used.contains(sentence), qPrintable(sentence));
  }

  void everyFieldHasASpokenNameHelpAndTheKeyboard() {
    Stage stage;
    for (const auto& [path, spec] : byPath({})) {
      auto* field = stage.form.findChild<QWidget*>(QStringLiteral("option.") + path);
      QVERIFY2(field, qPrintable(path));
      QVERIFY(!field->accessibleName().isEmpty() && !field->accessibleDescription().isEmpty());
      QVERIFY2(field->toolTip().contains(spec.help), qPrintable(path));
      QVERIFY(field->focusPolicy() & Qt::TabFocus);
    }
  }
};

std::unique_ptr<QObject> makeOptionsFormTest() { return std::make_unique<OptionsFormTest>(); }

#include "options_form_test.moc"
