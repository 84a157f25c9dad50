#include <nlohmann/json.hpp>

#include "engine/api/predictor.h"

namespace ssa {

std::string Provenance::toJson() const {
  using Json = nlohmann::ordered_json;
  Json json;
  json["program"] = program;
  json["model"] = model;
  json["model_title"] = modelTitle;
  json["model_sha256"] = modelSha256;
  json["trained"] = trained;
  json["device"] = device;
  Json parsed = Json::parse(options, nullptr, false);
  json["options"] = parsed.is_discarded() ? Json(options) : std::move(parsed);
  json["image"] = image;
  json["created"] = created;
  // Bytes of a path need not be UTF-8; what is not becomes U+FFFD instead of an exception.
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace ssa
