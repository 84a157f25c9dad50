#include "widgets/explain/class_list.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <algorithm>
#include <numeric>

namespace ssa {

std::vector<int> classesByCells(const ImageTrace& trace) {
  const auto cells = trace.labelsAtStride(MaskKind::refined).histogram();
  std::vector<int> ids(static_cast<std::size_t>(trace.info().classes));
  std::iota(ids.begin(), ids.end(), 0);
  std::stable_sort(ids.begin(), ids.end(),
                   [&cells](int a, int b) { return cells[static_cast<std::size_t>(a)] > cells[static_cast<std::size_t>(b)]; });
  return ids;
}

void fillClasses(QComboBox& list, const ExplainSubject& subject, int classes) {
  const QSignalBlocker quiet(&list);
  const int before = list.currentIndex();
  list.clear();
  for (int id = 0; id < classes; ++id) list.addItem(subject.className(id));
  if (before >= 0 && before < classes) list.setCurrentIndex(before);
}

}  // namespace ssa
