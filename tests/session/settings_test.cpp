#include "app/session/settings.h"

#include <QSignalSpy>

#include <filesystem>
#include <memory>

#include "app/session/ini_text.h"
#include "app/session/qt_convert.h"
#include "engine/core/safe_file.h"
#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

QString freshFile() { return fromPath(test::tempDir() / "below" / "studio.ini"); }

std::string contents(const QString& file) {
  const auto bytes = readFile(toPath(file), 1 << 20);
  return bytes ? std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()) : std::string();
}

}  // namespace

class SettingsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void defaultsHoldWithoutAFile() {
    const Settings settings(freshFile());
    QCOMPARE(settings.text("predict/device"), QStringLiteral("auto"));
    QCOMPARE(settings.number("cache/budget_bytes"), 1.5e9);
    QVERIFY(settings.flag("view/linked"));
    QVERIFY(settings.list("recent/paths").isEmpty());
    QVERIFY(settings.brokenFile().isEmpty());
  }

  void everyTypeComesBackAfterARestart() {
    const QString file = freshFile();
    const QStringList paths{QStringLiteral("/a,b\\c"), QString(), QStringLiteral("/zwei\nZeilen"),
                            QStringLiteral("/画像 [1]=x;#")};
    const QByteArray bytes("\0\xff\n=x", 5);
    {
      Settings settings(file);
      settings.setValue(QStringLiteral("view/linked"), false);
      settings.setValue(QStringLiteral("view/opacity"), 0.123456789);
      settings.setValue(QStringLiteral("view/mode"), QStringLiteral("  swipe\t\\n "));
      settings.setValue(QStringLiteral("recent/paths"), paths);
      settings.setValue(QStringLiteral("window/geometry"), bytes);
      settings.setValue(QStringLiteral("recent/models"), QStringList{QString()});
    }
    const Settings settings(file);
    QVERIFY(settings.brokenFile().isEmpty());
    QVERIFY(!settings.flag("view/linked"));
    QCOMPARE(settings.number("view/opacity"), 0.123456789);
    QCOMPARE(settings.text("view/mode"), QStringLiteral("  swipe\t\\n "));
    QCOMPARE(settings.list("recent/paths"), paths);
    QCOMPARE(settings.list("recent/models"), QStringList{QString()});
    QCOMPARE(settings.bytes("window/geometry"), bytes);
    QVERIFY(contents(file).find("schema=1") != std::string::npos);
  }

  void changesAreToldOnceAndWrittenTogether() {
    const QString file = freshFile();
    Settings settings(file);
    QSignalSpy changed(&settings, &Settings::changed);
    settings.setValue(QStringLiteral("view/opacity"), 0.3);
    settings.setValue(QStringLiteral("view/opacity"), 0.3);
    settings.setValue(QStringLiteral("view/linked"), true);  // the default
    QCOMPARE(changed.size(), 1);
    QVERIFY(contents(file).empty());  // waits for more
    QTRY_VERIFY(contents(file).find("opacity=0.3") != std::string::npos);
  }

  void damagedFilesArePutAside_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no assignment") << QByteArray("[file]\nschema=1\n[view]\nopacity\n");
    QTest::newRow("cut escape") << QByteArray("[file]\nschema=1\n[view]\nmode=a\\x1\n");
    QTest::newRow("nul bytes") << QByteArray("[file]\nschema=1\n\0\0\0", 19);
    QTest::newRow("not text") << QByteArray("[file]\nschema=1\n[view]\nmode=\xff\xfe\n");
    QTest::newRow("no schema") << QByteArray("[view]\nopacity=0.1\n");
    QTest::newRow("empty") << QByteArray();
  }

  void damagedFilesArePutAside() {
    QFETCH(QByteArray, text);
    const QString file = fromPath(test::tempDir() / "studio.ini");
    QVERIFY(writeFile(toPath(file), std::string_view(text.constData(), static_cast<std::size_t>(text.size()))).ok());
    const Settings settings(file);
    QCOMPARE(settings.brokenFile(), file + QStringLiteral(".broken"));
    QCOMPARE(contents(settings.brokenFile()), text.toStdString());
    QCOMPARE(settings.number("view/opacity"), 0.6);
  }

  void valuesOfAnotherTypeGiveTheDefaultAndUnknownOnesAreKept() {
    const QString file = fromPath(test::tempDir() / "studio.ini");
    QVERIFY(
        writeFile(toPath(file), std::string_view("[file]\nschema=9\n[view]\nopacity=much\nlinked=maybe\n[new]\nkey=v\n")).ok());
    {
      Settings settings(file);
      QCOMPARE(settings.number("view/opacity"), 0.6);
      QVERIFY(settings.flag("view/linked"));
      settings.setValue(QStringLiteral("view/gamma"), 2.0);
    }
    QVERIFY(contents(file).find("[new]\nkey=v\n") != std::string::npos);
  }

  void aFileThatCannotBeWrittenIsTold() {
    const std::filesystem::path folder = test::tempDir() / "studio.ini";
    std::filesystem::create_directories(folder);  // a folder stands where the file should be
    Settings settings(fromPath(folder));
    QSignalSpy failed(&settings, &Settings::failed);
    settings.setValue(QStringLiteral("view/gamma"), 2.0);
    settings.flush();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(settings.number("view/gamma"), 2.0);
  }
};

std::unique_ptr<QObject> makeSettingsTest() { return std::make_unique<SettingsTest>(); }

#include "settings_test.moc"
