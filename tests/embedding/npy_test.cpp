#include <QTest>

#include <cstring>
#include <string>

#include "engine/core/npy.h"
#include "engine/core/safe_file.h"
#include "engine/image/write.h"
#include "tests/embedding/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

/// A version 1 file with this dictionary and these bytes of numbers.
std::string npy(const std::string& dictionary, const std::string& numbers) {
  std::string header = dictionary;
  header.append(63 - (10 + header.size()) % 64, ' ');
  header += '\n';
  std::string file("\x93NUMPY\x01\x00", 8);
  file += static_cast<char>(header.size() & 255);
  file += static_cast<char>(header.size() >> 8);
  return file + header + numbers;
}

std::string dictionary(const std::string& type, const std::string& shape, const char* order = "False") {
  return "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
}

}  // namespace

class NpyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void whatIsWrittenIsRead() {
    const std::vector<float> values = {1, -2.5F, 3, 4, 5, 6};
    const std::int64_t shape[] = {3, 2};
    const auto path = test::tempDir() / "written.npy";
    SSA_VERIFY_OK(writeFile(path, encodeNpy(values, shape)));
    const auto array = readNpy(path);
    SSA_VERIFY_OK(array);
    QVERIFY(array->values == values);
    QVERIFY(array->shape == (std::vector<std::int64_t>{3, 2}));
  }

  void otherNumbersBecomeFloats() {
    const double wide[] = {0.5, -7};
    std::string bytes(sizeof wide, '\0');
    std::memcpy(bytes.data(), wide, sizeof wide);
    QVERIFY((read(npy(dictionary("<f8", "(2,)"), bytes)) == std::vector<float>{0.5F, -7}));
    QVERIFY((read(npy(dictionary("|u1", "(1, 3)"), std::string("\x00\x07\xff", 3))) == std::vector<float>{0, 7, 255}));
    QVERIFY((read(npy(dictionary("<i2", "()"), std::string("\xfe\xff", 2))) == std::vector<float>{-2}));
    QVERIFY(read(npy(dictionary("<f4", "(0, 5)"), "")).empty());
    QVERIFY((read(npy("{'shape': (1,), 'fortran_order': True, 'descr': '|b1'}", "\x01")) == std::vector<float>{1}));
  }

  void hostileFilesGiveOneErrorEach_data() {
    QTest::addColumn<QByteArray>("file");
    const auto row = [](const char* name, const std::string& file) {
      QTest::newRow(name) << QByteArray(file.data(), static_cast<qsizetype>(file.size()));
    };
    const std::string eight(8, 'x');
    row("not one", "PK\x03\x04 something else altogether");
    row("short", "\x93NUMPY");
    row("version", std::string("\x93NUMPY\x09\x00\x10\x00", 10) + eight + eight);
    row("header beyond the file", std::string("\x93NUMPY\x01\x00\xff\x7f", 10) + "{");
    row("header of gigabytes", std::string("\x93NUMPY\x02\x00\xff\xff\xff\x7f", 12) + "{");
    row("objects", npy(dictionary("|O", "(1,)"), eight));
    row("complex", npy(dictionary("<c8", "(1,)"), eight));
    row("structured", npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", eight));
    row("big-endian", npy(dictionary(">f4", "(2,)"), eight));
    row("columns first", npy(dictionary("<f4", "(1, 2)", "True"), eight));
    row("truncated", npy(dictionary("<f4", "(4, 4)"), eight));
    row("too long", npy(dictionary("<f4", "(1,)"), eight));
    row("overflow", npy(dictionary("<f4", "(4294967296, 4294967296)"), eight));
    row("overflow to the size", npy(dictionary("<f4", "(9223372036854775807, 2)"), eight));
    row("larger than numbers go", npy(dictionary("<f4", "(99999999999999999999,)"), eight));
    row("negative", npy(dictionary("<f4", "(-1, -2)"), eight));
    row("nested", npy(dictionary("<f4", "((((2,))))"), eight));
    row("too many dimensions", npy(dictionary("<f4", "(1,1,1,1,1,1,1,1,1,2)"), eight));
    row("key twice", npy("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", eight));
    row("key missing", npy("{'descr': '<f4', 'shape': (2,), }", eight));
    row("code", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os'),), }", eight));
    row("no end", npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2,", eight));
  }
  void hostileFilesGiveOneErrorEach() {
    QFETCH(QByteArray, file);
    const auto path = test::tempDir() / "hostile.npy";
    SSA_VERIFY_OK(writeFile(path, std::string_view(file.constData(), static_cast<std::size_t>(file.size()))));
    const auto array = readNpy(path);
    QVERIFY(!array.ok());
    QCOMPARE(array.error().code, ErrorCode::readFailed);
    QVERIFY(!array.error().arg("reason").empty());
  }

  void anyCutOrChangedByteOfAHeaderIsHandled() {
    const std::string whole = npy(dictionary("<f4", "(2, 3)"), std::string(24, 'a'));
    const auto path = test::tempDir() / "cut.npy";
    for (std::size_t at = 1; at < whole.size(); ++at) {
      SSA_VERIFY_OK(writeFile(path, std::string_view(whole).substr(0, at)));
      QVERIFY(!readNpy(path).ok());
      std::string changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 0x15);
      SSA_VERIFY_OK(writeFile(path, changed));
      const auto array = readNpy(path);  // an error or six numbers, never more
      QVERIFY(!array.ok() || array->values.size() <= 24);
    }
  }

  void missingAndEmptyFilesAreNamed() {
    QCOMPARE(readNpy(test::tempDir() / "none.npy").error().code, ErrorCode::fileNotFound);
    const auto path = test::tempDir() / "empty.npy";
    SSA_VERIFY_OK(writeFile(path, std::string_view()));
    QCOMPARE(readNpy(path).error().code, ErrorCode::fileEmpty);
  }

 private:
  static std::vector<float> read(const std::string& file) {
    const auto path = test::tempDir() / "one.npy";
    if (!writeFile(path, file)) return {};
    auto array = readNpy(path);
    return array ? array->values : std::vector<float>{-99999};
  }
};

std::unique_ptr<QObject> makeNpyTest() { return std::make_unique<NpyTest>(); }

#include "npy_test.moc"
