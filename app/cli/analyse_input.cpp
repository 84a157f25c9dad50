#include "app/cli/analyse_input.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <utility>

#include "engine/datasets/list_images.h"
#include "engine/image/read.h"

namespace ssa::cli {

void AnalyseInput::declare(CLI::App& app, Takes takes) {
  app.add_option("--model", model_, "Model folder or checkpoint")->required();
  CLI::Option* image = app.add_option("--image", image_, "One picture");
  app.add_option("--truth", truth_, "Truth mask of that picture")->needs(image);
  app.add_option("--device", device_, "auto, cpu or cuda:N")->capture_default_str();
  app.add_option("--input-scale", scale_, "Network input = picture x scale")
      ->check(CLI::Range(0.25F, 4.0F))
      ->capture_default_str();
  if (takes == Takes::picture) {
    image->required();
    return;
  }
  CLI::Option* data = app.add_option("--data", data_, "Data set: a known layout, in place of --image")->excludes(image);
  app.add_option("--split", split_, "Split of the data set, such as val")->needs(data);
  CLI::Option* images =
      app.add_option("--images", images_, "Folder of pictures, in place of --data")->excludes(data)->excludes(image);
  CLI::Option* masks = app.add_option("--masks", masks_, "Folder of their truth masks")->needs(images);
  if (takes == Takes::pictureOrSet) images->needs(masks);
}

PredictOptions AnalyseInput::options() const {
  PredictOptions options;
  options.scales = {scale_};
  return options;
}

Result<std::shared_ptr<const Model>> AnalyseInput::open(Console& console, const std::string& path, const StopToken& stop) const {
  OpenModelOptions options;
  options.device = device_;
  auto model = openModel(path, options, stop, &console);
  if (!model) return std::move(model).error();
  console.warn(model->warnings);
  return std::move(model->value);
}

Result<Dataset> AnalyseInput::set(Console& console, const StopToken& stop) const {
  if (!data_.empty() || !masks_.empty()) {
    auto set = data_.empty() ? pairFolders(images_, masks_, stop) : openDataset(data_, split_, stop);
    if (!set) return std::move(set).error();
    console.warn(set->warnings);
    return std::move(set->value);
  }
  if (images_.empty())
    return Error(ErrorCode::badOption, {{"option", "image"}, {"value", ""}, {"expected", "--image, --data or --images"}});
  auto listing = listImages(images_, Recursive::no, stop);
  if (!listing) return std::move(listing).error();
  console.warn(listing->warnings);
  Dataset set;
  set.root = listing->value.root;
  for (const std::filesystem::path& file : listing->value.files)
    set.samples.push_back({file.lexically_relative(set.root).replace_extension().generic_string(), file, {}});
  return set;
}

Result<Image8> AnalyseInput::picture(Console& console) const {
  auto read = readImage(image_);
  if (!read) return std::move(read).error();
  console.warn(read->warnings);
  return std::move(read->value.image);
}

Result<std::optional<LabelMap>> AnalyseInput::truth(const Model& model) const {
  if (truth_.empty()) return std::optional<LabelMap>();
  auto read = mask(truth_, model);
  if (!read) return std::move(read).error();
  return std::optional<LabelMap>(std::move(*read));
}

Result<LabelMap> AnalyseInput::mask(const std::string& path, const Model& model) const {
  auto read = readTruth(path, model.info().config.labels, {});
  if (!read) return std::move(read).error();
  return std::move(read->value);
}

Result<std::shared_ptr<const ImageTrace>> AnalyseInput::trace(std::shared_ptr<const Model> model, const Image8& picture,
                                                              Console& console, const StopToken& stop) const {
  return traceImage(std::move(model), picture, image_, options(), stop, console);
}

Result<int> classOf(const std::string& idOrName, const LabelSet& labels, const std::string& option) {
  int id = -1;
  const char* end = idOrName.data() + idOrName.size();
  const auto [at, code] = std::from_chars(idOrName.data(), end, id);
  if (code == std::errc() && at == end && id >= 0 && id < labels.count()) return id;
  for (int k = 0; k < labels.count(); ++k)
    if (labels.classes[static_cast<std::size_t>(k)].name == idOrName) return k;
  return Error(ErrorCode::badOption,
               {{"option", option},
                {"value", idOrName},
                {"expected", "a class of the model: its id 0.." + std::to_string(labels.count() - 1) + " or its name"}});
}

std::string classText(int id, const LabelSet& labels) {
  return std::to_string(id) + " " + labels.classes[static_cast<std::size_t>(id)].name;
}

std::string percent(const std::optional<double>& value) { return value ? fixed(*value, 2) : "-"; }
Json orNull(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json traceJson(const ImageTraceInfo& info) {
  return {{"image", info.image},
          {"model", info.model},
          {"model_title", info.modelTitle},
          {"model_sha256", info.modelSha256},
          {"picture", {{"width", info.picture.width}, {"height", info.picture.height}}},
          {"cells", {{"width", info.cells.width}, {"height", info.cells.height}}},
          {"classes", info.classes},
          {"channels", info.channels}};
}

Json skippedJson(Console& console, const std::vector<SkippedSample>& skipped) {
  Json list = Json::array();
  for (const SkippedSample& sample : skipped) {
    console.complain(sample.error);
    list.push_back({{"path", sample.path}, {"error", toJson(sample.error)}});
  }
  if (!skipped.empty()) console.note(std::to_string(skipped.size()) + " pictures were left out of the figures.");
  return list;
}

}  // namespace ssa::cli
