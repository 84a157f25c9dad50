#pragma once

#include <QWidget>

#include <vector>

#include "app/session/explain/relation_view.h"

class QComboBox;

namespace ssa {

/// What the relation matrix is asked for: over what, which prototypes, minus which, how compared, ordered and coloured.
class RelationBar : public QWidget {
  Q_OBJECT

 public:
  enum class Scope { picture, setMean, setSpread };
  explicit RelationBar(QWidget* parent);

  Scope scope() const;
  void setScope(Scope scope);
  /// The prototypes that there are; what was chosen by hand stays while other models come and go.
  void setSources(std::vector<RelationSource> sources, bool truth);
  bool isEmpty() const { return sources_.empty(); }
  RelationQuestion question() const;

 Q_SIGNALS:
  void asked();  ///< another question
  void scopeChanged();
  void scaleChosen(bool toOne);

 private:
  void fill(QComboBox& list, const QString& first, const QString& wanted);

  std::vector<RelationSource> sources_;
  QString wanted_, wantedMinus_;
  QComboBox *scope_, *shown_, *minus_, *variant_, *order_, *scale_;
};

}  // namespace ssa
