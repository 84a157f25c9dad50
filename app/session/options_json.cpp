#include "app/session/options_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

namespace ssa {
namespace {

QLatin1String latin(std::string_view text) { return {text.data(), static_cast<qsizetype>(text.size())}; }

struct Writer {
  QJsonObject json;

  template <class T>
  void field(std::string_view name, T& value, Range<T>, std::string_view, std::string_view) {
    json.insert(latin(name), value);
  }
  void list(std::string_view name, std::vector<float>& values, Range<float>, std::string_view, std::string_view) {
    QJsonArray array;
    for (const float value : values) array.append(double{value});
    json.insert(latin(name), array);
  }
  void flag(std::string_view name, bool& value, std::string_view) { json.insert(latin(name), value); }
  template <class E, std::size_t N>
  void choice(std::string_view name, E& value, const Choice<E> (&choices)[N], std::string_view) {
    for (const Choice<E>& choice : choices)
      if (choice.value == value) json.insert(latin(name), latin(choice.name));
  }
};

struct Reader {
  QJsonObject json;

  template <class T>
  void field(std::string_view name, T& value, Range<T> range, std::string_view, std::string_view) {
    const double read = json.value(latin(name)).toDouble(NAN);
    if (read >= range.low && read <= range.high) value = static_cast<T>(read);
  }
  void list(std::string_view name, std::vector<float>& values, Range<float> range, std::string_view, std::string_view) {
    std::vector<float> read;
    for (const QJsonValue item : json.value(latin(name)).toArray()) {
      const auto value = static_cast<float>(item.toDouble(NAN));
      if (!(value >= range.low && value <= range.high)) return;
      read.push_back(value);
    }
    if (!read.empty()) values = read;
  }
  void flag(std::string_view name, bool& value, std::string_view) { value = json.value(latin(name)).toBool(value); }
  template <class E, std::size_t N>
  void choice(std::string_view name, E& value, const Choice<E> (&choices)[N], std::string_view) {
    const QString read = json.value(latin(name)).toString();
    for (const Choice<E>& choice : choices)
      if (read == latin(choice.name)) value = choice.value;
  }
};

}  // namespace

QString toJson(const PredictOptions& options) {
  Writer writer;
  PredictOptions copy = options;
  describe(writer, copy);
  return QString::fromUtf8(QJsonDocument(writer.json).toJson(QJsonDocument::Compact));
}

PredictOptions predictOptionsFrom(const QString& json) {
  Reader reader{QJsonDocument::fromJson(json.toUtf8()).object()};
  PredictOptions options;
  describe(reader, options);
  return options;
}

}  // namespace ssa
