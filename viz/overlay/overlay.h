#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/palette.h"

namespace ssa {

/// A class in the probe panel and what each classifier says about it.
struct ProbeRow {
  std::string name;  ///< UTF-8
  Rgb colour;
  std::vector<std::optional<float>> probability;  ///< 0..1 per column; none where the class is not among that column's best
  std::optional<float> fixedSimilarity;           ///< cosine, -1..1
  std::optional<float> adaptedSimilarity;         ///< cosine, -1..1
};

/// A classifier in the probe panel.
struct ProbeColumnHead {
  std::string title;
  float entropy = 0;  ///< 0..1
  float margin = 0;   ///< 0..1
  int winner = -1;    ///< row of its first class
};

/// A stage of the pass and its time.
struct ProbeStage {
  std::string name;
  double time_ms = 0;
};

/// The words of the panel, translated by whoever owns the sentences.
struct ProbeWords {
  std::string classes, entropy, margin, similarity, total;
};

/// Everything the probe panel shows; plain data, all text UTF-8. Positions in device-independent pixels.
struct ProbeSheet {
  float cursor_x = 0;
  float cursor_y = 0;
  std::string header;
  std::optional<Rgb> swatch;  ///< colour of the pixel
  std::vector<ProbeColumnHead> columns;
  std::vector<ProbeRow> rows;
  std::vector<ProbeStage> stages;
  std::string timesTitle;
  ProbeWords words;
};

/// Colours and text size of the window the overlay lies on.
struct OverlayTheme {
  bool dark = true;
  Rgb accent{58, 134, 255};
  float text_px = 13;  ///< device-independent
  friend bool operator==(const OverlayTheme&, const OverlayTheme&) = default;
};

/// TrueType or OpenType files, the first that has a character is used; empty = the built-in font.
using OverlayFonts = std::vector<std::vector<std::byte>>;

/// A rectangle of the overlay in device-independent pixels.
struct OverlayBox {
  float x = 0, y = 0, width = 0, height = 0;
  bool empty() const { return width <= 0 || height <= 0; }
};

/// What lies over a GL view: holds the state and draws nothing. The drawing overlay derives from it,
/// so that a build or a machine without GL works with this one.
class Overlay {
 public:
  virtual ~Overlay() = default;

  void setTheme(const OverlayTheme& theme);
  void setFonts(OverlayFonts fonts);
  void setProbe(std::optional<ProbeSheet> sheet);
  const std::optional<ProbeSheet>& probe() const { return probe_; }

  /// Makes GL objects; the context must be current. False: this overlay cannot draw here.
  virtual bool start() { return false; }
  /// Frees GL objects with the context current; `start` may follow.
  virtual void stop() {}
  /// Draws onto the bound framebuffer of `width`×`height` device-independent pixels and leaves GL state
  /// as it was.
  virtual void draw(float width, float height, float pixelRatio);
  /// Where the last `draw` put the probe panel; empty when it drew none.
  OverlayBox panelBox() const { return panel_; }

 protected:
  OverlayTheme theme_;
  OverlayFonts fonts_;
  bool fontsChanged_ = true;
  std::optional<ProbeSheet> probe_;
  OverlayBox panel_;
};

}  // namespace ssa
