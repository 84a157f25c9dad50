#include "tests/system/program.h"

#include <QTest>

#include "tests/data/masks.h"
#include "tests/support/runner.h"

namespace ssa::test {

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

QString ssaseg() { return QStringLiteral(SSA_BINARY_DIR "/bin/ssaseg"); }

Ran runSsaseg(const QStringList& arguments, const std::function<void()>& inChild) {
  return runProgram(ssaseg(), arguments, inChild);
}

Ran runProgram(const QString& program, const QStringList& arguments, const std::function<void()>& inChild) {
  constexpr int kPatience_ms = 280'000;
  QProcess process;
  if (inChild) process.setChildProcessModifier(inChild);
  process.start(program, arguments);
  Ran ran;
  if (!process.waitForFinished(kPatience_ms)) process.kill();
  if (process.exitStatus() == QProcess::NormalExit && process.error() == QProcess::UnknownError) ran.code = process.exitCode();
  ran.out = process.readAllStandardOutput();
  ran.err = process.readAllStandardError();
  return ran;
}

void makePicture(const std::filesystem::path& file, Size size, unsigned seed) {
  Image8 picture(size);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x)
      for (int c = 0; c < 3; ++c)
        picture.row(y)[3 * x + c] = static_cast<std::uint8_t>((static_cast<unsigned>(x * (c + 1) + y * (3 - c)) + 31 * seed +
                                                               64 * ((static_cast<unsigned>(x / 24 + y / 16) + seed) % 3)) %
                                                              256);
  save(file, encodePng(picture));
}

std::filesystem::path smallModel(const char* classifier, int classes) {
  static const std::filesystem::path folder = tempDir();
  const std::filesystem::path model = folder / (std::string(classifier) + std::to_string(classes));
  if (std::filesystem::exists(model)) return model;
  const Ran made = runSsaseg({QStringLiteral("new-model"), QStringLiteral("--arch"), QStringLiteral("seaformer_t"),
                              QStringLiteral("--classes"), QString::number(classes), QStringLiteral("--classifier"),
                              QString::fromLatin1(classifier), QStringLiteral("--seed"), QStringLiteral("3"),
                              QStringLiteral("--out"), text(model)});
  if (made.code != 0) qFatal("new-model failed: %s", made.err.constData());
  return model;
}

}  // namespace ssa::test
