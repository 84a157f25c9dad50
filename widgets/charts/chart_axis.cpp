#include "widgets/charts/chart_axis.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace ssa {
namespace {

double roundStep(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  const double lead = rough / power;
  return (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power;
}

}  // namespace

ChartAxis ChartAxis::linear(double low, double high, int count) {
  if (!(low <= high)) low = 0, high = 1;
  if (low == high) {
    const double apart = low == 0 ? 1 : std::abs(low) * 0.1;
    low -= low == 0 ? 0 : apart;
    high += apart;
  }
  const double step = roundStep((high - low) / std::max(1, count));
  ChartAxis axis;
  axis.low = std::floor(low / step + 1e-9) * step;
  axis.high = std::ceil(high / step - 1e-9) * step;
  const int steps = static_cast<int>(std::lround((axis.high - axis.low) / step));
  for (int i = 0; i <= steps; ++i) {
    const double tick = axis.low + i * step;
    axis.ticks.push_back(std::abs(tick) < step * 1e-6 ? 0 : tick);
  }
  return axis;
}

ChartAxis ChartAxis::powers(double low, double high, int count) {
  if (!(low > 0) || !(low <= high)) return linear(low, high, count);
  const int first = static_cast<int>(std::floor(std::log10(low) + 1e-9));
  const int last = std::max(first + 1, static_cast<int>(std::ceil(std::log10(high) - 1e-9)));
  const int stride = std::max(1, (last - first + count - 1) / std::max(1, count));
  ChartAxis axis;
  axis.logarithmic = true;
  axis.low = std::pow(10.0, first);
  axis.high = std::pow(10.0, last);
  for (int power = first; power <= last; power += stride) axis.ticks.push_back(std::pow(10.0, power));
  return axis;
}

double ChartAxis::place(double value) const {
  if (logarithmic) return (std::log10(std::max(value, low * 1e-6)) - std::log10(low)) / (std::log10(high) - std::log10(low));
  return (value - low) / (high - low);
}

QString shortNumber(double value) {
  const double size = std::abs(value);
  const QLocale locale;
  if (size >= 1e6) return locale.toString(value / 1e6, 'g', 4) + QLatin1Char('M');
  if (size >= 1e4) return locale.toString(value / 1e3, 'g', 4) + QLatin1Char('k');
  if (size != 0 && size < 1e-3) return locale.toString(value, 'g', 3);
  return locale.toString(value, 'g', 4);
}

}  // namespace ssa
