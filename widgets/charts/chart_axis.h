#pragma once

#include <QString>

#include <vector>

namespace ssa {

/// Round numbers that cover a range of values.
struct ChartAxis {
  double low = 0;
  double high = 1;
  std::vector<double> ticks;  ///< ascending, inside [low, high]
  bool logarithmic = false;

  /// About `count` steps of 1, 2 or 5 times a power of ten. Equal ends are moved apart; `low` > `high` gives 0..1.
  static ChartAxis linear(double low, double high, int count);
  /// Powers of ten; `low` must be positive, else the linear axis comes.
  static ChartAxis powers(double low, double high, int count);
  /// 0..1 from `low` to `high`; values outside lie outside.
  double place(double value) const;
};

/// A number as short as its size allows: `1.5k`, `160k`, `0.012`, `2.5e-05`.
QString shortNumber(double value);

}  // namespace ssa
