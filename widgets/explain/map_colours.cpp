#include "widgets/explain/map_colours.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <array>

#include "viz/scene/scatter_scene.h"
#include "widgets/canvas/heat_colours.h"
#include "widgets/explain/prototype_text.h"

namespace ssa {
namespace {

constexpr Rgb kRight{0, 114, 178}, kWrong{213, 94, 0}, kNone{140, 146, 156};
constexpr int kPictureColours = 8;

const std::vector<std::uint8_t>& classesOf(const MapPoints& points, MapColour colour) {
  return colour == MapColour::truth && !points.truth.empty() ? points.truth : points.predicted;
}

Legend::Group classGroup(const MapPoints& points, MapColour colour, const ExplainSubject& subject, Rgb plain) {
  // The classes that are there, the most frequent first.
  std::array<int, 256> counts{};
  for (const std::uint8_t id : classesOf(points, colour)) ++counts[id];
  std::vector<int> present;
  for (int id = 0; id < kIgnore; ++id)
    if (counts[static_cast<std::size_t>(id)] > 0) present.push_back(id);
  std::stable_sort(present.begin(), present.end(),
                   [&](int a, int b) { return counts[static_cast<std::size_t>(a)] > counts[static_cast<std::size_t>(b)]; });
  Legend::Group group{colour == MapColour::truth ? QCoreApplication::translate("MapColours", "Truth").toStdString()
                                                 : QCoreApplication::translate("MapColours", "Prediction").toStdString(),
                      {}};
  const Palette palette = subject.labels.palette();
  for (const int id : present)
    group.items.push_back({GlyphShape::disc,
                           static_cast<std::size_t>(id) < palette.size() ? palette[static_cast<std::size_t>(id)] : plain,
                           subject.className(id).toStdString()});
  return group;
}

}  // namespace

GlyphShape shapeOf(PrototypeKind kind) {
  switch (kind) {
    case PrototypeKind::fixed:
      return GlyphShape::square;
    case PrototypeKind::coarseCentre:
      return GlyphShape::diamond;
    case PrototypeKind::semantic:
      return GlyphShape::triangleUp;
    case PrototypeKind::spatial:
      return GlyphShape::triangleDown;
    case PrototypeKind::joint:
      return GlyphShape::star;
    default:
      return GlyphShape::hexagon;  // the teacher's
  }
}

Rgb colourOfPicture(std::size_t picture) {
  // Black goes, which hides on a dark ground.
  static const Palette palette = [] {
    Palette colours = colourBlindSafePalette(kPictureColours + 1);
    std::erase(colours, Rgb{0, 0, 0});
    return colours;
  }();
  return palette[picture % palette.size()];
}

void paintMap(ScatterScene& scene, const MapPoints& points, MapColour colour, const std::vector<bool>& visible,
              const Palette& palette) {
  std::vector<std::uint8_t> colours;
  switch (colour) {
    case MapColour::prediction:
    case MapColour::truth:
      for (const std::uint8_t id : classesOf(points, colour))
        colours.push_back(id < visible.size() && !visible[id] ? kNoColour : id);
      return scene.setColours(colours, palette);
    case MapColour::correctness:
      for (std::size_t i = 0; i < points.predicted.size(); ++i)
        colours.push_back(points.truth.empty() || points.truth[i] == kIgnore ? kNoColour
                          : points.truth[i] == points.predicted[i]           ? std::uint8_t{0}
                                                                             : std::uint8_t{1});
      return scene.setColours(colours, {kRight, kWrong});
    case MapColour::picture: {
      Palette repeated;
      for (std::size_t i = 0; i < kPictureColours; ++i) repeated.push_back(colourOfPicture(i));
      for (std::size_t picture = 0; picture < points.pictures.size(); ++picture)
        colours.insert(colours.end(), points.pictures[picture].count, static_cast<std::uint8_t>(picture % kPictureColours));
      return scene.setColours(colours, repeated);
    }
    case MapColour::confidence:
      return scene.setScalars(points.confidence, 0, 1, heatColours());
  }
}

Legend legendOfMap(const MapPoints& points, MapColour colour, const ExplainSubject& subject, Rgb plain) {
  Legend legend;
  legend.more = QCoreApplication::translate("MapColours", "%1 more").toStdString();
  if (colour == MapColour::confidence) {
    legend.ramp = {QCoreApplication::translate("MapColours", "Confidence").toStdString(), {}, "0", "1"};
    for (std::size_t i = 0; i <= 16; ++i) legend.ramp->colours.push_back(heatColours()[std::min<std::size_t>(255, i * 16)]);
  } else if (colour == MapColour::correctness) {
    legend.groups.push_back({QCoreApplication::translate("MapColours", "Against truth").toStdString(),
                             {{GlyphShape::disc, kRight, QCoreApplication::translate("MapColours", "right").toStdString()},
                              {GlyphShape::disc, kWrong, QCoreApplication::translate("MapColours", "wrong").toStdString()},
                              {GlyphShape::disc, kNone, QCoreApplication::translate("MapColours", "ignored").toStdString()}}});
  } else if (colour == MapColour::picture) {
    Legend::Group group{QCoreApplication::translate("MapColours", "Picture").toStdString(), {}};
    for (std::size_t i = 0; i < points.pictures.size(); ++i)
      group.items.push_back({GlyphShape::disc, colourOfPicture(i),
                             QFileInfo(QString::fromStdString(points.pictures[i].path)).completeBaseName().toStdString()});
    legend.groups.push_back(std::move(group));
  } else {
    legend.groups.push_back(classGroup(points, colour, subject, plain));
  }
  Legend::Group kinds{QCoreApplication::translate("MapColours", "Prototypes").toStdString(), {}};
  std::vector<PrototypeKind> named;
  for (const MapPoints::Prototype& one : points.prototypes) {
    if (std::find(named.begin(), named.end(), one.kind) != named.end()) continue;
    named.push_back(one.kind);
    kinds.items.push_back({shapeOf(one.kind), plain, prototypeTitle(one.kind).toStdString()});
  }
  if (!kinds.items.empty()) legend.groups.insert(legend.groups.begin(), std::move(kinds));
  return legend;
}

}  // namespace ssa
