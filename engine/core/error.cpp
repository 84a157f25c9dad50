#include "engine/core/error.h"

#include <array>
#include <cstddef>

namespace ssa {
namespace {

constexpr std::array kErrorNames{
    "stopped",
    "out_of_memory",
    "file_not_found",
    "file_vanished",
    "permission_denied",
    "not_a_file",
    "not_a_folder",
    "folder_empty",
    "file_empty",
    "file_too_large",
    "read_failed",
    "write_failed",
    "disk_full",
    "unknown_format",
    "image_damaged",
    "image_too_large",
    "image_unsupported",
    "mask_is_colour",
    "mask_id_out_of_range",
    "size_mismatch",
    "checkpoint_damaged",
    "checkpoint_refused",
    "no_weights",
    "keys_mismatch",
    "architecture_unknown",
    "class_count_mismatch",
    "model_folder_invalid",
    "newer_version",
    "device_unavailable",
    "device_fault",
    "bad_option",
    "bad_config",
    "run_busy",
    "dataset_unfit",
    "nothing_to_learn",
    "training_diverged",
    "trainer_died",
    "contract",
    "internal",
};
static_assert(kErrorNames.size() == static_cast<std::size_t>(ErrorCode::internal) + 1);

constexpr std::array kWarningNames{
    "pickle_not_executed", "extra_tensors_ignored", "missing_tensors_filled", "non_finite_weights", "class_names_missing",
    "palette_generated",   "ids_outside_table",     "exif_invalid",           "first_page_only",    "alpha_dropped",
    "depth_reduced",       "colour_converted",      "smaller_tiles",          "device_fell_back",   "file_skipped",
    "non_finite_step",     "empty_batch",           "checkpoint_not_written", "untrained",
};
static_assert(kWarningNames.size() == static_cast<std::size_t>(WarningCode::untrained) + 1);

std::string joined(std::string_view head, const Error::Args& args) {
  std::string text(head);
  for (std::size_t i = 0; i < args.size(); ++i) {
    text += i == 0 ? ": " : ", ";
    text += args[i].first + "=" + args[i].second;
  }
  return text;
}

}  // namespace

std::string_view name(ErrorCode code) { return kErrorNames[static_cast<std::size_t>(code)]; }
std::string_view name(WarningCode code) { return kWarningNames[static_cast<std::size_t>(code)]; }

std::string_view Error::arg(std::string_view wanted) const {
  for (const auto& [key, value] : args)
    if (key == wanted) return value;
  return {};
}

std::string Error::toString() const { return joined(ssa::name(code), args); }
std::string Warning::toString() const { return joined(ssa::name(code), args); }

}  // namespace ssa
