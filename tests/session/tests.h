#pragma once

#include <QObject>

#include <memory>

// One maker per test class of the room, listed in main.cpp.
std::unique_ptr<QObject> makeJobQueueTest();
std::unique_ptr<QObject> makeSettingsTest();
std::unique_ptr<QObject> makeImageListTest();
std::unique_ptr<QObject> makeDocumentTest();
std::unique_ptr<QObject> makeByteCacheTest();
std::unique_ptr<QObject> makeConfusedCellsTest();
std::unique_ptr<QObject> makeDroppedPathsTest();
std::unique_ptr<QObject> makeDifferenceTest();
std::unique_ptr<QObject> makeSessionTest();
std::unique_ptr<QObject> makeSessionModelsTest();
std::unique_ptr<QObject> makeSessionCamvidTest();
std::unique_ptr<QObject> makeRunRegistryTest();
std::unique_ptr<QObject> makeTrainingSessionTest();
namespace ssa::test {
std::unique_ptr<QObject> makeSampleTest();
}
