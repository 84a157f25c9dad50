#include "widgets/feedback/provenance_text.h"

#include <QCoreApplication>
#include <QStringList>

namespace ssa {
namespace {

class ProvenanceText {
  Q_DECLARE_TR_FUNCTIONS(ProvenanceText)

 public:
  static QString of(const Provenance& p) {
    QStringList lines;
    const QString title = QString::fromStdString(p.modelTitle);
    lines += p.trained ? tr("Model: %1 (%2)").arg(QString::fromStdString(p.model), title)
                       : tr("Model: %1 (%2), untrained").arg(QString::fromStdString(p.model), title);
    lines += tr("Checkpoint: sha256 %1").arg(QString::fromStdString(p.modelSha256).left(16));
    lines += tr("Options: %1").arg(QString::fromStdString(p.options));
    lines += tr("Device: %1").arg(QString::fromStdString(p.device));
    lines += tr("Made: %1 by %2").arg(QString::fromStdString(p.created), QString::fromStdString(p.program));
    return lines.join(QLatin1Char('\n'));
  }
  static QString of(const PredictOptions& o) {
    QStringList scales;
    for (const float scale : o.scales) scales += QString::number(static_cast<double>(scale));
    QStringList parts{tr("scale %1").arg(scales.join(QLatin1Char('+')))};
    if (o.flip) parts += tr("mirrored too");
    parts += o.window == WindowMode::whole ? tr("whole picture") : tr("window %1, step %2").arg(o.crop_px).arg(o.stride_px);
    return parts.join(QStringLiteral(", "));
  }
};

}  // namespace

QString describeProvenance(const Provenance& provenance) { return ProvenanceText::of(provenance); }
QString describeOptions(const PredictOptions& options) { return ProvenanceText::of(options); }

}  // namespace ssa
