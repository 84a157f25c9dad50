#include "viz/overlay/imgui_overlay.h"

#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>

#include "viz/overlay/panel_placement.h"
#include "viz/overlay/probe_painter.h"

namespace ssa {
namespace {

class ImGuiOverlay final : public Overlay {
 public:
  ImGuiOverlay() {
    ImGuiContext* before = ImGui::GetCurrentContext();
    context_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(context_);
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().LogFilename = nullptr;
    ImGui::SetCurrentContext(before);
  }

  ~ImGuiOverlay() override {
    stop();
    ImGui::DestroyContext(context_);
  }

  bool start() override {
    ImGui::SetCurrentContext(context_);
    started_ = ImGui_ImplOpenGL3_Init("#version 330 core");
    fontsChanged_ = true;
    return started_;
  }

  void stop() override {
    if (!started_) return;
    ImGui::SetCurrentContext(context_);
    ImGui_ImplOpenGL3_Shutdown();
    started_ = false;
  }

  void draw(float width, float height, float pixelRatio) override {
    panel_ = {};
    if (!started_ || !probe_) return;
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DisplayFramebufferScale = {pixelRatio, pixelRatio};
    io.DeltaTime = 1.0F / 60;
    if (fontsChanged_ || pixelRatio != builtRatio_ || hasNewCharacters()) buildFonts(pixelRatio);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    ProbePainter painter(*probe_, theme_, text_, small_);
    // A canvas too small for the panel gets a smaller panel, down to what can still be read.
    const float fit = std::min((width - 16) / painter.width(), (height - 16) / painter.height());
    const float scale = std::clamp(fit, 0.6F, 1.0F);
    panel_ =
        placeBesideCursor(painter.width() * scale, painter.height() * scale, probe_->cursor_x, probe_->cursor_y, width, height);
    painter.paint(*ImGui::GetForegroundDrawList(), panel_.x, panel_.y, scale);
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  }

 private:
  bool hasNewCharacters() {
    bool found = false;
    forEachText(*probe_, [&](const std::string& text) {
      for (const char* at = text.c_str(); *at;) {
        const unsigned code = nextCharacter(at);
        if (code >= 0x80 && code <= IM_UNICODE_CODEPOINT_MAX && !characters_.GetBit(code)) {
          characters_.AddChar(static_cast<ImWchar>(code));
          found = true;
        }
      }
    });
    return found;
  }

  void buildFonts(float pixelRatio) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    characters_.AddRanges(atlas.GetGlyphRangesDefault());
    for (const unsigned extra : {0x2192U, 0x2013U, 0x2026U, 0x00B7U}) characters_.AddChar(static_cast<ImWchar>(extra));
    ranges_.clear();
    characters_.BuildRanges(&ranges_);
    text_ = addFont(atlas, theme_.text_px, pixelRatio);
    small_ = addFont(atlas, theme_.text_px - 1.5F, pixelRatio);
    atlas.Build();
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    builtRatio_ = pixelRatio;
    fontsChanged_ = false;
  }

  PanelFont addFont(ImFontAtlas& atlas, float size_px, float pixelRatio) {
    ImFont* font = nullptr;
    for (const auto& bytes : fonts_) {
      ImFontConfig config;
      config.FontDataOwnedByAtlas = false;
      config.OversampleH = 2;
      config.MergeMode = font != nullptr;
      // The atlas only reads the bytes; its interface predates const.
      void* data = const_cast<std::byte*>(bytes.data());
      ImFont* added =
          atlas.AddFontFromMemoryTTF(data, static_cast<int>(bytes.size()), size_px * pixelRatio, &config, ranges_.Data);
      if (!font) font = added;
    }
    if (!font) {
      ImFontConfig config;
      config.SizePixels = size_px * pixelRatio;
      font = atlas.AddFontDefault(&config);
    }
    return {font, size_px};
  }

  ImGuiContext* context_ = nullptr;
  bool started_ = false;
  float builtRatio_ = 0;
  ImFontGlyphRangesBuilder characters_;
  ImVector<ImWchar> ranges_;
  PanelFont text_, small_;
};

}  // namespace

std::unique_ptr<Overlay> makeImGuiOverlay() { return std::make_unique<ImGuiOverlay>(); }

}  // namespace ssa
