#include "app/session/ini_text.h"

#include <QStringDecoder>
#include <QStringList>

namespace ssa {
namespace {

QString escaped(const QString& value) {
  QString out;
  out.reserve(value.size());
  for (const QChar c : value) {
    if (c == u'\\')
      out += QStringLiteral("\\\\");
    else if (c == u'\n')
      out += QStringLiteral("\\n");
    else if (c.unicode() < 0x20 || c.unicode() == 0x7f)
      out += QStringLiteral("\\x%1").arg(int{c.unicode()}, 2, 16, QLatin1Char('0'));
    else
      out += c;
  }
  return out;
}

std::optional<QString> unescaped(const QString& text) {
  QString out;
  out.reserve(text.size());
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (text[i] != u'\\') {
      out += text[i];
      continue;
    }
    const QChar kind = i + 1 < text.size() ? text[i + 1] : QChar();
    ++i;
    if (kind == u'\\') {
      out += u'\\';
    } else if (kind == u'n') {
      out += u'\n';
    } else if (kind == u'x') {
      bool fine = false;
      const uint code = text.mid(i + 1, 2).toUInt(&fine, 16);
      if (!fine || text.size() < i + 3) return std::nullopt;
      out += QChar(static_cast<char16_t>(code));
      i += 2;
    } else {
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace

QByteArray encodeIni(const IniValues& values) {
  QString text, section;
  for (auto it = values.begin(); it != values.end(); ++it) {
    const qsizetype slash = it.key().indexOf(u'/');
    const QString wanted = it.key().left(slash);
    if (wanted != section) {
      if (!text.isEmpty()) text += u'\n';
      text += u'[' + wanted + QStringLiteral("]\n");
      section = wanted;
    }
    text += it.key().mid(slash + 1) + u'=' + escaped(it.value()) + u'\n';
  }
  return text.toUtf8();
}

std::optional<IniValues> decodeIni(const QByteArray& text) {
  QStringDecoder decoder(QStringDecoder::Utf8);
  const QString whole = decoder(text);
  if (decoder.hasError() || whole.contains(QChar(u'\0'))) return std::nullopt;
  IniValues values;
  QString section;
  for (const QString& line : whole.split(u'\n')) {
    if (line.isEmpty() || line.startsWith(u';') || line.startsWith(u'#')) continue;
    if (line.startsWith(u'[') && line.endsWith(u']')) {
      section = line.mid(1, line.size() - 2);
      continue;
    }
    const qsizetype equals = line.indexOf(u'=');
    const std::optional<QString> value = unescaped(line.mid(equals + 1));
    if (equals <= 0 || section.isEmpty() || !value) return std::nullopt;
    values.insert(section + u'/' + line.left(equals), *value);
  }
  return values;
}

QString joinList(const QStringList& items) {
  if (items.size() == 1 && items.front().isEmpty()) return QStringLiteral("\\e");
  QStringList parts;
  for (QString item : items) {
    item.replace(u'\\', QStringLiteral("\\\\"));
    item.replace(u',', QStringLiteral("\\,"));
    parts << item;
  }
  return parts.join(u',');
}

QStringList splitList(const QString& text) {
  if (text.isEmpty()) return {};
  if (text == QLatin1String("\\e")) return {QString()};
  QStringList items{QString()};
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (text[i] == u'\\' && i + 1 < text.size())
      items.back() += text[++i];
    else if (text[i] == u',')
      items << QString();
    else
      items.back() += text[i];
  }
  return items;
}

}  // namespace ssa
