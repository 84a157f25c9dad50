#include "app/session/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <future>
#include <string>

#include "app/session/ini_text.h"
#include "app/session/qt_convert.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

constexpr int kSchema = 1;
constexpr int kDebounce_ms = 500;
constexpr std::uint64_t kLimit_bytes = std::uint64_t{8} << 20;

enum class Type { flag, number, text, list, bytes };

struct Row {
  const char* key;
  Type type;
  const char* fallback;  // in the file's notation
};

// Every setting of the program. `section/name`, type, default.
constexpr Row kTable[] = {
    // Window
    {"window/geometry", Type::bytes, ""},
    {"window/state", Type::bytes, ""},
    {"window/theme", Type::text, "system"},  // system, light, dark
    {"train/draft", Type::text, ""},         // the run being prepared, as JSON
    {"window/lastFolder", Type::text, ""},   // of the open and save dialogs
    {"window/lastSaveFolder", Type::text, ""},
    {"strip/thumbnail_px", Type::number, "96"},
    // View: kept when the picture changes and over restarts
    {"view/mode", Type::text, "grid"},  // single, grid, swipe, blink
    {"view/views", Type::list, "image,baseline,coarse,refined"},
    {"view/gridCount", Type::number, "4"},
    {"view/linked", Type::flag, "true"},
    {"view/opacity", Type::number, "0.6"},
    {"view/overlay", Type::flag, "true"},
    {"view/contours", Type::flag, "false"},
    {"view/brightness", Type::number, "0"},
    {"view/contrast", Type::number, "0"},
    {"view/gamma", Type::number, "1"},
    {"view/grid", Type::flag, "true"},
    {"view/probe", Type::flag, "true"},
    {"view/score", Type::text, "none"},  // none, confidence, entropy, margin
    {"view/threshold", Type::number, "0"},
    {"view/below", Type::flag, "false"},
    {"view/blinking", Type::flag, "true"},
    {"view/blink_ms", Type::number, "500"},
    // Session
    {"session/restore", Type::flag, "true"},
    {"session/paths", Type::list, ""},
    {"session/picture", Type::text, ""},
    {"session/baseline", Type::text, ""},
    {"session/ssa", Type::text, ""},
    {"recent/paths", Type::list, ""},
    {"recent/models", Type::list, ""},
    {"truth/folder", Type::text, ""},
    {"predict/options", Type::text, ""},  // JSON of PredictOptions
    {"predict/device", Type::text, "auto"},
    {"classes/palette", Type::text, "own"},  // own, colour-blind safe, voc
    {"classes/colours", Type::text, ""},     // JSON: label set -> class id -> #rrggbb
    {"cache/budget_bytes", Type::number, "1500000000"},
};

const Row& rowOf(const QString& key) {
  for (const Row& row : kTable)
    if (key == QLatin1String(row.key)) return row;
  qFatal("setting '%s' is not in the table of settings.cpp", qPrintable(key));
}

QVariant parsed(const Row& row, const QString& text, bool* fine) {
  *fine = true;
  switch (row.type) {
    case Type::flag:
      *fine = text == QLatin1String("true") || text == QLatin1String("false");
      return text == QLatin1String("true");
    case Type::number:
      return text.toDouble(fine);
    case Type::text:
      return text;
    case Type::list:
      return splitList(text);
    case Type::bytes:
      return QByteArray::fromBase64(text.toLatin1());
  }
  return {};
}

QString stored(const Row& row, const QVariant& value) {
  switch (row.type) {
    case Type::flag:
      return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case Type::number:
      return QString::number(value.toDouble(), 'g', 15);
    case Type::text:
      return value.toString();
    case Type::list:
      return joinList(value.toStringList());
    case Type::bytes:
      return QString::fromLatin1(value.toByteArray().toBase64());
  }
  return {};
}

}  // namespace

struct Settings::Private {
  QString file;
  QString brokenFile;
  IniValues values;  // as in the file; keys of newer programs are carried along
  QTimer debounce;
  bool pending = false;
  std::future<void> writing;
};

Settings::Settings(const QString& file, QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {
  d_->file = !file.isEmpty() ? file
                             : QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                                   QStringLiteral("/ssa-studio/studio.ini");
  d_->debounce.setSingleShot(true);
  d_->debounce.setInterval(kDebounce_ms);
  connect(&d_->debounce, &QTimer::timeout, this, [this] { write(); });

  const Result<Bytes> bytes = readFile(toPath(d_->file), kLimit_bytes);
  if (!bytes) return;
  const std::optional<IniValues> values =
      decodeIni(QByteArray(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size())));
  if (values && values->contains(QStringLiteral("file/schema"))) {
    d_->values = *values;
    return;
  }
  d_->brokenFile = d_->file + QStringLiteral(".broken");
  std::error_code failed;
  std::filesystem::rename(toPath(d_->file), toPath(d_->brokenFile), failed);
}

Settings::~Settings() { flush(); }

QString Settings::file() const { return d_->file; }
QString Settings::brokenFile() const { return d_->brokenFile; }

QVariant Settings::value(const QString& key) const {
  const Row& row = rowOf(key);
  bool fine = false;
  if (const auto it = d_->values.constFind(key); it != d_->values.constEnd()) {
    const QVariant value = parsed(row, *it, &fine);
    if (fine) return value;
  }
  return parsed(row, QString::fromUtf8(row.fallback), &fine);
}

void Settings::setValue(const QString& key, const QVariant& value) {
  const QString text = stored(rowOf(key), value);
  if (const auto it = d_->values.constFind(key);
      it != d_->values.constEnd() ? *it == text : stored(rowOf(key), this->value(key)) == text)
    return;
  d_->values.insert(key, text);
  d_->pending = true;
  d_->debounce.start();
  Q_EMIT changed(key);
}

bool Settings::flag(const char* key) const { return value(QString::fromLatin1(key)).toBool(); }
double Settings::number(const char* key) const { return value(QString::fromLatin1(key)).toDouble(); }
QString Settings::text(const char* key) const { return value(QString::fromLatin1(key)).toString(); }
QStringList Settings::list(const char* key) const { return value(QString::fromLatin1(key)).toStringList(); }
QByteArray Settings::bytes(const char* key) const { return value(QString::fromLatin1(key)).toByteArray(); }

/// Starts writing what is pending on a thread of its own: syncing a file can take a slow disk long.
void Settings::write() {
  if (!d_->pending) return;
  if (d_->writing.valid() && d_->writing.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    d_->debounce.start();
    return;
  }
  d_->pending = false;
  IniValues values = d_->values;
  values.insert(QStringLiteral("file/schema"), QString::number(kSchema));
  d_->writing = std::async(std::launch::async, [this, file = d_->file, text = encodeIni(values).toStdString()] {
    QDir().mkpath(QFileInfo(file).absolutePath());
    const Result<void> written = writeFile(toPath(file), std::string_view(text));
    if (!written)
      QMetaObject::invokeMethod(
          this, [this, error = written.error()] { Q_EMIT failed(error); }, Qt::QueuedConnection);
  });
}

void Settings::flush() {
  d_->debounce.stop();
  if (d_->writing.valid()) d_->writing.wait();
  write();
  if (d_->writing.valid()) d_->writing.wait();
}

}  // namespace ssa

#include "moc_settings.cpp"
