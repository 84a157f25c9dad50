#include <QCoreApplication>

#include <utility>

#include "widgets/feedback/messages.h"

namespace ssa {
namespace {

class JobText {
  Q_DECLARE_TR_FUNCTIONS(JobText)

 public:
  static QString title(JobKind kind) {
    switch (kind) {
      case JobKind::openImage:
        return tr("Open picture");
      case JobKind::listFolder:
        return tr("List folder");
      case JobKind::thumbnail:
        return tr("Thumbnail");
      case JobKind::loadModel:
        return tr("Load model");
      case JobKind::importModel:
        return tr("Import checkpoint");
      case JobKind::predict:
        return tr("Predict");
      case JobKind::scores:
        return tr("Score maps");
      case JobKind::difference:
        return tr("Compare masks");
      case JobKind::checkData:
        return tr("Check data");
      case JobKind::evaluate:
        return tr("Evaluate");
      case JobKind::trace:
        return tr("Trace picture");
      case JobKind::analyse:
        return tr("Analyse");
      case JobKind::save:
        return tr("Save");
    }
    return {};
  }
  static QString stage(const QString& name) {
    const std::pair<const char*, QString> stages[] = {
        {"read", tr("reading")},          {"decode", tr("decoding")},     {"prepare", tr("preparing")},
        {"forward", tr("computing")},     {"backbone", tr("backbone")},   {"decoder", tr("decoder")},
        {"classifier", tr("classifier")}, {"upsample", tr("upsampling")}, {"write", tr("writing")},
        {"load", tr("loading")},          {"hash", tr("checking")},       {"build", tr("building")},
        {"list", tr("listing")},          {"scores", tr("scoring")},      {"encode", tr("encoding")},
    };
    for (const auto& [key, text] : stages)
      if (name == QLatin1String(key)) return text;
    return {};
  }
};

}  // namespace

QString jobTitle(JobKind kind) { return JobText::title(kind); }
QString stageTitle(const QString& stage) { return JobText::stage(stage); }

}  // namespace ssa
