#include "app/cli/train_flags.h"

#include <array>

namespace ssa::cli {
namespace {

struct Short {
  std::string_view path;
  std::string_view flags;
};
constexpr std::array<Short, 17> kShorts{{
    {"data.path", "--data"},
    {"data.train_split", "--train-split"},
    {"data.val_split", "--val-split"},
    {"data.val_ratio", "--val-ratio"},
    {"data.hold_out", "--hold-out"},
    {"data.labels", "--labels"},
    {"data.id_map", "--id-map"},
    {"data.workers", "--workers"},
    {"data.cache_mb", "--cache-mb"},
    {"architecture", "--arch"},
    {"optimizer.kind", "--optimizer"},
    {"optimizer.lr", "--lr"},
    {"optimizer.head_lr_mult", "--head-lr-mult"},
    {"optimizer.weight_decay", "--weight-decay,--wd"},
    {"optimizer.warmup", "--warmup"},
    {"optimizer.clip_norm", "--clip-norm"},
    {"loss.loss_variant", "--loss-variant"},
}};

std::string flagsOf(const std::string& path) {
  std::string flags = "--" + path;
  for (const Short& one : kShorts)
    if (one.path == path) flags += "," + std::string(one.flags);
  return flags;
}

}  // namespace

/// Declares one options struct; values only serve the help.
class TrainFlags::Visitor {
 public:
  Visitor(TrainFlags& flags, CLI::App& app, std::string prefix, std::string group)
      : flags_(flags), app_(app), prefix_(std::move(prefix)), group_(std::move(group)) {}

  template <class T, class R>
  void field(std::string_view name, const T&, const Range<R>&, std::string_view unit, std::string_view help) {
    add(name, unit.empty() ? std::string(help) : std::string(help) + " (" + std::string(unit) + ")");
  }
  void field(std::string_view name, const std::string&, std::string_view help) { add(name, std::string(help)); }
  void flag(std::string_view name, const bool&, std::string_view help) { add(name, std::string(help) + ": true|false"); }
  template <class E, std::size_t N>
  void choice(std::string_view name, const E&, const Choice<E> (&choices)[N], std::string_view help) {
    std::string names;
    for (const Choice<E>& one : choices) names += (names.empty() ? "" : "|") + std::string(one.name);
    add(name, std::string(help) + ": " + names);
  }

 private:
  void add(std::string_view name, const std::string& help) {
    // --threads is a flag of every verb.
    if (prefix_.empty() && name == "threads") return;
    flags_.add(app_, prefix_ + std::string(name), help, group_);
  }
  TrainFlags& flags_;
  CLI::App& app_;
  std::string prefix_, group_;
};

void TrainFlags::add(CLI::App& app, const std::string& path, const std::string& help, const std::string& group) {
  app.add_option_function<std::string>(
         flagsOf(path), [this, path](const std::string& text) { given_.emplace_back(path, text); }, help)
      ->group(group);
}

void TrainFlags::declare(CLI::App& app) {
  TrainConfig defaults;
  const auto group = [&](const char* prefix, const char* title, auto& options) {
    Visitor visitor(*this, app, prefix, title);
    describe(visitor, options);
  };
  group("", "Run", defaults);
  add(app, "seed", "Seed of weights, batches and dropout", "Run");
  add(app, "freeze", "Prefixes of parameters that do not learn, comma-separated", "Run");
  group("data.", "Data", defaults.data);
  group("optimizer.", "Optimizer", defaults.optimizer);
  group("augment.", "Augmentation", defaults.augment);
  group("loss.", "SSA loss", defaults.loss);
  group("ssa.", "SSA classifier", defaults.ssa);
  app.add_option_function<std::string>(
         "--crop",
         [this](const std::string& text) {
           given_.emplace_back("augment.crop_width", text);
           given_.emplace_back("augment.crop_height", text);
         },
         "Side of a training crop (px)")
      ->group("Augmentation");
  app.add_flag_callback(
         "--amp", [this] { given_.emplace_back("precision", "bfloat16"); }, "bfloat16 on CUDA")
      ->group("Run");
  app.add_option("--set,--cfg-options", settings_, "Further values by dotted path, such as optimizer.poly_power=0.9")
      ->type_name("KEY=VALUE")
      ->group("Run");
}

Result<void> TrainFlags::apply(TrainConfig& config) const {
  for (const auto& [path, text] : given_) SSA_TRY(config.set(path, text));
  for (const std::string& setting : settings_) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos)
      return Error(ErrorCode::badOption, {{"option", "set"}, {"value", setting}, {"expected", "KEY=VALUE"}});
    SSA_TRY(config.set(setting.substr(0, equals), setting.substr(equals + 1)));
  }
  return {};
}

}  // namespace ssa::cli
