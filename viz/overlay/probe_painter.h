#pragma once

#include <imgui.h>

#include <functional>
#include <string>

#include "viz/overlay/overlay.h"

namespace ssa {

/// A font of the atlas and the size it is drawn at, in device-independent pixels.
struct PanelFont {
  ImFont* font = nullptr;
  float size_px = 0;
};

/// The next code point of a UTF-8 text; advances `at` and never passes the terminating zero. Damaged
/// bytes give U+FFFD.
unsigned nextCharacter(const char*& at);

/// Calls `visit` for every text of the sheet that comes from outside.
void forEachText(const ProbeSheet& sheet, const std::function<void(const std::string&)>& visit);

/// Lays out and paints one probe sheet: header, table of classes with a bar per classifier, similarity to the fixed and
/// the adapted prototype, entropy and margin, strip of stage times.
class ProbePainter {
 public:
  ProbePainter(const ProbeSheet& sheet, const OverlayTheme& theme, PanelFont text, PanelFont small);

  float width() const { return width_; }
  float height() const { return height_; }
  /// Paints with the top left corner at (x, y), everything multiplied by `scale`.
  void paint(ImDrawList& list, float x, float y, float scale);

 private:
  struct Colours {
    ImU32 panel, border, text, dim, line, track, accent;
  };
  enum class Align { left, right };

  float textWidth(const PanelFont& font, const std::string& text) const;
  std::string elided(const PanelFont& font, const std::string& text, float width) const;
  void text(const PanelFont& font, float x, float y, float width, ImU32 colour, const std::string& text,
            Align align = Align::left);
  void box(float x, float y, float width, float height, ImU32 colour, float radius = 0);
  void dot(float x, float y, float radius, ImU32 colour);
  void layOutStages();
  void paintTable(float y);
  void paintProbability(const ProbeRow& row, std::size_t column, bool winner, float x, float y);
  void paintSimilarity(const ProbeRow& row, float x, float y);
  void paintStages(float y);
  ImU32 stageColour(std::size_t index) const;

  const ProbeSheet& sheet_;
  OverlayTheme theme_;
  PanelFont text_, small_;
  Colours colours_{};
  float nameWidth_ = 0;
  bool similarity_ = false;
  float width_ = 0, height_ = 0;
  struct StageLabel {
    float x, y;
    std::string text;
  };
  std::vector<StageLabel> stageLabels_;
  float stageLines_ = 0;
  ImDrawList* list_ = nullptr;
  float origin_x_ = 0, origin_y_ = 0, scale_ = 1;
};

}  // namespace ssa
