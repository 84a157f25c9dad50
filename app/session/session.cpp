#include "app/session/session.h"

#include <QStandardPaths>

#include "app/session/qt_convert.h"
#include "app/session/session_private.h"
#include "engine/core/describe_json.h"
#include "engine/core/json.h"

namespace ssa {
namespace {

/// The remembered options; those of a text that does not fit are the defaults.
PredictOptions rememberedOptions(const Settings& settings) {
  PredictOptions options;
  if (const auto json = parseJson(settings.text("predict/options").toStdString(), "predict/options"))
    if (const Result<void> set = optionsFromJson(*json, options); !set) return {};
  return options;
}

}  // namespace

Session::Private::Private(Session& session, const Config& config)
    : q(session),
      settings(*session.settings_),
      jobs(*session.jobs_),
      images(*session.images_),
      document(*session.document_),
      modelsFolder(!config.modelsFolder.isEmpty() ? config.modelsFolder
                                                  : QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
                                                        QStringLiteral("/ssa-studio/models")),
      sampleFolder(config.sampleFolder),
      cache(static_cast<std::size_t>(session.settings_->number("cache/budget_bytes"))),
      options(rememberedOptions(*session.settings_)),
      optionsText(QString::fromStdString(optionsToJson(options))) {}

Session::Session(const Config& config, QObject* parent)
    : QObject(parent),
      settings_(std::make_unique<Settings>(config.settingsFile)),
      jobs_(std::make_unique<JobQueue>(config.synchronousJobs)),
      images_(std::make_unique<ImageList>(*jobs_)),
      document_(std::make_unique<Document>()),
      d_(std::make_unique<Private>(*this, config)) {
  images_->setThumbnailSide(static_cast<int>(settings_->number("strip/thumbnail_px")));
  connect(jobs_.get(), &JobQueue::jobStopped, this, [this](quint64 id) { d_->jobStopped(id); });
  connect(settings_.get(), &Settings::failed, this, [this](const Error& error) { Q_EMIT failed(error, settings_->file()); });
  if (!settings_->brokenFile().isEmpty())  // told once somebody listens
    QMetaObject::invokeMethod(
        this,
        [this] {
          const std::string kept = toPath(settings_->brokenFile()).string();
          Q_EMIT failed({ErrorCode::badConfig, {{"path", kept}, {"reason", "settings"}}}, settings_->brokenFile());
        },
        Qt::QueuedConnection);
  d_->selectRememberedDevice();
}

Session::~Session() {
  jobs_.reset();  // joins: no job may look at what goes next
}

void Session::Private::jobStopped(quint64 id) {
  for (auto it = reading.begin(); it != reading.end(); ++it) {
    if (it.value() != id) continue;
    if (it.key() == wantedPath) wantedPath = shown ? shown->path : QString();
    reading.erase(it);
    break;
  }
  if (const QString key = predicting.key(id); !key.isEmpty()) {
    predicting.remove(key);
    for (int i = 0; i < kSlots; ++i) {
      if (slots_[i].predictionKey != key) continue;
      slots_[i].predictionKey.clear();
      document.predictions_[i].state = document.predictions_[i].value ? PredictionState::ready : PredictionState::none;
      document.note(Document::State);
    }
  }
  for (ModelSlot& slot : slots_) {
    if (slot.state != SlotState::loading || slot.job != id) continue;
    slot.state = slot.model ? SlotState::ready : SlotState::empty;
    slot.ticket = 0;
    Q_EMIT q.modelsChanged();
  }
}

}  // namespace ssa

#include "moc_session.cpp"
