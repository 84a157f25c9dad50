#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

#include <filesystem>
#include <functional>

#include "engine/core/geometry.h"

namespace ssa::test {

/// What a program left behind.
struct Ran {
  int code = -1;  ///< exit code; -1 when it crashed or never started
  QByteArray out;
  QByteArray err;
  /// Standard output as one JSON object; empty when it is none.
  QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// Runs a program to its end; `inChild` runs between fork and exec.
Ran runProgram(const QString& program, const QStringList& arguments, const std::function<void()>& inChild = {});

/// The built command line program.
QString ssaseg();
/// Runs it to its end; `inChild` runs between fork and exec.
Ran runSsaseg(const QStringList& arguments, const std::function<void()>& inChild = {});

/// Fails with everything the program said unless it ended with `expected`.
#define SSA_VERIFY_CODE(ran, expected) \
  QVERIFY2((ran).code == (expected), ("exit code " + QByteArray::number((ran).code) + "\n" + (ran).out + (ran).err).constData())

QString text(const std::filesystem::path& path);

/// A smooth colour picture, different for every seed, as PNG.
void makePicture(const std::filesystem::path& file, Size size, unsigned seed);

/// An untrained SeaFormer-T of `classes` classes, made once per test program and classifier.
std::filesystem::path smallModel(const char* classifier = "ssa", int classes = 5);

}  // namespace ssa::test
