#pragma once

#include <QWidget>

#include <utility>
#include <vector>

#include "app/session/explain/map_points.h"
#include "widgets/explain/map_colours.h"
#include "widgets/explain/map_source_bar.h"

class QAction;
class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QMenu;
class QPushButton;
class QSpinBox;

namespace ssa {

/// Everything a map is asked for: pictures, space, prototypes, colour, and the numbers of t-SNE; and the button that runs it.
class MapSetup : public QWidget {
  Q_OBJECT

 public:
  MapSetup(ExplainSession& session, QWidget* parent);

  MapSourceBar& sources() { return *sources_; }
  const MapSourceBar& sources() const { return *sources_; }
  /// `selected` only counts for the open picture.
  MapQuestion question(const CellSet& selected) const;
  FeatureSpace space() const;
  int dimensions() const;
  int iterations() const;
  MapColour colour() const;
  /// Kinds that are asked for.
  std::vector<PrototypeKind> kinds() const;
  /// Offers these; what is chosen among those that were there before stays.
  void offerKinds(const std::vector<PrototypeKind>& kinds);
  /// What cannot be shown is there, grey, and says why.
  void setColourEnabled(MapColour colour, bool on, const QString& why);
  void setGo(const QString& text, bool enabled, const QString& why);
  /// Behind the button that runs.
  void addToBar(QWidget* widget);

 Q_SIGNALS:
  void goClicked();
  void scopeChanged();    ///< other pictures, or one of them
  void changed();         ///< another map
  void numbersChanged();  ///< perplexity, rate, iterations, seed
  void colourChanged();

 private:
  QWidget* makeBar();
  QWidget* makeNumbers();

  MapSourceBar* sources_;
  QComboBox *space_, *colour_, *dimensions_, *metric_;
  QMenu* kindMenu_;
  std::vector<std::pair<PrototypeKind, QAction*>> kindActions_;
  QPushButton* go_;
  QHBoxLayout* bar_;
  QDoubleSpinBox *perplexity_, *rate_;
  QSpinBox *iterations_, *seed_;
};

}  // namespace ssa
