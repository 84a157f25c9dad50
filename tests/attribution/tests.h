#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeGradCamTest();
std::unique_ptr<QObject> makeAttributionTest();
std::unique_ptr<QObject> makeOcclusionPartsTest();
std::unique_ptr<QObject> makeGradCamSpeedTest();
std::unique_ptr<QObject> makeErrorStudyTest();
