#pragma once

#include <QObject>

#include <memory>

namespace ssa::test {

std::unique_ptr<QObject> makeBoundaryScoresTest();
std::unique_ptr<QObject> makeStatisticsTest();
std::unique_ptr<QObject> makeSparseConfusionTest();
std::unique_ptr<QObject> makeBoundaryForensicsTest();
std::unique_ptr<QObject> makeSmallObjectsTest();

}  // namespace ssa::test
