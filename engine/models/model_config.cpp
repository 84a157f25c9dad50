#include "engine/models/model_config.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "engine/core/describe.h"
#include "engine/core/json.h"
#include "engine/core/label_map.h"

namespace ssa {
namespace {

using nlohmann::json;

constexpr int kFormat = 1;
constexpr int kFewestClasses = 2;  // the reference breaks with one
constexpr int kMaxHeadChannels = 16'384;

constexpr std::array kClassifiers{Choice<ClassifierKind>{ClassifierKind::plain, "plain"},
                                  Choice<ClassifierKind>{ClassifierKind::ssa, "ssa"}};
constexpr std::array kCentreSoftmaxes{Choice<CentreSoftmax>{CentreSoftmax::positions, "positions"},
                                      Choice<CentreSoftmax>{CentreSoftmax::classes, "classes"}};
constexpr std::array kPositionEncodings{Choice<PositionEncoding>{PositionEncoding::conditional, "conditional"},
                                        Choice<PositionEncoding>{PositionEncoding::sinusoidal, "sinusoidal"},
                                        Choice<PositionEncoding>{PositionEncoding::learnable, "learnable"}};

/// The double that prints as the float does: 0.1, not 0.10000000149.
double shortest(float value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  double wide = 0;
  std::from_chars(text, end, wide);
  return wide;
}

/// What is wrong with a configuration; becomes badConfig in one place.
struct ConfigFault {
  std::string reason;
};

template <class E, std::size_t n>
std::string nameOf(const std::array<Choice<E>, n>& choices, E value) {
  for (const Choice<E>& choice : choices)
    if (choice.value == value) return std::string(choice.name);
  throw ContractViolation("enumerator without a name");
}

/// Reads members of one JSON object; absent ones keep the value they have unless they are required.
class Members {
 public:
  Members(const json& object, std::string place) : object_(object), place_(std::move(place)) {
    if (!object.is_object()) throw ConfigFault{(place_.empty() ? "top level" : place_) + " is not an object"};
  }

  const json* find(const char* key) const {
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }
  const json& require(const char* key) const {
    if (const json* found = find(key)) return *found;
    throw ConfigFault{label(key) + " is missing"};
  }
  std::string label(const char* key) const { return place_.empty() ? key : place_ + "." + key; }

  void read(const char* key, bool& value) const {
    if (const json* found = find(key)) {
      if (!found->is_boolean()) throw ConfigFault{label(key) + " is neither true nor false"};
      value = found->get<bool>();
    }
  }
  void read(const char* key, float& value, float low, float high) const {
    if (const json* found = find(key)) value = number(*found, label(key), low, high);
  }
  void read(const char* key, std::array<float, 3>& values, float low, float high) const {
    const json* found = find(key);
    if (!found) return;
    if (!found->is_array() || found->size() != values.size()) throw ConfigFault{label(key) + " has not three numbers"};
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = number((*found)[i], label(key), low, high);
  }
  template <class E, std::size_t n>
  void read(const char* key, const std::array<Choice<E>, n>& choices, E& value) const {
    const json* found = find(key);
    if (!found) return;
    if (found->is_string())
      for (const Choice<E>& choice : choices)
        if (*found == choice.name) {
          value = choice.value;
          return;
        }
    std::string names;
    for (const Choice<E>& choice : choices) names += (names.empty() ? "" : ", ") + std::string(choice.name);
    throw ConfigFault{label(key) + " is none of " + names};
  }

  static int whole(const json& value, const std::string& what, int low, int high) {
    const bool fits = value.is_number_integer() && !(value.is_number_unsigned() && value.get<std::uint64_t>() > 0x7FFFFFFFU) &&
                      value.get<std::int64_t>() >= low && value.get<std::int64_t>() <= high;
    if (!fits) throw ConfigFault{what + " is no whole number in " + std::to_string(low) + ".." + std::to_string(high)};
    return value.get<int>();
  }

 private:
  static float number(const json& value, const std::string& what, float low, float high) {
    if (!value.is_number()) throw ConfigFault{what + " is no number"};
    const auto read = value.get<float>();
    if (!(read >= low && read <= high)) throw ConfigFault{what + " is out of range"};
    return read;
  }

  const json& object_;
  std::string place_;
};

ModelConfig configFrom(const json& parsed, std::string_view origin) {
  const Members top(parsed, "");
  ModelConfig config;
  const json& architecture = top.require("architecture");
  if (!architecture.is_string()) throw ConfigFault{"architecture is no text"};
  config.architecture = architecture.get<std::string>();
  const auto& known = architectures();
  if (std::none_of(known.begin(), known.end(), [&](const ArchitectureInfo& info) { return info.id == config.architecture; }))
    throw ConfigFault{"architecture is unknown: " + config.architecture.substr(0, 60)};
  top.require("classifier");
  top.read("classifier", kClassifiers, config.classifier);
  config.num_classes = Members::whole(top.require("num_classes"), "num_classes", kFewestClasses, kMaxClasses);
  if (const json* channels = top.find("head_channels"))
    config.head_channels = Members::whole(*channels, "head_channels", 0, kMaxHeadChannels);
  top.read("plain_fusion", config.plainFusion);
  top.read("dropout", config.dropout, 0.0F, 0.99F);
  top.read("drop_path", config.drop_path, 0.0F, 0.99F);
  top.read("mean", config.mean, -1e4F, 1e4F);
  top.read("std", config.std, 1e-3F, 1e4F);
  top.read("trained", config.trained);
  if (const json* ssa = top.find("ssa")) {
    const Members members(*ssa, "ssa");
    members.read("semantic", config.ssa.semantic);
    members.read("spatial", config.ssa.spatial);
    members.read("centre_softmax", kCentreSoftmaxes, config.ssa.centreSoftmax);
    members.read("position_encoding", kPositionEncodings, config.ssa.positionEncoding);
    members.read("position_basis_only", config.ssa.positionBasisOnly);
    if (!config.ssa.semantic && !config.ssa.spatial) throw ConfigFault{"ssa has neither semantic nor spatial"};
  }
  if (const json* labels = top.find("labels")) {
    auto read = LabelSet::fromJson(labels->dump(), origin);
    if (!read) throw ConfigFault{"labels: " + std::string(read.error().arg("reason"))};
    config.labels = *std::move(read);
  } else {
    config.labels = LabelSet::numbered(config.num_classes);
  }
  if (config.labels.count() != config.num_classes)
    throw ConfigFault{"labels has " + std::to_string(config.labels.count()) + " classes for " +
                      std::to_string(config.num_classes)};
  return config;
}

}  // namespace

const std::vector<ArchitectureInfo>& architectures() {
  static const std::vector<ArchitectureInfo> kAll{
      {"seaformer_t", "SeaFormer-T", "seaformer"}, {"seaformer_s", "SeaFormer-S", "seaformer"},
      {"seaformer_b", "SeaFormer-B", "seaformer"}, {"seaformer_l", "SeaFormer-L", "seaformer"},
      {"mit_b0", "SegFormer-B0", "mit"},           {"mit_b1", "SegFormer-B1", "mit"},
      {"mit_b2", "SegFormer-B2", "mit"},           {"mit_b3", "SegFormer-B3", "mit"},
      {"mit_b4", "SegFormer-B4", "mit"},           {"mit_b5", "SegFormer-B5", "mit"},
  };
  return kAll;
}

std::string ModelConfig::toJson() const {
  nlohmann::ordered_json out;
  out["format"] = kFormat;
  out["architecture"] = architecture;
  out["classifier"] = nameOf(kClassifiers, classifier);
  out["num_classes"] = num_classes;
  out["head_channels"] = head_channels;
  out["plain_fusion"] = plainFusion;
  if (classifier == ClassifierKind::ssa)
    out["ssa"] = {{"semantic", ssa.semantic},
                  {"spatial", ssa.spatial},
                  {"centre_softmax", nameOf(kCentreSoftmaxes, ssa.centreSoftmax)},
                  {"position_encoding", nameOf(kPositionEncodings, ssa.positionEncoding)},
                  {"position_basis_only", ssa.positionBasisOnly}};
  out["dropout"] = shortest(dropout);
  out["drop_path"] = shortest(drop_path);
  for (const float value : mean) out["mean"].push_back(shortest(value));
  for (const float value : std) out["std"].push_back(shortest(value));
  out["trained"] = trained;
  out["labels"] = nlohmann::ordered_json::parse(labels.toJson());
  return out.dump(2) + "\n";
}

Result<ModelConfig> ModelConfig::fromJson(std::string_view text, std::string_view origin) {
  const auto parsed = parseJson(text, origin);
  if (!parsed) return parsed.error();
  try {
    const int format = Members::whole(Members(*parsed, "").require("format"), "format", 1, 1'000'000);
    if (format > kFormat)
      return Error(ErrorCode::newerVersion,
                   {{"path", std::string(origin)}, {"found", std::to_string(format)}, {"supported", std::to_string(kFormat)}});
    return configFrom(*parsed, origin);
  } catch (const ConfigFault& fault) {
    return Error(ErrorCode::badConfig, {{"path", std::string(origin)}, {"reason", fault.reason}});
  }
}

}  // namespace ssa
