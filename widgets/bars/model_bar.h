#pragma once

#include <QWidget>

namespace ssa {

class Actions;
class Session;

/// The top bar: both model slots with the swap between them, and how they predict.
class ModelBar : public QWidget {
  Q_OBJECT

 public:
  ModelBar(Session& session, Actions& actions, QWidget* parent);
};

}  // namespace ssa
