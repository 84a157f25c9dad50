#include "widgets/feedback/device_text.h"

#include <QCoreApplication>

#include <utility>

namespace ssa {
namespace {

class DeviceText {
  Q_DECLARE_TR_FUNCTIONS(DeviceText)

 public:
  static QString title(const QString& used) { return used == QLatin1String("cpu") ? tr("CPU") : used.toUpper(); }
  // The engine's words -> ours; what follows a colon (a linker's message, say) stays as it is.
  static QString reason(const QString& words) {
    const std::pair<const char*, QString> known[] = {
        {"not asked for", tr("the processor was chosen")},
        {"no NVIDIA driver", tr("no NVIDIA driver is installed")},
        {"no CUDA device", tr("the driver finds no graphics card")},
        {"plug-in not built", tr("this build has no CUDA plug-in")},
        {"plug-in damaged", tr("the CUDA plug-in cannot be loaded")},
        {"LibTorch here is the processor set", tr("the LibTorch installed here has no CUDA part")},
    };
    const QString head = words.section(QLatin1Char(':'), 0, 0), rest = words.section(QLatin1Char(':'), 1).trimmed();
    for (const auto& [key, text] : known)
      if (head == QLatin1String(key)) return rest.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, rest);
    return words;
  }
  static QString tip(const DeviceReport& report) {
    if (report.used.empty()) return tr("The device is chosen in the background");
    QString text = tr("Computing on %1").arg(QString::fromStdString(report.title.empty() ? report.used : report.title));
    if (!report.reason.empty()) text += QLatin1Char('\n') + tr("No graphics card is used: %1").arg(deviceReason(report));
    return text;
  }
};

}  // namespace

QString deviceTitle(const DeviceReport& report) {
  return report.used.empty() ? QString() : DeviceText::title(QString::fromStdString(report.used));
}
QString deviceReason(const DeviceReport& report) { return DeviceText::reason(QString::fromStdString(report.reason)); }
QString deviceTip(const DeviceReport& report) { return DeviceText::tip(report); }

}  // namespace ssa
