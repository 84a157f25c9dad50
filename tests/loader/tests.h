#pragma once

#include <QObject>

#include <memory>

namespace ssa::test {

std::unique_ptr<QObject> makeAugmentGoldenTest();
std::unique_ptr<QObject> makeAugmentTest();
std::unique_ptr<QObject> makeAugmentSpeedTest();
std::unique_ptr<QObject> makeDemoSetTest();
std::unique_ptr<QObject> makeLoaderTest();

}  // namespace ssa::test
