#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>

#include "engine/core/error.h"

namespace ssa {

/// What the program remembers. Keys, types and defaults live in one table in settings.cpp: a new setting is
/// one line there; asking for a key that is not in it is a bug (assert).
/// Stored as an INI file below XDG_CONFIG_HOME with a schema version, written by ssa::writeFile half a second
/// after the last change, off the UI thread. A damaged file is kept aside as `<file>.broken` and the defaults hold.
class Settings : public QObject {
  Q_OBJECT

 public:
  /// `file` empty: `$XDG_CONFIG_HOME/ssa-studio/studio.ini`.
  explicit Settings(const QString& file, QObject* parent = nullptr);
  ~Settings() override;  ///< writes what is pending

  QString file() const;
  QString brokenFile() const;  ///< where a damaged file was put aside at the start; empty when it was fine

  QVariant value(const QString& key) const;
  void setValue(const QString& key, const QVariant& value);
  bool flag(const char* key) const;
  double number(const char* key) const;
  QString text(const char* key) const;
  QStringList list(const char* key) const;
  QByteArray bytes(const char* key) const;
  void flush();  ///< writes what is pending and waits for it

 Q_SIGNALS:
  void changed(const QString& key);
  void failed(const ssa::Error& error);  ///< the file could not be written; what is set still holds

 private:
  void write();
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
