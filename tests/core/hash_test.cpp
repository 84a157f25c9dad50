#include <string>

#include "engine/core/hash.h"
#include "tests/support/runner.h"

namespace ssa {
namespace {
std::span<const std::byte> bytesOf(const std::string& text) { return std::as_bytes(std::span(text)); }
}  // namespace

class HashTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void knownMessages_data() {
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("digest");
    // FIPS 180-4 examples.
    QTest::newRow("empty") << QString() << QStringLiteral("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QStringLiteral("abc")
                         << QStringLiteral("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks") << QStringLiteral("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << QStringLiteral("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million a") << QString(1'000'000, QLatin1Char('a'))
                                 << QStringLiteral("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }
  void knownMessages() {
    QFETCH(QString, message);
    QFETCH(QString, digest);
    QCOMPARE(sha256(bytesOf(message.toStdString())), digest.toStdString());
  }

  void piecesOfAnyLengthGiveTheWhole() {
    std::string text;
    for (int i = 0; i < 300; ++i) text += static_cast<char>(i * 7);
    for (std::size_t length = 0; length <= text.size(); ++length) {
      const std::string part = text.substr(0, length);
      for (const std::size_t cut : {std::size_t{1}, std::size_t{55}, std::size_t{63}, std::size_t{64}, std::size_t{65}}) {
        Sha256 hash;
        for (std::size_t at = 0; at < length; at += cut) hash.add(bytesOf(part).subspan(at, std::min(cut, length - at)));
        QCOMPARE(hash.hex(), sha256(bytesOf(part)));
      }
    }
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeHashTest() { return std::make_unique<ssa::HashTest>(); }
#include "hash_test.moc"
