#include "engine/api/sidecar.h"

#include <nlohmann/json.hpp>

namespace ssa {

std::string Sidecar::toJson() const {
  using Json = nlohmann::ordered_json;
  Json json;
  json["format"] = 1;
  json["mask"] = mask;
  json["kind"] = !hasSsa ? "plain" : kind == MaskKind::coarse ? "coarse" : "refined";
  json["width"] = size.width;
  json["height"] = size.height;
  json["exif_orientation"] = orientation;
  json["ignore"] = kIgnore;
  json["provenance"] = Json::parse(provenance.toJson());
  json["labels"] = Json::parse(labels.toJson());
  Json& list = json["warnings"] = Json::array();
  for (const Warning& warning : warnings) list.push_back(warning.toString());
  // Bytes of a path need not be UTF-8; what is not becomes U+FFFD instead of an exception.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ssa
