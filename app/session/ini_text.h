#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <optional>

namespace ssa {

/// Keys with their stored texts, `section/name`; the section is what stands before the first slash.
using IniValues = QMap<QString, QString>;

/// UTF-8 lines `name=value` under `[section]` headers. Backslash, line breaks and other control characters of
/// a value are escaped (`\\`, `\n`, `\x1b`); everything else stands as it is.
QByteArray encodeIni(const IniValues& values);

/// The inverse. Blank lines and lines that start with `;` or `#` are skipped; anything else that is no header
/// and no assignment, a broken escape, a NUL byte or broken UTF-8 makes the text damaged: nothing is returned.
std::optional<IniValues> decodeIni(const QByteArray& text);

/// A list as one text and back: items joined by `,`, with `,` and `\` inside them escaped. An empty text is an
/// empty list; a list of one empty item is `\e`.
QString joinList(const QStringList& items);
QStringList splitList(const QString& text);

}  // namespace ssa
