// The two model slots and the device.
#include <QFileInfo>

#include <vector>

#include "app/session/model_store.h"
#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/session_private.h"

namespace ssa {
namespace {

constexpr int kRecentModels = 8;

using ModelPtr = std::shared_ptr<const Model>;

/// Dropped models with the slot each belongs to, and those that are none.
struct SortedModels {
  std::vector<std::pair<Slot, QString>> loads;
  std::vector<std::pair<Error, QString>> errors;
  Warnings left;  ///< more than the two slots take
};

/// A model with the SSA classifier goes to the SSA slot, a plain one to the baseline's; a second of the same
/// kind takes the other slot.
SortedModels slotsFor(const QStringList& paths, StopToken stop) {
  SortedModels sorted;
  std::array<bool, kSlots> taken{};
  for (const QString& path : paths) {
    const std::optional<ModelSource> source = modelSource(toPath(path));
    const auto model = source ? inspectModel(source->path, stop)
                              : Result<Loaded<ModelInfo>>(Error(ErrorCode::fileVanished, {{"path", toPath(path).string()}}));
    if (!model) {
      sorted.errors.emplace_back(model.error(), path);
      continue;
    }
    int slot = static_cast<int>(model->value.config.classifier == ClassifierKind::ssa ? Slot::ssa : Slot::baseline);
    if (taken[slot]) slot = 1 - slot;
    if (taken[slot]) {
      sorted.left.push_back({WarningCode::fileSkipped, {{"path", toPath(path).string()}, {"reason", "slots"}}});
      continue;
    }
    taken[slot] = true;
    sorted.loads.emplace_back(static_cast<Slot>(slot), path);
  }
  return sorted;
}

}  // namespace

void Session::Private::loadDropped(const QStringList& paths) {
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::importModel,
                     .subject = paths.front(),
                     .key = QStringLiteral("sort-models"),
                     .priority = kOnScreen};
  jobs.post<SortedModels>(
      spec, [paths](StopToken stop, ProgressSink&) -> Result<SortedModels> { return slotsFor(paths, stop); }, &q,
      [this, paths](Result<SortedModels> sorted) {
        if (!sorted) {
          Q_EMIT q.failed(sorted.error(), paths.front());
          return;
        }
        for (const auto& [slot, path] : sorted->loads) q.loadModel(slot, path);
        for (const auto& [error, path] : sorted->errors) Q_EMIT q.failed(error, path);
        if (!sorted->left.empty()) Q_EMIT q.warned(sorted->left, paths.front());
      });
}

void Session::loadModel(Slot slot, const QString& path) {
  Private::ModelSlot& own = d_->slots_[static_cast<int>(slot)];
  if (own.state == SlotState::loading) jobs_->stop(own.job);
  own.state = SlotState::loading;
  own.job = 0;
  const quint64 ticket = own.ticket = ++d_->lastTicket;
  Q_EMIT modelsChanged();
  const JobSpec spec{.lane = Lane::io,
                     .kind = JobKind::importModel,
                     .subject = path,
                     .key = QStringLiteral("import:%1").arg(ticket),
                     .priority = kOnScreen};
  using Folder = Loaded<std::filesystem::path>;
  const quint64 id = jobs_->post<Folder>(
      spec,
      [source = toPath(path), store = toPath(d_->modelsFolder)](StopToken stop, ProgressSink& progress) {
        return prepareModel(source, store, stop, progress);
      },
      this,
      [this, ticket, path](Result<Folder> folder) {
        if (folder)
          d_->openPrepared(ticket, path, folder->value, folder->warnings);
        else
          d_->modelFailed(ticket, path, folder.error());
      });
  if (own.ticket == ticket && own.job == 0) own.job = id;
}

void Session::Private::openPrepared(quint64 ticket, const QString& subject, const std::filesystem::path& folder,
                                    const Warnings& warnings) {
  struct Opened {
    Loaded<ModelPtr> model;
    DeviceReport device;
  };
  for (ModelSlot& slot : slots_) {
    if (slot.ticket != ticket) continue;
    const JobSpec spec{.lane = Lane::gpu,
                       .kind = JobKind::loadModel,
                       .subject = subject,
                       .key = QStringLiteral("load:%1").arg(ticket),
                       .priority = kOnScreen + 1};
    slot.job = 0;
    const quint64 id = jobs.post<Opened>(
        spec,
        [folder, warnings, wanted = settings.text("predict/device").toStdString()](StopToken stop,
                                                                                   ProgressSink& progress) -> Result<Opened> {
          auto report = ssa::selectDevice(wanted);
          if (!report) return report.error();
          auto model = openModel(folder, {.device = wanted, .labels = {}, .strict = true}, stop, &progress);
          if (!model) return model.error();
          model->warnings.insert(model->warnings.begin(), warnings.begin(), warnings.end());
          return Opened{std::move(*model), *report};
        },
        &q,
        [this, ticket, subject](Result<Opened> opened) {
          if (!opened) return modelFailed(ticket, subject, opened.error());
          device = opened->device;
          modelArrived(ticket, subject, std::move(opened->model));
        });
    if (slot.ticket == ticket && slot.job == 0) slot.job = id;
    return;
  }
}

void Session::Private::modelArrived(quint64 ticket, const QString& path, Loaded<ModelPtr> model) {
  for (ModelSlot& slot : slots_) {
    if (slot.ticket != ticket) continue;
    slot.ticket = 0;
    slot.state = SlotState::ready;
    slot.error = {};
    slot.model = std::move(model.value);
    slot.warnings = std::move(model.warnings);
    slot.predictionKey.clear();
    remember("recent/models", fromPath(slot.model->info().path), kRecentModels);
    modelsMoved();
    if (!slot.warnings.empty()) Q_EMIT q.warned(slot.warnings, path);
    return;
  }
}

void Session::Private::modelFailed(quint64 ticket, const QString& path, const Error& error) {
  for (ModelSlot& slot : slots_) {
    if (slot.ticket != ticket) continue;
    slot.ticket = 0;
    slot.state = slot.model ? SlotState::ready : SlotState::failed;
    slot.error = error;
    Q_EMIT q.modelsChanged();
    Q_EMIT q.failed(error, path);
    return;
  }
}

/// Another model stands in a slot: names, colours, truth and predictions follow.
void Session::Private::modelsMoved() {
  for (int i = 0; i < kSlots; ++i)
    if (slots_[i].predictionKey.isEmpty()) document.predictions_[i] = {};
  rememberModels();
  rebuildLabels();
  Q_EMIT q.modelsChanged();
  document.note(Document::Predictions | Document::State);
  refreshPredictions();
  findTruthOfPicture();
  prefetch();
}

void Session::Private::rememberModels() {
  for (const Slot slot : {Slot::baseline, Slot::ssa}) {
    const auto& model = slots_[static_cast<int>(slot)].model;
    settings.setValue(slot == Slot::baseline ? QStringLiteral("session/baseline") : QStringLiteral("session/ssa"),
                      model ? fromPath(model->info().path) : QString());
  }
}

void Session::unloadModel(Slot slot) {
  Private::ModelSlot& own = d_->slots_[static_cast<int>(slot)];
  if (own.state == SlotState::loading) jobs_->stop(own.job);
  own = {};
  d_->modelsMoved();
}

void Session::swapModels() {
  std::swap(d_->slots_[0], d_->slots_[1]);
  std::swap(document_->predictions_[0], document_->predictions_[1]);
  document_->scores_ = {};
  d_->modelsMoved();
}

SlotState Session::slotState(Slot slot) const { return d_->slots_[static_cast<int>(slot)].state; }

std::optional<ModelInfo> Session::model(Slot slot) const {
  const auto& model = d_->slots_[static_cast<int>(slot)].model;
  return model ? std::optional(model->info()) : std::nullopt;
}

std::shared_ptr<const Model> Session::loadedModel(Slot slot) const { return d_->slots_[static_cast<int>(slot)].model; }

const Warnings& Session::modelWarnings(Slot slot) const { return d_->slots_[static_cast<int>(slot)].warnings; }
const Error& Session::modelError(Slot slot) const { return d_->slots_[static_cast<int>(slot)].error; }
QStringList Session::recentModels() const { return settings_->list("recent/models"); }

DeviceReport Session::device() const { return d_->device; }

void Session::setDevice(const QString& wanted) {
  d_->selectDevice(wanted, [this, wanted](const Result<DeviceReport>& report) {
    if (!report) return;  // said; what is loaded stays where it is
    settings_->setValue(QStringLiteral("predict/device"), wanted);
    for (const Slot slot : {Slot::baseline, Slot::ssa})
      if (const auto& model = d_->slots_[static_cast<int>(slot)].model) loadModel(slot, fromPath(model->info().path));
  });
}

/// At the start: which device is used is known before any model is loaded. A device that is gone since the
/// last session is said once and gives way to `auto`.
void Session::Private::selectRememberedDevice() {
  selectDevice(settings.text("predict/device"), [this](const Result<DeviceReport>& report) {
    const QString fallback = QStringLiteral("auto");
    if (report || settings.text("predict/device") == fallback) return;
    settings.setValue(QStringLiteral("predict/device"), fallback);
    selectRememberedDevice();
  });
}

/// Asking may load the CUDA plug-in, so it is a job.
void Session::Private::selectDevice(const QString& wanted, std::function<void(const Result<DeviceReport>&)> then) {
  const JobSpec spec{.lane = Lane::gpu,
                     .kind = JobKind::loadModel,
                     .subject = wanted,
                     .key = QStringLiteral("device"),
                     .priority = kOnScreen + 1,
                     .listed = false};
  jobs.post<DeviceReport>(
      spec, [text = wanted.toStdString()](StopToken, ProgressSink&) { return ssa::selectDevice(text); }, &q,
      [this, wanted, then = std::move(then)](Result<DeviceReport> report) {
        if (report)
          device = *report;
        else
          Q_EMIT q.failed(report.error(), wanted);
        then(report);
        Q_EMIT q.modelsChanged();
      });
}

bool Session::baselineIsSecondModel() const {
  const auto& baseline = d_->slots_[static_cast<int>(Slot::baseline)].model;
  const auto& ssa = d_->slots_[static_cast<int>(Slot::ssa)].model;
  if (!baseline) return false;
  const std::string& shared = baseline->info().sharedSha256;
  return !ssa || shared.empty() || shared != ssa->info().sharedSha256;
}

}  // namespace ssa
