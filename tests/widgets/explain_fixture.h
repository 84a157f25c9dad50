#pragma once

#include <QImage>

#include <filesystem>

#include "app/session/qt_convert.h"
#include "tests/support/runner.h"
#include "tests/widgets/window_fixture.h"
#include "widgets/explain/explain_page.h"

namespace ssa::test {

inline constexpr int kExplainClasses = 4;

/// A small seeded network, made anew at every call.
inline QString explainModel(ClassifierKind kind, int classes = kExplainClasses) {
  ModelConfig config;
  config.architecture = "seaformer_t";
  config.classifier = kind;
  config.num_classes = classes;
  config.labels = LabelSet::numbered(classes);
  const std::filesystem::path folder = tempDir() / (kind == ClassifierKind::ssa ? "explain-ssa" : "explain-plain");
  const auto made = createModel(config, 3, folder, true);
  if (!made) qFatal("%s", made.error().toString().c_str());
  return fromPath(folder);
}

/// `view.png` with `mask.png` beside it: left half class 0, right half class 2, the uppermost quarter ignored.
inline QString explainPicture() {
  const std::filesystem::path root = tempDir() / "explain-pictures";
  std::filesystem::create_directories(root);
  QImage photo(128, 96, QImage::Format_RGB888), ids(128, 96, QImage::Format_Grayscale8);
  for (int y = 0; y < 96; ++y)
    for (int x = 0; x < 128; ++x) {
      photo.setPixelColor(x, y, QColor((2 * x) % 256, (3 * y) % 256, x < 64 ? 40 : 200));
      ids.scanLine(y)[x] = static_cast<uchar>(y < 24 ? 255 : x < 64 ? 0 : 2);
    }
  photo.save(fromPath(root / "view.png"));
  ids.save(fromPath(root / "mask.png"));
  return fromPath(root / "view.png");
}
/// The mask beside such a picture.
inline QString truthOf(QString picture) { return picture.replace(QStringLiteral("view"), QStringLiteral("mask")); }

/// The page Explain with that picture, not yet shown.
struct ExplainFixture {
  WindowFixture window;
  ExplainPage page{*window.session, nullptr};

  ExplainFixture() = default;
  ExplainFixture(bool baseline, bool ssa, bool truth) {
    load(baseline, ssa, truth);
    page.resize(1200, 800);
  }
  /// The models and the picture.
  void load(bool baseline, bool ssa, bool truth) {
    Session& session = *window.session;
    if (baseline) session.loadModel(Slot::baseline, explainModel(ClassifierKind::plain));
    if (ssa) session.loadModel(Slot::ssa, explainModel(ClassifierKind::ssa));
    const QString picture = explainPicture();
    session.openPaths({picture});
    QCoreApplication::processEvents();
    if (truth) session.openTruth(truthOf(picture));
  }
  /// Chosen before the page is shown: no other instrument works meanwhile.
  template <class I>
  I* choose(const char* name) {
    page.choose(QLatin1String(name));
    page.show();
    QCoreApplication::processEvents();
    return qobject_cast<I*>(page.current());
  }
  template <class W>
  W& widget(const char* name) {
    auto* found = page.findChild<W*>(QLatin1String(name));
    if (!found) qFatal("no widget %s", name);
    return *found;
  }
};

}  // namespace ssa::test
