#pragma once

#include <QString>
#include <QStringList>
#include <QVariant>

#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/core/describe.h"

namespace ssa {

enum class OptionKind { integer, real, flag, choice, text };

/// One described option as data: what a form shows and what it may hold.
struct OptionSpec {
  QString path;  ///< dotted, `optimizer.lr`
  OptionKind kind = OptionKind::text;
  QVariant value;  ///< qlonglong, double, bool, or QString for choices and texts
  double low = 0;
  double high = 0;
  QString unit;
  QString help;         ///< English, as described; translated where it is shown
  QStringList choices;  ///< names
};

/// Visitor of `describe` that lists the options of a struct.
class OptionReader {
 public:
  OptionReader(std::vector<OptionSpec>& specs, QString prefix) : specs_(specs), prefix_(std::move(prefix)) {}

  template <class T, class R>
  void field(const char* name, T& value, Range<R> range, const char* unit, const char* help) {
    OptionSpec spec = made(name, help);
    spec.kind = std::is_integral_v<T> ? OptionKind::integer : OptionKind::real;
    if constexpr (std::is_integral_v<T>)
      spec.value = static_cast<qlonglong>(value);
    else
      spec.value = QString::number(value, 'g', std::is_same_v<T, float> ? 7 : 15).toDouble();
    spec.low = asShown(range.low);
    spec.high = asShown(range.high);
    spec.unit = QString::fromUtf8(unit);
    specs_.push_back(std::move(spec));
  }
  void field(const char* name, std::string& value, const char* help) {
    OptionSpec spec = made(name, help);
    spec.value = QString::fromStdString(value);
    specs_.push_back(std::move(spec));
  }
  void flag(const char* name, bool& value, const char* help) {
    OptionSpec spec = made(name, help);
    spec.kind = OptionKind::flag;
    spec.value = value;
    specs_.push_back(std::move(spec));
  }
  template <class E, std::size_t N>
  void choice(const char* name, E& value, const Choice<E> (&choices)[N], const char* help) {
    OptionSpec spec = made(name, help);
    spec.kind = OptionKind::choice;
    for (const Choice<E>& one : choices) {
      const QString text = QString::fromLatin1(one.name.data(), static_cast<qsizetype>(one.name.size()));
      spec.choices += text;
      if (one.value == value) spec.value = text;
    }
    specs_.push_back(std::move(spec));
  }

 private:
  // 0.1F is 0.1 to its reader, not 0.10000000149.
  template <class R>
  static double asShown(R limit) {
    if constexpr (std::is_same_v<R, float>)
      return QString::number(static_cast<double>(limit), 'g', 7).toDouble();
    else
      return static_cast<double>(limit);
  }
  OptionSpec made(const char* name, const char* help) const {
    OptionSpec spec;
    spec.path = prefix_.isEmpty() ? QString::fromLatin1(name) : prefix_ + QLatin1Char('.') + QString::fromLatin1(name);
    spec.help = QString::fromUtf8(help);
    return spec;
  }
  std::vector<OptionSpec>& specs_;
  QString prefix_;
};

/// Visitor of `describe` that sets the option of one name.
class OptionWriter {
 public:
  OptionWriter(const QString& name, const QVariant& value) : name_(name.toLatin1()), value_(value) {}
  bool done() const { return done_; }  ///< there was such an option and the value fitted

  template <class T, class R>
  void field(const char* name, T& target, Range<R> range, const char*, const char*) {
    if (name_ != name) return;
    bool fits = false;
    const double wanted = value_.toDouble(&fits);
    if (!fits || wanted < static_cast<double>(range.low) * (1 - 1e-6) || wanted > static_cast<double>(range.high) * (1 + 1e-6))
      return;
    if constexpr (std::is_integral_v<T>)
      target = static_cast<T>(value_.toLongLong());
    else
      target = static_cast<T>(wanted);
    done_ = true;
  }
  void field(const char* name, std::string& target, const char*) {
    if (name_ != name) return;
    target = value_.toString().toStdString();
    done_ = true;
  }
  void flag(const char* name, bool& target, const char*) {
    if (name_ != name) return;
    target = value_.toBool();
    done_ = true;
  }
  template <class E, std::size_t N>
  void choice(const char* name, E& target, const Choice<E> (&choices)[N], const char*) {
    if (name_ != name) return;
    for (const Choice<E>& one : choices)
      if (value_.toString() == QLatin1String(one.name.data(), static_cast<qsizetype>(one.name.size()))) {
        target = one.value;
        done_ = true;
      }
  }

 private:
  QByteArray name_;
  QVariant value_;
  bool done_ = false;
};

/// Options of one part of a whole.
struct OptionSection {
  QString id;  ///< first half of the paths, empty for the whole itself
  std::vector<OptionSpec> options;
};

struct TrainConfig;
/// Every described option of a run, part by part.
std::vector<OptionSection> trainOptions(const TrainConfig& config);
/// False where there is no such option or the value lies outside its range; `config` is unchanged then.
bool setTrainOption(TrainConfig& config, const QString& path, const QVariant& value);

}  // namespace ssa
