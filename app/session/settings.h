#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>

namespace ssa {

/// Keys, types, defaults and scopes live in one table in settings.cpp; unknown keys are a bug (assert).
/// Stored as an INI file below XDG_CONFIG_HOME with a schema version, written by ssa::writeFile.
class Settings : public QObject {
  Q_OBJECT

 public:
  explicit Settings(const QString& file, QObject* parent = nullptr);
  ~Settings() override;  ///< writes what is pending

  QVariant value(const QString& key) const;
  void setValue(const QString& key, const QVariant& value);
  bool flag(const char* key) const;
  double number(const char* key) const;
  QString text(const char* key) const;
  QStringList list(const char* key) const;
  QByteArray bytes(const char* key) const;
  void flush();

 Q_SIGNALS:
  void changed(const QString& key);

 private:
  struct Private;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
