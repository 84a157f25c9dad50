#include "app/session/sample.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStringList>

namespace ssa {
namespace {

std::optional<Sample> sampleIn(const QDir& folder) {
  const Sample sample{folder.filePath(QStringLiteral("baseline")), folder.filePath(QStringLiteral("ssa")),
                      folder.filePath(QStringLiteral("pictures"))};
  for (const QString& model : {sample.baseline, sample.ssa})
    if (!QFileInfo(QDir(model).filePath(QStringLiteral("model.json"))).isFile()) return {};
  if (!QFileInfo(sample.pictures).isDir()) return {};
  return sample;
}

}  // namespace

std::optional<Sample> findSample(const QString& folder) {
  if (!folder.isEmpty()) return sampleIn(QDir(folder));
  const QDir program(QCoreApplication::applicationDirPath());
  for (const QString& place : {program.filePath(QStringLiteral("../share/ssa-studio/sample")), QStringLiteral(SSA_SAMPLE_DIR)})
    if (auto sample = sampleIn(QDir(QDir::cleanPath(place)))) return sample;
  return {};
}

}  // namespace ssa
