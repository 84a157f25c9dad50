#pragma once

#include <memory>
#include <vector>

#include "widgets/explain/instrument.h"

class QComboBox;
class QLabel;

namespace ssa {

class ElidedLabel;
class LandscapeScene;
class SliderField;
class VtkHost;

/// The score of a class as a landscape over the picture: where the class stands high, and where another one cuts it off.
class LandscapeInstrument : public Instrument {
  Q_OBJECT

 public:
  LandscapeInstrument(ExplainSession& session, QWidget* parent);
  /// Null where this platform has no OpenGL.
  LandscapeScene* scene() const { return scene_.get(); }
  int classShown() const;
  void setClass(int id);

 protected:
  void refresh() override;
  void forget() override;
  void changeEvent(QEvent* event) override;

 private:
  /// Logits of a slot's classifier.
  struct Source {
    Slot slot = Slot::ssa;
    MaskKind kind = MaskKind::refined;
  };
  QWidget* makeBar();
  void fillSources();
  void rebuild();
  void restyle();
  void tell(std::optional<std::int32_t> cell);

  std::vector<Source> sources_;
  QString wanted_;  ///< source chosen by hand; stays while other models come and go
  std::vector<float> heights_;
  LabelMap winners_;
  std::shared_ptr<LandscapeScene> scene_;
  VtkHost* host_ = nullptr;
  QComboBox *class_, *source_, *colour_, *camera_;
  SliderField* relief_;
  ElidedLabel* figures_;
};

}  // namespace ssa
