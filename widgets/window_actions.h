#pragma once

namespace ssa {

class MainWindow;

/// Gives every action of the table its meaning and keeps their check marks right.
void connectActions(MainWindow& window);

}  // namespace ssa
