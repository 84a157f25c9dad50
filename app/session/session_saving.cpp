// Masks and pictures to files, each with a JSON sidecar.
#include <QBuffer>
#include <QImageWriter>
#include <QJsonDocument>
#include <QJsonObject>

#include <string>
#include <string_view>

#include "app/session/qt_convert.h"
#include "app/session/session.h"
#include "app/session/session_private.h"
#include "engine/api/sidecar.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"

namespace ssa {
namespace {

constexpr const char* kProgram = "SSA Studio " SSA_VERSION;

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }
QString compact(const QJsonObject& json) { return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)); }
QJsonObject parsed(const QString& json) { return QJsonDocument::fromJson(json.toUtf8()).object(); }

std::filesystem::path sidecarOf(const std::filesystem::path& file) {
  std::filesystem::path sidecar = file;
  return sidecar.replace_extension(".json");
}

/// Writes the picture, then what tells where it comes from.
Result<void> writeBoth(const std::filesystem::path& file, std::span<const std::byte> bytes, std::string_view sidecar) {
  SSA_TRY(writeFile(file, bytes));
  return writeFile(sidecarOf(file), sidecar);
}

QJsonObject sizeFields(const QString& kind, const std::filesystem::path& file, int width, int height) {
  return {{QStringLiteral("format"), 1},
          {QStringLiteral("mask"), fromPath(file.filename())},
          {QStringLiteral("kind"), kind},
          {QStringLiteral("width"), width},
          {QStringLiteral("height"), height}};
}

}  // namespace

QString Session::provenance(ViewKind view) const {
  if (document_->isEmpty()) return {};
  const auto* const predicted = [&]() -> const Prediction* {
    if (!document_->mask(view) || view == ViewKind::truth) return nullptr;
    return document_->prediction(view == ViewKind::baseline ? Slot::baseline : Slot::ssa).get();
  }();
  if (predicted) return text(predicted->provenance.toJson());

  QJsonObject json{{QStringLiteral("program"), text(kProgram)}, {QStringLiteral("image"), document_->path()}};
  if (view == ViewKind::truth) {
    if (!document_->truth()) return {};
    json.insert(QStringLiteral("truth"), document_->truthPath());
  } else if (view == ViewKind::flips || view == ViewKind::gains) {
    if (!document_->difference(view)) return {};
    const bool againstBaseline = view == ViewKind::gains && document_->prediction(Slot::baseline);
    json.insert(QStringLiteral("first"), parsed(provenance(againstBaseline ? ViewKind::baseline : ViewKind::coarse)));
    json.insert(QStringLiteral("second"), parsed(provenance(ViewKind::refined)));
    if (view == ViewKind::gains) json.insert(QStringLiteral("truth"), document_->truthPath());
  } else if (view != ViewKind::image) {
    return {};
  }
  return compact(json);
}

void Session::saveMask(ViewKind view, const QString& file) {
  std::shared_ptr<const LabelMap> map = document_->mask(view);
  if (const auto difference = document_->difference(view)) map = {difference, &difference->codes};
  if (!map) return;
  const std::filesystem::path path = toPath(file);
  const QString origin = provenance(view);
  std::string sidecar;
  if (const auto prediction = document_->prediction(view == ViewKind::baseline ? Slot::baseline : Slot::ssa);
      prediction && document_->mask(view) && view != ViewKind::truth) {
    sidecar = Sidecar{.mask = path.filename().string(),
                      .kind = view == ViewKind::coarse ? MaskKind::coarse : MaskKind::refined,
                      .hasSsa = !prediction->coarse.empty(),
                      .size = map->size(),
                      .orientation = document_->info().orientation,
                      .labels = labels(),
                      .provenance = prediction->provenance,
                      .warnings = prediction->warnings}
                  .toJson();
  } else {
    const QString kind = view == ViewKind::truth   ? QStringLiteral("truth")
                         : view == ViewKind::flips ? QStringLiteral("flips")
                                                   : QStringLiteral("gains");
    QJsonObject json = sizeFields(kind, path, map->width(), map->height());
    json.insert(QStringLiteral("exif_orientation"), document_->info().orientation);
    json.insert(QStringLiteral("provenance"), parsed(origin));
    if (view == ViewKind::truth)
      json.insert(QStringLiteral("labels"), parsed(text(labels().toJson())));
    else
      json.insert(QStringLiteral("codes"), QJsonObject{{QStringLiteral("0"), QStringLiteral("same")},
                                                       {QStringLiteral("1"), QStringLiteral("changed")},
                                                       {QStringLiteral("2"), QStringLiteral("gained")},
                                                       {QStringLiteral("3"), QStringLiteral("lost")},
                                                       {QStringLiteral("4"), QStringLiteral("both wrong")}});
    sidecar = QJsonDocument(json).toJson().toStdString();
  }
  d_->save(file, [map, path, sidecar, origin = origin.toStdString()](StopToken, ProgressSink&) {
    return writeBoth(path, encodeIndexPng(*map, {{"provenance", origin}}), sidecar);
  });
}

void Session::saveImage(const QImage& picture, const QString& file, const QString& provenanceJson) {
  if (picture.isNull()) return;
  const std::filesystem::path path = toPath(file);
  QJsonObject json = sizeFields(QStringLiteral("view"), path, picture.width(), picture.height());
  json.insert(QStringLiteral("provenance"), parsed(provenanceJson));
  d_->save(file,
           [picture, path, provenanceJson, sidecar = QJsonDocument(json).toJson().toStdString()](StopToken,
                                                                                                 ProgressSink&) -> Result<void> {
             QByteArray png;
             QBuffer buffer(&png);
             buffer.open(QIODevice::WriteOnly);
             QImageWriter writer(&buffer, "png");
             writer.setText(QStringLiteral("provenance"), provenanceJson);
             if (!writer.write(picture))
               return Error(ErrorCode::writeFailed, {{"path", path.string()}, {"reason", writer.errorString().toStdString()}});
             return writeBoth(path, std::as_bytes(std::span(png.constData(), static_cast<std::size_t>(png.size()))), sidecar);
           });
}

void Session::saveBytes(const QByteArray& bytes, const QString& file) {
  d_->save(file, [bytes, path = toPath(file)](StopToken, ProgressSink&) {
    return writeFile(path, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
  });
}

void Session::Private::save(const QString& file, std::function<Result<void>(StopToken, ProgressSink&)> work) {
  const JobSpec spec{
      .lane = Lane::io, .kind = JobKind::save, .subject = file, .key = QStringLiteral("save:") + file, .priority = kOnScreen};
  jobs.post<void>(spec, std::move(work), &q, [this, file](Result<void> done) {
    if (done)
      Q_EMIT q.saved(file);
    else
      Q_EMIT q.failed(done.error(), file);
  });
}

}  // namespace ssa
