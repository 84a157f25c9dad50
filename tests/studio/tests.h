#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeBadInputStory();
std::unique_ptr<QObject> makeCompareStory();
std::unique_ptr<QObject> makeExplainStory();
std::unique_ptr<QObject> makeOpenStory();
std::unique_ptr<QObject> makeSaveStory();
std::unique_ptr<QObject> makeStartTest();
std::unique_ptr<QObject> makeTrainingStory();
