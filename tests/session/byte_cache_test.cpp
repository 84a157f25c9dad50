#include "app/session/byte_cache.h"

#include <memory>
#include <string>

#include "tests/session/tests.h"
#include "tests/support/runner.h"

using namespace ssa;

namespace {

QString key(const char* text) { return QString::fromLatin1(text); }
std::shared_ptr<const int> number(int value) { return std::make_shared<const int>(value); }

}  // namespace

class ByteCacheTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theLeastRecentlyUsedGoesFirst() {
    ByteCache cache(100);
    cache.insert<int>(key("a"), number(1), 40);
    cache.insert<int>(key("b"), number(2), 40);
    QVERIFY(cache.find<int>(key("a")));
    cache.insert<int>(key("c"), number(3), 40);
    QVERIFY(cache.find<int>(key("a")));
    QVERIFY(!cache.find<int>(key("b")));
    QCOMPARE(cache.bytes(), std::size_t{80});
  }

  void aNameHoldsOneValue() {
    ByteCache cache(100);
    cache.insert<int>(key("a"), number(1), 60);
    cache.insert<int>(key("a"), number(2), 70);
    QCOMPARE(*cache.find<int>(key("a")), 2);
    QCOMPARE(cache.bytes(), std::size_t{70});
    cache.remove(key("a"));
    QCOMPARE(cache.bytes(), std::size_t{0});
  }

  void whatIsLargerThanTheBudgetIsNotKept() {
    ByteCache cache(100);
    cache.insert<int>(key("small"), number(1), 50);
    cache.insert<int>(key("large"), number(2), 101);
    QVERIFY(!cache.find<int>(key("large")));
    QVERIFY(cache.find<int>(key("small")));
  }

  void anotherTypeIsNoHit() {
    ByteCache cache(100);
    cache.insert<int>(key("a"), number(1), 1);
    QVERIFY(!cache.find<std::string>(key("a")));
  }
};

std::unique_ptr<QObject> makeByteCacheTest() { return std::make_unique<ByteCacheTest>(); }

#include "byte_cache_test.moc"
