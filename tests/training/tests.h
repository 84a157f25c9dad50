#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeScheduleTest();
std::unique_ptr<QObject> makeTrainGoldenTest();
std::unique_ptr<QObject> makeTrainParityTest();
std::unique_ptr<QObject> makeTrainStepTest();
std::unique_ptr<QObject> makeTrainRunTest();
std::unique_ptr<QObject> makeAddSsaTest();
std::unique_ptr<QObject> makeTrainKillTest();
std::unique_ptr<QObject> makeCacheSpeedTest();
