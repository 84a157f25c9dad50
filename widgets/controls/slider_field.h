#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QSlider;

namespace ssa {

/// A named slider over a range of numbers with its value beside it. A double click puts the default back.
class SliderField : public QWidget {
  Q_OBJECT

 public:
  struct Range {
    double low = 0;
    double high = 1;
    double step = 0.01;
    double standard = 0;
  };
  /// `format` writes the value (`40 %`).
  SliderField(const char* objectName, const QString& name, Range range, std::function<QString(double)> format, QWidget* parent);

  double value() const;
  void setValue(double value);  ///< without valueChanged
  void setNameWidth(int width_px);

 Q_SIGNALS:
  void valueChanged(double value);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void showValue();

  Range range_;
  std::function<QString(double)> format_;
  QLabel* name_;
  QSlider* slider_;
  QLabel* text_;
};

/// `40 %`
QString percentText(double fraction);
/// `+0.25`
QString signedText(double value);

}  // namespace ssa
