#pragma once

#include <QObject>
#include <memory>

std::unique_ptr<QObject> makeAxisTapsTest();
std::unique_ptr<QObject> makeUpsampleKernelTest();
std::unique_ptr<QObject> makeFusedSpeedTest();
std::unique_ptr<QObject> makeInferenceTest();
std::unique_ptr<QObject> makeInferenceGoldenTest();
std::unique_ptr<QObject> makeCamvidParityTest();
std::unique_ptr<QObject> makePredictorTest();
