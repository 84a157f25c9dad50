#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeActionsTest();
std::unique_ptr<QObject> makeChartsTest();
std::unique_ptr<QObject> makeClassModelTest();
std::unique_ptr<QObject> makeEvaluationPageTest();
std::unique_ptr<QObject> makeAllPanesTest();
std::unique_ptr<QObject> makeCausePanesTest();
std::unique_ptr<QObject> makeEvidencePanesTest();
std::unique_ptr<QObject> makeExplainPageTest();
std::unique_ptr<QObject> makeMapPaneTest();
std::unique_ptr<QObject> makeMessagesTest();
std::unique_ptr<QObject> makeNotifierTest();
std::unique_ptr<QObject> makeOptionsFormTest();
std::unique_ptr<QObject> makePanesTest();
std::unique_ptr<QObject> makePseudoLocaleTest();
std::unique_ptr<QObject> makeSetPanesTest();
std::unique_ptr<QObject> makeThemeTest();
std::unique_ptr<QObject> makeTrainingMapsTest();
std::unique_ptr<QObject> makeTrainingPageTest();
std::unique_ptr<QObject> makeViewStateTest();
std::unique_ptr<QObject> makeWindowTest();
