#include <nlohmann/json.hpp>

#include "engine/datasets/health.h"
#include "engine/datasets/raw_ids.h"

namespace ssa {
namespace {

using Json = nlohmann::ordered_json;

Json jsonOf(const Finding& finding) {
  Json object = {
      {"kind", std::string(name(finding.kind))}, {"severity", std::string(name(finding.severity))}, {"count", finding.count}};
  for (const auto& [key, value] : finding.args) object[key] = value;
  Json& files = object["files"] = Json::array();
  for (const FindingFile& file : finding.files) files.push_back({{"path", file.path}, {"detail", file.detail}});
  return object;
}

Json jsonOf(const SideHealth& side, const LabelSet& labels) {
  const auto sizeOf = [](Size size) { return Json::array({size.width, size.height}); };
  Json object = {{"split", side.split},
                 {"pairs", side.pairs},
                 {"usable", side.usable},
                 {"smallest", sizeOf(side.smallest)},
                 {"largest", sizeOf(side.largest)}};
  Json& classes = object["classes"] = Json::array();
  for (std::size_t k = 0; k < side.class_pixels.size(); ++k)
    classes.push_back(
        {{"id", k}, {"name", labels.classes[k].name}, {"pixels", side.class_pixels[k]}, {"masks", side.class_masks[k]}});
  return object;
}

Json jsonOf(const RawIdCount& id, const LabelSet& labels) {
  Json object = {{"raw", id.raw},
                 {"pixels", id.pixels},
                 {"masks", id.masks},
                 {"first_mask", id.first_mask},
                 {"first_at", {id.first_at.x, id.first_at.y}}};
  if (id.becomes == kIgnore) {
    object["becomes"] = "ignored";
  } else if (id.becomes == RawIdRule::kUnknown) {
    object["becomes"] = "unknown";
  } else {
    object["becomes"] = id.becomes;
    object["class"] = labels.classes[static_cast<std::size_t>(id.becomes)].name;
  }
  return object;
}

}  // namespace

std::string HealthReport::toJson(const LabelSet& labels) const {
  Json object = {{"fit", fit()}};
  for (const char* key : {"findings", "splits", "ids", "colours"}) object[key] = Json::array();
  for (const Finding& finding : findings) object["findings"].push_back(jsonOf(finding));
  for (const SideHealth& side : sides) object["splits"].push_back(jsonOf(side, labels));
  for (const RawIdCount& id : ids) object["ids"].push_back(jsonOf(id, labels));
  for (const ColourCount& one : colours)
    object["colours"].push_back(
        {{"colour", {one.colour.r, one.colour.g, one.colour.b}}, {"pixels", one.pixels}, {"class", one.of_class}});
  return object.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string HealthReport::reasons() const {
  std::string text;
  for (const Finding& finding : findings) {
    const std::string kind(name(finding.kind));
    if (finding.severity == FindingSeverity::refuses && text.find(kind) == std::string::npos)
      text += (text.empty() ? "" : ", ") + kind;
  }
  return text;
}

std::string_view name(FindingSeverity severity) {
  switch (severity) {
    case FindingSeverity::refuses:
      return "refuses";
    case FindingSeverity::warns:
      return "warns";
    case FindingSeverity::informs:
      return "informs";
  }
  return "informs";
}

std::string_view name(FindingKind kind) {
  switch (kind) {
    case FindingKind::noUsablePair:
      return "no_usable_pair";
    case FindingKind::nothingLabelled:
      return "nothing_labelled";
    case FindingKind::maskIsColour:
      return "mask_is_colour";
    case FindingKind::idsUnknown:
      return "ids_unknown";
    case FindingKind::sizesDiffer:
      return "sizes_differ";
    case FindingKind::imageUnreadable:
      return "image_unreadable";
    case FindingKind::maskUnreadable:
      return "mask_unreadable";
    case FindingKind::unpaired:
      return "unpaired";
    case FindingKind::splitLeak:
      return "split_leak";
    case FindingKind::classesAbsent:
      return "classes_absent";
    case FindingKind::masksIgnored:
      return "masks_ignored";
    case FindingKind::duplicateImages:
      return "duplicate_images";
    case FindingKind::idsIgnored:
      return "ids_ignored";
  }
  return "unpaired";
}

}  // namespace ssa
