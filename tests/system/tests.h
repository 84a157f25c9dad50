#pragma once

#include <QObject>

#include <memory>

namespace ssa::test {

std::unique_ptr<QObject> makeMessagesTest();
std::unique_ptr<QObject> makeSegmentPlanTest();
std::unique_ptr<QObject> makeEvaluationTest();
std::unique_ptr<QObject> makeCheckTest();
std::unique_ptr<QObject> makeCliTest();
std::unique_ptr<QObject> makeCliBadInputTest();
std::unique_ptr<QObject> makeAnalyseEvidenceTest();
std::unique_ptr<QObject> makeAnalyseSsaTest();
std::unique_ptr<QObject> makeCamvidTest();
std::unique_ptr<QObject> makeDemoDataTest();
std::unique_ptr<QObject> makeTrainingStoryTest();
std::unique_ptr<QObject> makeMainJobTest();

}  // namespace ssa::test
