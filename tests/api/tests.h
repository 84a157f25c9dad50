#pragma once

#include <QObject>
#include <memory>

std::unique_ptr<QObject> makeModelTest();
std::unique_ptr<QObject> makeCamvidModelTest();
std::unique_ptr<QObject> makeComparisonTest();
std::unique_ptr<QObject> makeLossMapsTest();
