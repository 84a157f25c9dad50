#include "widgets/canvas/font_bytes.h"

#include <QByteArray>
#include <QGlyphRun>
#include <QRawFont>
#include <QStringList>
#include <QTextLayout>
#include <QtEndian>

#include <algorithm>
#include <cstring>
#include <utility>

namespace ssa {
namespace {

constexpr const char* kNeeded[] = {"cmap", "head", "hhea", "hmtx", "maxp"};
constexpr const char* kOutlines[] = {"glyf", "loca", "CFF "};
constexpr const char* kWanted[] = {"kern", "GPOS"};

std::vector<std::byte> fileOf(const QRawFont& font) {
  std::vector<std::pair<const char*, QByteArray>> tables;
  for (const char* tag : kNeeded) {
    tables.emplace_back(tag, font.fontTable(tag));
    if (tables.back().second.isEmpty()) return {};
  }
  bool outlines = false;
  for (const char* tag : kOutlines)
    if (QByteArray table = font.fontTable(tag); !table.isEmpty()) {
      outlines = true;
      tables.emplace_back(tag, std::move(table));
    }
  if (!outlines) return {};
  for (const char* tag : kWanted)
    if (QByteArray table = font.fontTable(tag); !table.isEmpty()) tables.emplace_back(tag, std::move(table));
  std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return std::strcmp(a.first, b.first) < 0; });

  // sfnt: version, count, three search hints nobody needs; then 16 bytes a table: tag, checksum, offset, length.
  const bool isCff = std::any_of(tables.begin(), tables.end(), [](const auto& t) { return std::strcmp(t.first, "CFF ") == 0; });
  std::vector<std::byte> file(12 + 16 * tables.size());
  const auto put = [&](std::size_t at, auto value) { qToBigEndian(value, file.data() + at); };
  put(0, isCff ? quint32{0x4F54544F} : quint32{0x00010000});
  put(4, static_cast<quint16>(tables.size()));
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const auto& [tag, table] = tables[i];
    const std::size_t offset = file.size(), length = static_cast<std::size_t>(table.size());
    file.resize(offset + (length + 3) / 4 * 4);
    std::memcpy(file.data() + offset, table.constData(), length);
    std::memcpy(file.data() + 12 + 16 * i, tag, 4);
    put(12 + 16 * i + 8, static_cast<quint32>(offset));
    put(12 + 16 * i + 12, static_cast<quint32>(length));
  }
  return file;
}

}  // namespace

std::vector<std::vector<std::byte>> fontFilesFor(const QFont& font, const QString& text) {
  std::vector<std::vector<std::byte>> files;
  QStringList taken;
  const auto add = [&](const QRawFont& raw) {
    const QString name = raw.familyName() + raw.styleName();
    if (!raw.isValid() || taken.contains(name)) return;
    taken << name;
    if (auto file = fileOf(raw); !file.empty()) files.push_back(std::move(file));
  };
  add(QRawFont::fromFont(font));
  QTextLayout layout(text, font);
  layout.beginLayout();
  layout.createLine();
  layout.endLayout();
  for (const QGlyphRun& run : layout.glyphRuns()) add(run.rawFont());
  return files;
}

}  // namespace ssa
