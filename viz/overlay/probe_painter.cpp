#include "viz/overlay/probe_painter.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>

namespace ssa {
namespace {

constexpr float kPad = 12;
constexpr float kRow = 20;
constexpr float kHeader = 24;
constexpr float kBar = 44;
constexpr float kNumber = 34;
constexpr float kColumn = kBar + 6 + kNumber;
constexpr float kGap = 16;
constexpr float kSimilarityBar = 46;
constexpr float kSimilarityText = 84;
constexpr float kStrip = 8;
constexpr float kStageLine = 17;

ImU32 colour(Rgb c, int alpha = 255) { return IM_COL32(c.r, c.g, c.b, alpha); }

template <class... A>
std::string format(const char* pattern, A... values) {
  char out[64];
  std::snprintf(out, sizeof out, pattern, values...);
  return out;
}

std::string milliseconds(double time_ms) { return format(time_ms < 9.95 ? "%.1f" : "%.0f", time_ms); }

}  // namespace

unsigned nextCharacter(const char*& at) {
  const auto byte = static_cast<unsigned char>(*at++);
  if (byte < 0x80) return byte;
  const int more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : -1;
  if (more < 0) return 0xFFFD;
  unsigned code = byte & (0x3FU >> more);
  for (int i = 0; i < more; ++i) {
    const auto next = static_cast<unsigned char>(*at);
    if ((next & 0xC0U) != 0x80) return 0xFFFD;
    code = code << 6 | (next & 0x3FU);
    ++at;
  }
  return code;
}

void forEachText(const ProbeSheet& sheet, const std::function<void(const std::string&)>& visit) {
  visit(sheet.header);
  visit(sheet.timesTitle);
  for (const auto& column : sheet.columns) visit(column.title);
  for (const auto& row : sheet.rows) visit(row.name);
  for (const auto& stage : sheet.stages) visit(stage.name);
  for (const auto* word :
       {&sheet.words.classes, &sheet.words.entropy, &sheet.words.margin, &sheet.words.similarity, &sheet.words.total})
    visit(*word);
}

ProbePainter::ProbePainter(const ProbeSheet& sheet, const OverlayTheme& theme, PanelFont text, PanelFont small)
    : sheet_(sheet), theme_(theme), text_(text), small_(small) {
  colours_ = theme.dark ? Colours{IM_COL32(28, 31, 36, 250),    IM_COL32(255, 255, 255, 36), IM_COL32(240, 242, 245, 255),
                                  IM_COL32(166, 174, 184, 255), IM_COL32(255, 255, 255, 26), IM_COL32(255, 255, 255, 26),
                                  colour(theme.accent)}
                        : Colours{IM_COL32(255, 255, 255, 250), IM_COL32(0, 0, 0, 46), IM_COL32(26, 29, 33, 255),
                                  IM_COL32(92, 100, 110, 255),  IM_COL32(0, 0, 0, 24), IM_COL32(0, 0, 0, 22),
                                  colour(theme.accent)};
  for (const auto& row : sheet.rows) {
    nameWidth_ = std::max(nameWidth_, textWidth(text_, row.name));
    similarity_ = similarity_ || row.fixedSimilarity || row.adaptedSimilarity;
  }
  for (const auto* word : {&sheet.words.classes, &sheet.words.entropy, &sheet.words.margin})
    nameWidth_ = std::max(nameWidth_, textWidth(small_, *word));
  nameWidth_ = std::clamp(nameWidth_ + 16, 96.0F, 150.0F);
  width_ = 2 * kPad + nameWidth_ + static_cast<float>(sheet.columns.size()) * (kGap + kColumn);
  if (similarity_) width_ += kGap + kSimilarityBar + 6 + kSimilarityText;
  width_ = std::max(width_, 2 * kPad + 24 + textWidth(text_, sheet.header));
  layOutStages();
  height_ = 2 * kPad + kHeader;
  if (!sheet.columns.empty()) height_ += 10 + kRow * static_cast<float>(sheet.rows.size() + 3) + 4;
  if (!sheet.stages.empty()) height_ += 10 + kStageLine + 4 + kStrip + 5 + stageLines_ * kStageLine;
}

float ProbePainter::textWidth(const PanelFont& font, const std::string& text) const {
  return font.font->CalcTextSizeA(font.size_px, FLT_MAX, 0, text.c_str()).x;
}

std::string ProbePainter::elided(const PanelFont& font, const std::string& text, float width) const {
  if (textWidth(font, text) <= width) return text;
  std::string best = "…";
  for (const char* at = text.c_str(); *at;) {
    nextCharacter(at);
    std::string shorter(text.c_str(), at);
    shorter += "…";
    if (textWidth(font, shorter) > width) break;
    best = std::move(shorter);
  }
  return best;
}

void ProbePainter::text(const PanelFont& font, float x, float y, float width, ImU32 colour, const std::string& text,
                        Align align) {
  const std::string fitted = elided(font, text, width);
  const float left = align == Align::left ? x : x + width - textWidth(font, fitted);
  list_->AddText(font.font, font.size_px * scale_, {origin_x_ + left * scale_, origin_y_ + y * scale_}, colour, fitted.c_str());
}

void ProbePainter::box(float x, float y, float width, float height, ImU32 colour, float radius) {
  const ImVec2 from{origin_x_ + x * scale_, origin_y_ + y * scale_};
  list_->AddRectFilled(from, {from.x + width * scale_, from.y + height * scale_}, colour, radius * scale_);
}

void ProbePainter::dot(float x, float y, float radius, ImU32 colour) {
  const ImVec2 centre{origin_x_ + x * scale_, origin_y_ + y * scale_};
  list_->AddCircleFilled(centre, radius * scale_, colour, 16);
  list_->AddCircle(centre, radius * scale_, colours_.border, 16);
}

void ProbePainter::layOutStages() {
  float x = 0;
  stageLines_ = sheet_.stages.empty() ? 0 : 1;
  const float room = width_ - 2 * kPad;
  for (const auto& stage : sheet_.stages) {
    StageLabel label{0, 0, stage.name + " " + milliseconds(stage.time_ms)};
    const float needed = 12 + textWidth(small_, label.text) + 14;
    if (x > 0 && x + needed > room) {
      x = 0;
      ++stageLines_;
    }
    label.x = x;
    label.y = (stageLines_ - 1) * kStageLine;
    x += needed;
    stageLabels_.push_back(std::move(label));
  }
}

void ProbePainter::paint(ImDrawList& list, float x, float y, float scale) {
  list_ = &list;
  origin_x_ = std::round(x);
  origin_y_ = std::round(y);
  scale_ = scale;
  const ImVec2 from{origin_x_, origin_y_}, to{origin_x_ + width_ * scale, origin_y_ + height_ * scale};
  list.AddRectFilled({from.x - 1, from.y + 1}, {to.x + 1, to.y + 3}, IM_COL32(0, 0, 0, theme_.dark ? 90 : 40), 10 * scale);
  list.AddRectFilled(from, to, colours_.panel, 9 * scale);
  list.AddRect(from, to, colours_.border, 9 * scale);
  float header_x = kPad;
  if (sheet_.swatch) {
    box(kPad, kPad + 2, 14, 14, colour(*sheet_.swatch), 3);
    list.AddRect({origin_x_ + kPad * scale, origin_y_ + (kPad + 2) * scale},
                 {origin_x_ + (kPad + 14) * scale, origin_y_ + (kPad + 16) * scale}, colours_.border, 3 * scale);
    header_x += 22;
  }
  text(text_, header_x, kPad + 1, width_ - header_x - kPad, colours_.text, sheet_.header);
  float next = kPad + kHeader;
  if (!sheet_.columns.empty()) {
    box(kPad, next, width_ - 2 * kPad, 1, colours_.line);
    paintTable(next + 10);
    next += 10 + kRow * static_cast<float>(sheet_.rows.size() + 3) + 4;
  }
  if (!sheet_.stages.empty()) {
    box(kPad, next, width_ - 2 * kPad, 1, colours_.line);
    paintStages(next + 10);
  }
}

void ProbePainter::paintTable(float y) {
  const float first = kPad + nameWidth_ + kGap;
  text(small_, kPad, y, nameWidth_, colours_.dim, sheet_.words.classes);
  for (std::size_t c = 0; c < sheet_.columns.size(); ++c)
    text(small_, first + static_cast<float>(c) * (kColumn + kGap), y, kColumn, colours_.dim, sheet_.columns[c].title);
  const float similarity_x = first + static_cast<float>(sheet_.columns.size()) * (kColumn + kGap);
  if (similarity_) text(small_, similarity_x, y, kSimilarityBar + 6 + kSimilarityText, colours_.dim, sheet_.words.similarity);
  y += kRow;
  for (std::size_t r = 0; r < sheet_.rows.size(); ++r, y += kRow) {
    const ProbeRow& row = sheet_.rows[r];
    dot(kPad + 5, y + 8, 4.5F, colour(row.colour));
    text(text_, kPad + 16, y, nameWidth_ - 16, colours_.text, row.name);
    for (std::size_t c = 0; c < sheet_.columns.size(); ++c)
      paintProbability(row, c, sheet_.columns[c].winner == static_cast<int>(r), first + static_cast<float>(c) * (kColumn + kGap),
                       y);
    if (similarity_) paintSimilarity(row, similarity_x, y);
  }
  y += 4;
  text(small_, kPad, y, nameWidth_, colours_.dim, sheet_.words.entropy);
  text(small_, kPad, y + kRow, nameWidth_, colours_.dim, sheet_.words.margin);
  for (std::size_t c = 0; c < sheet_.columns.size(); ++c) {
    const float x = first + static_cast<float>(c) * (kColumn + kGap);
    text(small_, x, y, kColumn, colours_.text, format("%.2f", static_cast<double>(sheet_.columns[c].entropy)), Align::right);
    text(small_, x, y + kRow, kColumn, colours_.text, format("%.2f", static_cast<double>(sheet_.columns[c].margin)),
         Align::right);
  }
}

void ProbePainter::paintProbability(const ProbeRow& row, std::size_t column, bool winner, float x, float y) {
  if (column >= row.probability.size() || !row.probability[column]) {
    text(text_, x, y, kColumn, colours_.dim, "–", Align::right);
    return;
  }
  const float p = std::clamp(*row.probability[column], 0.0F, 1.0F);
  box(x, y + 5, kBar, 7, colours_.track, 2);
  if (p > 0.005F) box(x, y + 5, std::max(2.0F, kBar * p), 7, winner ? colours_.accent : colours_.dim, 2);
  const std::string number = p < 0.001F ? "<0.1" : format(p < 0.0995F ? "%.1f" : "%.0f", static_cast<double>(p) * 100);
  text(text_, x + kBar + 6, y, kNumber, winner ? colours_.text : colours_.dim, number + " %", Align::right);
}

void ProbePainter::paintSimilarity(const ProbeRow& row, float x, float y) {
  const float middle = x + kSimilarityBar / 2;
  const auto bar = [&](float value, float top, ImU32 c) {
    const float length = std::clamp(value, -1.0F, 1.0F) * kSimilarityBar / 2;
    box(std::min(middle, middle + length), y + top, std::max(1.0F, std::abs(length)), 4, c, 1);
  };
  box(x, y + 3, kSimilarityBar, 10, colours_.track, 2);
  if (row.fixedSimilarity) bar(*row.fixedSimilarity, 3.5F, colours_.dim);
  if (row.adaptedSimilarity) bar(*row.adaptedSimilarity, 8.5F, colours_.accent);
  box(middle - 0.5F, y + 2, 1, 12, colours_.dim);
  std::string numbers = row.fixedSimilarity ? format("%.2f", static_cast<double>(*row.fixedSimilarity)) : "–";
  if (row.adaptedSimilarity) numbers += format(" → %.2f", static_cast<double>(*row.adaptedSimilarity));
  text(small_, x + kSimilarityBar + 6, y + 1, kSimilarityText, colours_.text, numbers, Align::right);
}

ImU32 ProbePainter::stageColour(std::size_t index) const {
  // Okabe-Ito without black and yellow: apart for every colour vision, readable on light and dark.
  static constexpr Rgb kStages[] = {{0, 114, 178}, {230, 159, 0}, {0, 158, 115}, {204, 121, 167}, {86, 180, 233}, {213, 94, 0}};
  return colour(kStages[index % std::size(kStages)]);
}

void ProbePainter::paintStages(float y) {
  double total_ms = 0;
  for (const auto& stage : sheet_.stages) total_ms += stage.time_ms;
  const float room = width_ - 2 * kPad;
  const std::string sum = sheet_.words.total + " " + milliseconds(total_ms) + " ms";
  const float sumWidth = textWidth(small_, sum);
  text(small_, kPad, y, room - sumWidth - 10, colours_.dim, sheet_.timesTitle);
  text(small_, kPad, y, room, colours_.text, sum, Align::right);
  y += kStageLine + 4;
  box(kPad, y, room, kStrip, colours_.track, 2);
  double before_ms = 0;
  for (std::size_t i = 0; i < sheet_.stages.size() && total_ms > 0; ++i) {
    const float from = room * static_cast<float>(before_ms / total_ms);
    before_ms += sheet_.stages[i].time_ms;
    box(kPad + from, y, std::max(1.0F, room * static_cast<float>(before_ms / total_ms) - from - 1), kStrip, stageColour(i));
  }
  y += kStrip + 5;
  for (std::size_t i = 0; i < stageLabels_.size(); ++i) {
    dot(kPad + stageLabels_[i].x + 4, y + stageLabels_[i].y + 7, 3, stageColour(i));
    text(small_, kPad + stageLabels_[i].x + 12, y + stageLabels_[i].y, room, colours_.dim, stageLabels_[i].text);
  }
}

}  // namespace ssa
