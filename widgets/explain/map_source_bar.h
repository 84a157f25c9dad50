#pragma once

#include <QStringList>
#include <QWidget>

#include <memory>

#include "app/session/explain/map_source.h"

class QComboBox;
class QPushButton;
class QSpinBox;

namespace ssa {

class ExplainSession;
class SetPicker;

/// What a map is made of: the open picture, some of those in the strip, or a split of a data set; and how many points.
class MapSourceBar : public QWidget {
  Q_OBJECT

 public:
  enum class Scope { picture, chosen, set };

  MapSourceBar(ExplainSession& session, QWidget* parent);
  Scope scope() const;
  /// Null for the open picture, and where nothing is chosen yet.
  const std::shared_ptr<const MapSource>& source() const { return source_; }
  /// What is missing before several pictures can be mapped; empty = nothing.
  QString missing() const;
  int mostPoints() const;
  /// Of several pictures: `12 pictures`.
  QString title() const;
  /// Reads truth and picture of the subject anew.
  void refresh();

 Q_SIGNALS:
  void scopeChanged();
  void changed();

 private:
  void chooseAll();
  void openChooser();

  ExplainSession& session_;
  QComboBox* scope_;
  QPushButton* pictures_;
  SetPicker* set_;
  QWidget* gap_;
  QSpinBox* points_;
  QStringList chosen_;
  std::shared_ptr<const MapSource> source_;
};

}  // namespace ssa
