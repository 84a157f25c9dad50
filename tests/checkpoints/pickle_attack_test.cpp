// Pickles that lie, overflow, nest or call: refused with one error, or loaded with nothing executed.
#include <map>

#include "tests/checkpoints/builders.h"
#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

std::string times(const std::string& part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

const std::string kTensor = pkl::tensor(pkl::storage("FloatStorage", "0", 4), 0, {2, 2}, {2, 1});

class PickleAttacks : public QObject {
  Q_OBJECT

 private:
  static Result<Loaded<Checkpoint>> readPickle(const std::string& pickle) { return readBytes(torchZip(pickle, {fourFloats()})); }

 private Q_SLOTS:
  void aSoundFileLoads() {
    const auto loaded = readBytes(soundZip());
    SSA_VERIFY_OK(loaded);
    QCOMPARE(loaded->value.tensors.size(), std::size_t{1});
    QCOMPARE(loaded->value.tensors[0].shape, (std::vector<std::int64_t>{2, 2}));
    QVERIFY(std::string(reinterpret_cast<const char*>(loaded->value.tensors[0].data.get()), 16) == fourFloats());
    QVERIFY(loaded->warnings.empty());
  }

  void brokenPicklesAreRefused_data() {
    QTest::addColumn<QByteArray>("pickle");
    const auto row = [](const char* name, const std::string& pickle) {
      QTest::newRow(name) << QByteArray(pickle.data(), static_cast<qsizetype>(pickle.size()));
    };
    row("empty", "");
    row("reduce on nothing", "R");
    row("build on nothing", "b");
    row("persistent id of nothing", "Q");
    row("tuple of three from one", "K\1\x87.");
    row("stop on nothing", ".");
    row("newobj on nothing", "\x81.");
    row("setitems without mark", "}u.");
    row("appends without mark", "]e.");
    row("append to nothing", "a.");
    row("mark swallowed by pop of value", "(R.");
    row("memo hole", "h\x05.");
    row("memo beyond", "j\xff\xff\xff\x7f.");
    row("put beyond the limit", "Nr\xff\xff\xff\x7f.");
    row("text of 2^31 bytes", "X\xff\xff\xff\x7f.");
    row("text of 2^62 bytes", std::string("\x8d") + le(std::uint64_t{1} << 62) + ".");
    row("bytes of 2^63 bytes", std::string("\x8e") + le(std::uint64_t{1} << 63) + ".");
    row("number of negative length", std::string("\x8b\xff\xff\xff\xff.", 6));
    row("frame beyond the end", std::string("\x95") + le(std::uint64_t{1} << 40) + "N.");
    row("protocol 9", "\x80\x09N.");
    row("unknown opcode", "\xff.");
    row("out-of-band buffer", "\x97.");
    row("text persistent id", "P0\n.");
    row("setitems on a list", "](K\1K\2u.");
    row("setitem on a number", "K\1K\2K\3s.");
    row("append to a number", "K\1K\2a.");
    row("call of a number", "K\1)R.");
    row("attributes of a number", "K\1}b.");
    row("2 M lists inside each other", times("]", 2'000'000) + times("a", 1'999'999) + ".");
    row("half a million lists", times("]", 500'000) + times("a", 499'999) + ".");
    row("2 M open groups", times("(", 2'000'000) + ".");
    row("2 M values on the stack", times("N", 2'000'000) + ".");
    row("3 M objects", times("]0", 3'000'000) + "N.");
    row("5 M elements", "](" + times("N", 900'000) + "e" + times("(" + times("N", 900'000) + "e", 5) + ".");
    row("odd number of dictionary parts", "}(K\1u.");
    row("values left behind", "NN.");
    row("malformed integer", "I12x\n.");
    row("malformed float", "Fabc\n.");
    row("malformed escape", "S'\\x1'\n.");
    row("unquoted string", "Sabc\n.");
    row("bytes behind the end", pkl::whole(pkl::dict({{"w", kTensor}})) + "junk");
    row("storage of an unknown type",
        pkl::whole(pkl::dict({{"w", pkl::tensor(pkl::storage("QInt8Storage", "0", 4), 0, {4}, {1})}})));
    row("storage that is no tuple", pkl::whole("NQ"));
    row("storage of a negative number of elements", pkl::whole(pkl::storage("FloatStorage", "0", -4)));
    row("storage described twice",
        pkl::whole(pkl::tuple({pkl::storage("FloatStorage", "0", 4), pkl::storage("IntStorage", "0", 4)})));
    row("tensor without arguments", pkl::whole(pkl::global("torch._utils", "_rebuild_tensor_v2") + ")R"));
    row("tensor of eight arguments",
        pkl::whole(pkl::global("torch._utils", "_rebuild_tensor_v2") + pkl::tuple(std::vector<std::string>(8, "N")) + "R"));
    row("tensor of a text",
        pkl::whole(pkl::global("torch._utils", "_rebuild_tensor") + pkl::tuple({pkl::text("s"), "K\1", ")", ")"}) + "R"));
    row("parameter of nothing", pkl::whole(pkl::global("torch._utils", "_rebuild_parameter") + ")R"));
    row("arguments that are no tuple", pkl::whole(pkl::global("torch._utils", "_rebuild_tensor_v2") + "NR"));
    row("only inert values", pkl::whole(pkl::dict({{"w", pkl::global("os", "system") + pkl::tuple({pkl::text("true")}) + "R"}})));
    row("no dictionary", pkl::whole("N"));
    row("unreadable name", pkl::whole(pkl::dict({{std::string("a\0b", 3), kTensor}})));
    row("name that is no UTF-8", pkl::whole(pkl::dict({{"\xff\xfe", kTensor}})));
    row("name of 2000 bytes", pkl::whole(pkl::dict({{std::string(2000, 'a'), kTensor}})));
  }

  void brokenPicklesAreRefused() {
    QFETCH(QByteArray, pickle);
    const auto loaded = readPickle(pickle.toStdString());
    QVERIFY(!loaded.ok());
    const ErrorCode code = loaded.error().code;
    QVERIFY2(code == ErrorCode::checkpointDamaged || code == ErrorCode::checkpointRefused || code == ErrorCode::noWeights,
             loaded.error().toString().c_str());
  }

  void everyOpcodeOnAnEmptyAndAShortStackIsSafe() {
    for (int opcode = 0; opcode < 256; ++opcode)
      for (const std::string& before : {std::string(), std::string("N"), std::string("("), std::string("(N"), std::string("]"),
                                        std::string("}"), std::string("}N"), std::string("NN"), std::string("cos\nsystem\n"),
                                        std::string("cos\nsystem\n)"), pkl::storage("FloatStorage", "0", 4)})
        for (const std::string& after : {std::string("."), std::string("\0\0\0\0\0\0\0\0.", 9), std::string("1\n1\n.")}) {
          const auto loaded = readInMemory(torchZip(before + static_cast<char>(opcode) + after, {fourFloats()}));
          QVERIFY2(!loaded.ok(), qPrintable(QString::number(opcode)));
        }
  }

  void dangerousGlobalsStayInert_data() {
    QTest::addColumn<QString>("module");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("shown");
    for (const auto& [module, name, shown] : {std::tuple("os", "system", "os.system"),
                                              {"posix", "system", "posix.system"},
                                              {"nt", "system", "nt.system"},
                                              {"builtins", "eval", "builtins.eval"},
                                              {"__builtin__", "exec", "builtins.exec"},
                                              {"subprocess", "Popen", "subprocess.Popen"},
                                              {"sys", "exit", "sys.exit"},
                                              {"torch", "load", "torch.load"},
                                              {"collections", "namedtuple", "collections.namedtuple"},
                                              {"numpy.core.multiarray", "fromfile", "numpy.core.multiarray.fromfile"},
                                              {"importlib", "import_module", "importlib.import_module"}})
      QTest::addRow("%s.%s", module, name) << QString::fromLatin1(module) << QString::fromLatin1(name)
                                           << QString::fromLatin1(shown);
  }

  void dangerousGlobalsStayInert() {
    QFETCH(QString, module);
    QFETCH(QString, name);
    QFETCH(QString, shown);
    const auto folder = tempDir();
    const std::string command = "touch " + (folder / "ran").string();
    const std::string m = module.toStdString(), n = name.toStdString();
    const std::string argument = pkl::text(command);
    for (const std::string& attack :
         {pkl::global(m, n) + pkl::tuple({argument}) + "R", pkl::global(m, n) + pkl::tuple({argument}) + "\x81",
          pkl::global(m, n) + pkl::tuple({argument}) + "}\x92", "(" + argument + "i" + m + "\n" + n + "\n",
          "(" + pkl::global(m, n) + argument + "o", pkl::text(m) + pkl::text(n) + "\x93" + pkl::tuple({argument}) + "R",
          pkl::global(m, n) + ")R}(" + pkl::text("a") + argument + "ub",
          pkl::global(m, n) + ")R(" + pkl::text("a") + argument + "u", pkl::global(m, n) + ")R" + argument + "a"}) {
      const auto loaded = readPickle(pkl::whole(pkl::dict({{"w", kTensor}, {"evil", attack}})));
      SSA_VERIFY_OK(loaded);
      QCOMPARE(loaded->value.tensors.size(), std::size_t{1});
      QCOMPARE(loaded->warnings.size(), std::size_t{1});
      QCOMPARE(loaded->warnings[0].code, WarningCode::pickleNotExecuted);
      QVERIFY2(loaded->warnings[0].toString().find(shown.toStdString()) != std::string::npos,
               loaded->warnings[0].toString().c_str());
    }
    QVERIFY(!std::filesystem::exists(folder / "ran"));
  }

  void cyclesAreHarmless() {
    for (const std::string& knot :
         {std::string("]q\1h\1a"), std::string("}q\1(X\1\0\0\0ah\1u", 13), std::string("]q\1]q\2h\1ah\2aa")}) {
      const auto loaded = readPickle(pkl::whole(pkl::dict({{"w", kTensor}, {"knot", knot}})));
      SSA_VERIFY_OK(loaded);
      QCOMPARE(loaded->value.tensors.size(), std::size_t{1});
    }
  }

  void oldProtocolsGiveTheSameValues() {
    // Protocol 0: texts by line, escapes, numbers as digits, the memo by name.
    const auto proto0 =
        readPickle("(dp1\nVw\\u00fc\np2\n" + kTensor + "sS'na\\x6de'\nI7\nsVx\nL8L\nsVy\nF0.5\nsVb\nI01\nsVz\ng2\ns.");
    SSA_VERIFY_OK(proto0);
    QVERIFY(proto0->value.find("w\xc3\xbc"));
    const auto proto4 = readPickle(std::string("\x80\x04\x95\0\0\0\0\0\0\0\0}\x94\x8c\1w\x94", 17) + kTensor + "s.");
    SSA_VERIFY_OK(proto4);
    QVERIFY(proto4->value.find("w"));
  }

  void tensorLiesAreRefused_data() {
    QTest::addColumn<QByteArray>("storageType");
    QTest::addColumn<qlonglong>("count");
    QTest::addColumn<qlonglong>("offset");
    QTest::addColumn<QList<qlonglong>>("shape");
    QTest::addColumn<QList<qlonglong>>("strides");
    struct Lie {
      const char* name;
      qlonglong count, offset;
      QList<qlonglong> shape, strides;
    };
    const qlonglong big = qlonglong{1} << 40;
    const QList<Lie> lies{
        {"shape larger than the storage", 4, 0, {3, 2}, {2, 1}},
        {"stride out of range", 4, 0, {2, 2}, {4, 1}},
        {"offset 2^40", 4, big, {2}, {1}},
        {"offset behind the end", 4, 3, {2}, {1}},
        {"negative offset", 4, -1, {2}, {1}},
        {"negative stride", 4, 3, {2}, {-1}},
        {"negative dimension", 4, 0, {-2}, {1}},
        {"dimension 2^31", 4, 0, {qlonglong{1} << 31}, {0}},
        {"2^40 elements through stride 0", 4, 0, {1 << 20, 1 << 20}, {0, 0}},
        {"2^124 elements", 4, 0, {2147483647, 2147483647, 2147483647, 2147483647}, {0, 0, 0, 0}},
        {"stride that overflows", 4, 0, {3, 3}, {std::numeric_limits<qlonglong>::max(), 1}},
        {"rank 9", 4, 0, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1}},
        {"fewer strides than dimensions", 4, 0, {2, 2}, {1}},
        {"storage of 2^30 elements", 1 << 30, 0, {2}, {1}},
        {"storage of 2^62 elements", qlonglong{1} << 62, 0, {2}, {1}},
        {"storage of fewer elements than bytes", 3, 0, {2}, {1}},
    };
    for (const char* type : {"FloatStorage", "HalfStorage", "BFloat16Storage", "LongStorage", "BoolStorage"})
      for (const Lie& lie : lies)
        QTest::addRow("%s, %s", lie.name, type) << QByteArray(type) << lie.count << lie.offset << lie.shape << lie.strides;
  }

  void tensorLiesAreRefused() {
    QFETCH(QByteArray, storageType);
    QFETCH(qlonglong, count);
    QFETCH(qlonglong, offset);
    QFETCH(QList<qlonglong>, shape);
    QFETCH(QList<qlonglong>, strides);
    const std::map<QByteArray, std::size_t> widths{
        {"FloatStorage", 4}, {"HalfStorage", 2}, {"BFloat16Storage", 2}, {"LongStorage", 8}, {"BoolStorage", 1}};
    const std::string pickle =
        pkl::whole(pkl::dict({{"w", pkl::tensor(pkl::storage(storageType.toStdString(), "0", count), offset,
                                                {shape.begin(), shape.end()}, {strides.begin(), strides.end()})}}));
    const std::string raw(4 * widths.at(storageType), '\1');
    QVERIFY(!readBytes(torchZip(pickle, {raw})).ok());
    QVERIFY(!readBytes(torchLegacy(pickle, {{"0", 4, raw}})).ok());
    QVERIFY(!readBytes(torchLegacy(pickle, {{"0", count, raw}})).ok() || count == 4);
  }

  void truncatedMissingAndExtraStoragesAreRefused() {
    const std::string pickle = pkl::whole(pkl::dict({{"w", kTensor}}));
    QVERIFY(!readBytes(torchZip(pickle, {fourFloats().substr(0, 12)})).ok());
    QVERIFY(!readBytes(torchZip(pickle, {fourFloats() + "1234"})).ok());
    QVERIFY(!readBytes(torchZip(pickle, {})).ok());
    QVERIFY(!readBytes(torchLegacy(pickle, {})).ok());
    QVERIFY(!readBytes(torchLegacy(pickle, {{"0", 4, fourFloats().substr(0, 12)}})).ok());
    QVERIFY(!readBytes(torchLegacy(pickle, {{"0", 4, fourFloats() + "x"}})).ok());
    QVERIFY(!readBytes(torchLegacy(pickle, {{"1", 4, fourFloats()}})).ok());
    QVERIFY(!readBytes(torchLegacy(pickle, {{"0", 4, fourFloats()}, {"0", 4, fourFloats()}})).ok());
    SSA_VERIFY_OK(readBytes(torchLegacy(pickle, {{"0", 4, fourFloats()}})));
  }

  void tenThousandTensorsMayShareAStorage() {
    std::vector<std::pair<std::string, std::string>> entries;
    for (int i = 0; i < 10'000; ++i) entries.emplace_back("w" + std::to_string(i), kTensor);
    const auto loaded = readPickle(pkl::whole(pkl::dict(entries)));
    SSA_VERIFY_OK(loaded);
    QCOMPARE(loaded->value.tensors.size(), std::size_t{10'000});
  }

  void theLastValueOfAKeyCounts() {
    const std::string other = pkl::tensor(pkl::storage("FloatStorage", "0", 4), 1, {2}, {2});
    const auto loaded = readPickle(pkl::whole(pkl::dict({{"w", kTensor}, {"v", kTensor}, {"w", other}})));
    SSA_VERIFY_OK(loaded);
    QCOMPARE(loaded->value.tensors.size(), std::size_t{2});
    QCOMPARE(loaded->value.tensors[0].name, std::string("w"));
    const float strided[] = {1, 3};
    QVERIFY(std::memcmp(loaded->value.tensors[0].data.get(), strided, 8) == 0);
  }

  void oldStorageViewsStayInside() {
    const auto view = [](std::int64_t first, std::int64_t count) {
      return pkl::tuple({pkl::text("storage"), pkl::global("torch", "FloatStorage"), pkl::text("0"), pkl::text("cpu"),
                         pkl::number(4), pkl::tuple({pkl::text("7"), pkl::number(first), pkl::number(count)})}) +
             "Q";
    };
    const auto file = [&](std::int64_t first, std::int64_t count) {
      return torchLegacy(pkl::whole(pkl::dict({{"w", pkl::tensor(view(first, count), 0, {2}, {1})}})), {{"0", 4, fourFloats()}});
    };
    const auto loaded = readBytes(file(2, 2));
    SSA_VERIFY_OK(loaded);
    const float tail[] = {2, 3};
    QVERIFY(std::memcmp(loaded->value.tensors[0].data.get(), tail, 8) == 0);
    QVERIFY(!readBytes(file(3, 2)).ok());
    QVERIFY(!readBytes(file(-1, 2)).ok());
    QVERIFY(!readBytes(file(std::numeric_limits<std::int64_t>::max(), 2)).ok());
    QVERIFY(!readBytes(file(0, 1)).ok());
  }
};

}  // namespace

std::unique_ptr<QObject> makePickleAttackTest() { return std::make_unique<PickleAttacks>(); }

#include "pickle_attack_test.moc"
