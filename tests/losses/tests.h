#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeSsaLossGoldenTest();
std::unique_ptr<QObject> makeEdgesGoldenTest();
std::unique_ptr<QObject> makeUpsampledLossTest();
std::unique_ptr<QObject> makeLossSwitchesTest();
std::unique_ptr<QObject> makeBatchNormOrderTest();
std::unique_ptr<QObject> makeLossSpeedTest();
