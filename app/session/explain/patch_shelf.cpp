#include "app/session/explain/patch_shelf.h"

#include <QDir>
#include <QFile>
#include <QUrl>

#include <algorithm>
#include <utility>

#include "app/session/qt_convert.h"

namespace ssa {
namespace {

constexpr int kLongestName = 80;
constexpr std::size_t kModelDigits = 12;

// Any name makes a file name of its own: letters and digits stay, the rest is escaped.
QString shelfFile(const QString& name, const std::string& modelSha256) {
  return QString::fromLatin1(QUrl::toPercentEncoding(name, QByteArray(), QByteArray("."))) + QLatin1Char('.') +
         QString::fromStdString(modelSha256.substr(0, kModelDigits)) + QStringLiteral(".json");
}

}  // namespace

std::vector<ShelvedPatch> PatchShelf::of(const std::string& modelSha256) const {
  std::vector<ShelvedPatch> patches;
  const QString end = QStringLiteral("*.%1.json").arg(QString::fromStdString(modelSha256.substr(0, kModelDigits)));
  for (const QString& name : QDir(folder_).entryList({end}, QDir::Files)) {
    const QString file = QDir(folder_).filePath(name);
    auto read = loadPatch(toPath(file));
    if (!read || read->modelSha256 != modelSha256 || read->name.empty()) continue;
    const QString title = QString::fromStdString(read->name);
    patches.push_back({title, file, std::move(*read)});
  }
  std::sort(patches.begin(), patches.end(),
            [](const ShelvedPatch& a, const ShelvedPatch& b) { return a.name.localeAwareCompare(b.name) < 0; });
  return patches;
}

Result<void> PatchShelf::keep(const Patch& patch) const {
  const QString name = QString::fromStdString(patch.name);
  if (name.trimmed().isEmpty() || name.size() > kLongestName)
    return Error(ErrorCode::badOption, {{"option", "name"}, {"value", patch.name}, {"expected", "1 to 80 letters"}});
  QDir().mkpath(folder_);  // a failure shows at the file
  return savePatch(toPath(QDir(folder_).filePath(shelfFile(name, patch.modelSha256))), patch);
}

Result<void> PatchShelf::remove(const ShelvedPatch& patch) const {
  if (QFile::remove(patch.file)) return {};
  return Error(QFile::exists(patch.file) ? ErrorCode::permissionDenied : ErrorCode::fileNotFound,
               {{"path", patch.file.toStdString()}});
}

}  // namespace ssa
