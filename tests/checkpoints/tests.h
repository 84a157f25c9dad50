#pragma once

#include <QObject>
#include <memory>

std::unique_ptr<QObject> makeGoldenFilesTest();
std::unique_ptr<QObject> makePickleAttackTest();
std::unique_ptr<QObject> makeZipAttackTest();
std::unique_ptr<QObject> makeSafetensorsTest();
std::unique_ptr<QObject> makeHuggingFaceTest();
std::unique_ptr<QObject> makeWriteTest();
std::unique_ptr<QObject> makeMutationTest();
std::unique_ptr<QObject> makeModelConfigTest();
std::unique_ptr<QObject> makeRecogniseTest();
