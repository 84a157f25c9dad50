#pragma once

#include <QWidget>

#include <array>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace ssa {

class DropCard;
class Session;
class TrainDraft;

/// What is trained: network, starting weights, classifier, and the recipe to begin from.
class ModelSection : public QWidget {
  Q_OBJECT

 public:
  ModelSection(TrainDraft& draft, Session& session, QWidget* parent);

 private:
  void refresh();

  TrainDraft& draft_;
  Session& session_;
  DropCard* weights_;
  QLabel* known_;
  std::array<QPushButton*, 2> fromSlot_{};
  QComboBox* architecture_;
  QComboBox* classifier_;
  QComboBox* scope_;
  std::array<QToolButton*, 3> presets_{};
  QLabel* presetWords_;
};

}  // namespace ssa
