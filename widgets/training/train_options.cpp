#include "engine/runs/train_config.h"
#include "widgets/training/option_table.h"

namespace ssa {
namespace {

// The parts of a configuration in the order the form shows them.
template <class F>
void eachPart(TrainConfig& config, F&& visit) {
  visit("", config);
  visit("optimizer", config.optimizer);
  visit("ssa", config.ssa);
  visit("loss", config.loss);
  visit("augment", config.augment);
  visit("data", config.data);
}

}  // namespace

std::vector<OptionSection> trainOptions(const TrainConfig& config) {
  TrainConfig copy = config;
  std::vector<OptionSection> sections;
  eachPart(copy, [&](const char* id, auto& part) {
    OptionSection section;
    section.id = QString::fromLatin1(id);
    OptionReader reader(section.options, section.id);
    describe(reader, part);
    sections.push_back(std::move(section));
  });
  return sections;
}

bool setTrainOption(TrainConfig& config, const QString& path, const QVariant& value) {
  const qsizetype dot = path.indexOf(QLatin1Char('.'));
  const QString id = dot < 0 ? QString() : path.left(dot);
  bool done = false;
  eachPart(config, [&](const char* part, auto& options) {
    if (id != QLatin1String(part)) return;
    OptionWriter writer(path.mid(dot + 1), value);
    describe(writer, options);
    done = writer.done();
  });
  return done;
}

}  // namespace ssa
