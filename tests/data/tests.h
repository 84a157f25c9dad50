#pragma once

#include <QObject>

#include <memory>

namespace ssa::test {

std::unique_ptr<QObject> makeMetricsTest();
std::unique_ptr<QObject> makePipelineGoldenTest();
std::unique_ptr<QObject> makeListImagesTest();
std::unique_ptr<QObject> makeDatasetTest();
std::unique_ptr<QObject> makeDatasetSourceTest();
std::unique_ptr<QObject> makeSplitTest();
std::unique_ptr<QObject> makeLayoutsTest();
std::unique_ptr<QObject> makeHealthTest();
std::unique_ptr<QObject> makeDemoSceneTest();

}  // namespace ssa::test
