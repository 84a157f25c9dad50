#pragma once

#include <QObject>

#include <memory>

namespace ssa::test {

std::unique_ptr<QObject> makeBoundaryScoresTest();
std::unique_ptr<QObject> makeStatisticsTest();
std::unique_ptr<QObject> makeSparseConfusionTest();

}  // namespace ssa::test
