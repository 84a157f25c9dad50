#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeSsaHeadGoldenTest();
std::unique_ptr<QObject> makeModelsGoldenTest();
std::unique_ptr<QObject> makeSwitchesTest();
std::unique_ptr<QObject> makeSegmentorTest();
std::unique_ptr<QObject> makeFrozenClassifierTest();
std::unique_ptr<QObject> makeStateTest();
std::unique_ptr<QObject> makeCostTest();
std::unique_ptr<QObject> makeTensorTest();
std::unique_ptr<QObject> makeFrameTest();
