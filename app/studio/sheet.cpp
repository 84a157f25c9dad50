#include "app/studio/sheet.h"

#include <QCoreApplication>
#include <QImage>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/api/model.h"
#include "engine/api/predictor.h"
#include "engine/api/sidecar.h"
#include "engine/datasets/list_images.h"
#include "engine/image/difference.h"
#include "engine/image/read.h"
#include "engine/image/write.h"
#include "viz/figure/comparison_sheet.h"
#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;

constexpr int kRowsPerSheet = 12;
constexpr int kCellWidth_px = 400;

StopSource stopSource;
void onSignal(int) { stopSource.request_stop(); }

struct Words {
  Q_DECLARE_TR_FUNCTIONS(ssa::Sheet)
};
void print(const QString& line) {
  std::fputs((line + QLatin1Char('\n')).toLocal8Bit().constData(), stdout);
  std::fflush(stdout);
}
void complain(const Error& error) {
  const Message message = messageFor(error);
  std::fputs((QStringLiteral("ssa-studio: %1 %2\n").arg(message.text, message.remedy)).toLocal8Bit().constData(), stderr);
}

QImage toQImage(const Image8& image) {
  return QImage(image.pixels().data(), image.width(), image.height(), static_cast<qsizetype>(image.rowBytes()),
                QImage::Format_RGB888)
      .copy();
}

/// Coarse against refined: what stayed is pale, what changed keeps the refined class's colour.
QImage changedImage(const Image8& picture, const LabelMap& coarse, const LabelMap& refined, const Palette& palette) {
  LabelMap changed(refined.size());
  for (std::size_t i = 0; i < refined.labels().size(); ++i) {
    if (coarse.labels()[i] == refined.labels()[i]) continue;
    changed.labels()[i] = refined.labels()[i];
  }
  Image8 pale = picture;
  for (std::uint8_t& value : pale.pixels()) value = static_cast<std::uint8_t>(160 + value * 2 / 7);
  return toQImage(blendOverlay(pale, changed, palette, 1.0F));
}

/// One picture through both models.
class SheetWriter {
 public:
  SheetWriter(const fs::path& folder, std::shared_ptr<const Model> baseline, std::shared_ptr<const Model> ssa)
      : folder_(folder), baseline_(std::move(baseline)), ssa_(std::move(ssa)) {
    const Model& named = ssa_ ? *ssa_ : *baseline_;
    labels_ = named.info().config.labels;
    sheet_.columns.push_back({Words::tr("Picture"), QString()});
    const auto title = [](const Model& model) {
      const ModelInfo& info = model.info();
      return QString::fromStdString(info.title()) +
             (info.config.trained ? QString() : QLatin1String(", ") + Words::tr("untrained"));
    };
    if (baseline_) sheet_.columns.push_back({Words::tr("Baseline"), title(*baseline_)});
    if (ssa_ && ssa_->info().config.classifier == ClassifierKind::ssa) {
      sheet_.columns.push_back({Words::tr("Coarse"), title(*ssa_)});
      sheet_.columns.push_back({Words::tr("Refined"), title(*ssa_)});
      sheet_.columns.push_back({Words::tr("Changed by refinement"), Words::tr("coarse → refined, in the refined colours")});
    } else if (ssa_) {
      sheet_.columns.push_back({Words::tr("Second model"), title(*ssa_)});
    }
  }

  Result<void> add(const fs::path& picture, const std::string& stem, StopToken stop) {
    Result<Loaded<ReadImage>> read = readImage(picture);
    if (!read) return read.error();
    const Image8& image = read->value.image;
    SheetRow row{QString::fromStdString(picture.filename().string()), {}};
    row.cells.push_back({toQImage(image), QString(), false});
    NoProgress silent;
    const auto run = [&](const Model& model) { return predict(model, image, picture.string(), PredictOptions{}, stop, silent); };
    const auto keep = [&](const Prediction& prediction, const Model& model, MaskKind kind, const char* suffix) -> Result<void> {
      const LabelMap& mask = kind == MaskKind::coarse ? prediction.coarse : prediction.refined;
      const std::string name = stem + suffix;
      SSA_TRY(writeFile(folder_ / (name + ".png"), encodeIndexPng(mask)));
      Sidecar sidecar{name + ".png",
                      kind,
                      model.info().config.classifier == ClassifierKind::ssa,
                      mask.size(),
                      read->value.info.orientation,
                      model.info().config.labels,
                      prediction.provenance,
                      prediction.warnings};
      SSA_TRY(writeFile(folder_ / (name + ".json"), sidecar.toJson()));
      print(QString::fromStdString((folder_ / (name + ".png")).string()));
      row.cells.push_back({toQImage(colourise(mask, model.info().config.labels.palette())), QString(), true});
      const auto pixels = mask.histogram();
      for (std::size_t id = 0; id < kIgnore; ++id) {
        if (pixels[id] > 0 && model.info().config.labels == labels_) present_.insert(static_cast<int>(id));
      }
      return {};
    };
    if (baseline_) {
      Result<Prediction> prediction = run(*baseline_);
      if (!prediction) return prediction.error();
      SSA_TRY(keep(*prediction, *baseline_, MaskKind::refined, ".baseline"));
    }
    if (ssa_) {
      Result<Prediction> prediction = run(*ssa_);
      if (!prediction) return prediction.error();
      const bool both = ssa_->info().config.classifier == ClassifierKind::ssa;
      if (both) SSA_TRY(keep(*prediction, *ssa_, MaskKind::coarse, ".coarse"));
      SSA_TRY(keep(*prediction, *ssa_, MaskKind::refined, ".refined"));
      if (both)
        row.cells.push_back({changedImage(image, prediction->coarse, prediction->refined, labels_.palette()), QString(), true});
    }
    sheet_.rows.push_back(std::move(row));
    return static_cast<int>(sheet_.rows.size()) == kRowsPerSheet ? finish() : Result<void>{};
  }

  /// Draws what has gathered; nothing to do without rows.
  Result<void> finish() {
    if (sheet_.rows.empty()) return {};
    for (const int id : present_) {
      const LabelClass& entry = labels_.classes[static_cast<std::size_t>(id)];
      sheet_.legend.push_back({QString::fromStdString(entry.name), QColor(entry.colour.r, entry.colour.g, entry.colour.b)});
    }
    for (const auto& model : {baseline_, ssa_}) {
      if (!model) continue;
      sheet_.footer.push_back(QStringLiteral("%1: %2, SHA-256 %3")
                                  .arg(QString::fromStdString(model->info().name), QString::fromStdString(model->info().title()),
                                       QString::fromStdString(model->info().sha256.substr(0, 16))));
    }
    sheet_.footer.push_back(QStringLiteral("SSA Studio " SSA_VERSION));
    const QImage page = drawComparisonSheet(sheet_, kCellWidth_px);
    Image8 pixels(Size{page.width(), page.height()});
    const QImage rgb = page.convertToFormat(QImage::Format_RGB888);
    for (int y = 0; y < rgb.height(); ++y) std::copy_n(rgb.constScanLine(y), pixels.rowBytes(), pixels.row(y));
    const fs::path file = folder_ / (++sheets_ == 1 ? std::string("sheet.png") : "sheet-" + std::to_string(sheets_) + ".png");
    SSA_TRY(writeFile(file, encodePng(pixels)));
    print(QString::fromStdString(file.string()));
    sheet_.rows.clear();
    sheet_.legend.clear();
    sheet_.footer.clear();
    present_.clear();
    return {};
  }

 private:
  fs::path folder_;
  std::shared_ptr<const Model> baseline_, ssa_;
  LabelSet labels_;
  ComparisonSheet sheet_;
  std::set<int> present_;
  int sheets_ = 0;
};

Result<std::shared_ptr<const Model>> open(const QString& path, const QString& device, StopToken stop) {
  if (path.isEmpty()) return std::shared_ptr<const Model>();
  OpenModelOptions options;
  options.device = device.toStdString();
  Result<Loaded<std::shared_ptr<const Model>>> model = openModel(path.toStdString(), options, stop);
  if (!model) return model.error();
  return std::move(model->value);
}

int exitCode(const Error& error) { return error.code == ErrorCode::stopped ? 130 : 1; }

}  // namespace

int runSheet(const SheetJob& job) {
  std::signal(SIGINT, onSignal);
  std::signal(SIGTERM, onSignal);
  const StopToken stop = stopSource.get_token();
  std::vector<fs::path> pictures;
  int failures = 0;
  for (const QString& input : job.inputs) {
    Result<Loaded<ImageListing>> listing = listImages(input.toStdString(), Recursive::yes, stop);
    if (!listing) {
      complain(listing.error());
      ++failures;
      continue;
    }
    for (fs::path& file : listing->value.files) pictures.push_back(std::move(file));
  }
  if (pictures.empty()) return failures > 0 ? 1 : 2;
  Result<std::shared_ptr<const Model>> baseline = open(job.baseline, job.device, stop);
  if (!baseline) return complain(baseline.error()), exitCode(baseline.error());
  Result<std::shared_ptr<const Model>> ssa = open(job.ssa, job.device, stop);
  if (!ssa) return complain(ssa.error()), exitCode(ssa.error());
  if (!*baseline && !*ssa) return 2;
  const fs::path folder = job.folder.toStdString();
  std::error_code made;
  fs::create_directories(folder, made);
  if (made) return complain(errorFromErrno(made.value(), folder, true)), 1;

  SheetWriter writer(folder, *baseline, *ssa);
  std::map<std::string, int> stems;  // pictures of the same name from two folders are kept apart
  for (const fs::path& picture : pictures) {
    std::string stem = picture.stem().string();
    if (const int seen = stems[stem]++; seen > 0) stem += "-" + std::to_string(seen + 1);
    if (const Result<void> done = writer.add(picture, stem, stop); !done) {
      complain(done.error());
      ++failures;
      if (done.error().code == ErrorCode::stopped) break;
    }
  }
  if (const Result<void> done = writer.finish(); !done) {
    complain(done.error());
    ++failures;
  }
  if (stop.stop_requested()) return 130;
  return failures > 0 ? 1 : 0;
}

}  // namespace ssa
