#include <set>

#include "engine/core/result.h"
#include "tests/support/runner.h"

namespace ssa {

class ErrorTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyCodeHasItsOwnName() {
    std::set<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i) names.insert(name(static_cast<ErrorCode>(i)));
    QCOMPARE(names.size(), static_cast<std::size_t>(ErrorCode::internal) + 1);
    QCOMPARE(name(ErrorCode::fileNotFound), std::string_view("file_not_found"));
    QCOMPARE(name(ErrorCode::imageTooLarge), std::string_view("image_too_large"));
    QCOMPARE(name(ErrorCode::internal), std::string_view("internal"));
    QCOMPARE(name(WarningCode::depthReduced), std::string_view("depth_reduced"));
    QCOMPARE(name(WarningCode::untrained), std::string_view("untrained"));
  }

  void argumentsAreFoundByName() {
    const Error error(ErrorCode::diskFull, {{"path", "/a"}, {"free", "3"}});
    QCOMPARE(error.arg("free"), std::string_view("3"));
    QVERIFY(error.arg("absent").empty());
    QCOMPARE(error.toString(), std::string("disk_full: path=/a, free=3"));
    QCOMPARE(Error(ErrorCode::stopped).toString(), std::string("stopped"));
  }

  void valueOfAFailedResultThrowsTheErrorsText() {
    const Result<int> failed = Error(ErrorCode::fileEmpty, {{"path", "x"}});
    QVERIFY(!failed.ok());
    try {
      (void)failed.value();
      QFAIL("no exception");
    } catch (const std::logic_error& e) {
      QVERIFY(std::string(e.what()).find("file_empty: path=x") != std::string::npos);
    }
  }
};

}  // namespace ssa

std::unique_ptr<QObject> makeErrorTest() { return std::make_unique<ssa::ErrorTest>(); }
#include "error_test.moc"
