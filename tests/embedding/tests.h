#pragma once

#include <QObject>

#include <memory>

std::unique_ptr<QObject> makeAffinitiesTest();
std::unique_ptr<QObject> makeDescentTest();
std::unique_ptr<QObject> makeEmbedderTest();
std::unique_ptr<QObject> makeClusterQualityTest();
std::unique_ptr<QObject> makeNpyTest();
std::unique_ptr<QObject> makePeerTest();
