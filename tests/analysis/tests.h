#pragma once

#include <QObject>
#include <memory>

std::unique_ptr<QObject> makeTraceTest();
std::unique_ptr<QObject> makeRelationsTest();
std::unique_ptr<QObject> makeAdaptationTest();
std::unique_ptr<QObject> makeWhatIfTest();
std::unique_ptr<QObject> makeSetAnalysisTest();
