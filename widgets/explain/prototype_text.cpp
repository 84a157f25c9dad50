#include "widgets/explain/prototype_text.h"

#include <QCoreApplication>

namespace ssa {
namespace {

class PrototypeText {
  Q_DECLARE_TR_FUNCTIONS(PrototypeText)

 public:
  static QString title(PrototypeKind kind) {
    switch (kind) {
      case PrototypeKind::fixed:
        return tr("Fixed S");
      case PrototypeKind::coarseCentre:
        return tr("Coarse centre S_c");
      case PrototypeKind::semantic:
        return tr("Semantic S_p");
      case PrototypeKind::spatial:
        return tr("Spatial P_p");
      case PrototypeKind::joint:
        return tr("Joint Q");
      case PrototypeKind::teacherCentre:
        return tr("Teacher's centre");
      case PrototypeKind::teacherSemantic:
        return tr("Teacher's S_p");
      case PrototypeKind::teacherSpatial:
        return tr("Teacher's P_p");
      case PrototypeKind::teacherJoint:
        return tr("Teacher's Q");
    }
    return {};
  }
  static QString title(Slot slot) { return slot == Slot::baseline ? tr("Baseline") : tr("SSA"); }
};

}  // namespace

QString prototypeTitle(PrototypeKind kind) { return PrototypeText::title(kind); }
QString slotTitle(Slot slot) { return PrototypeText::title(slot); }

}  // namespace ssa
