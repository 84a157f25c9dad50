#include "app/cli/messages.h"
#include "app/cli/exit_codes.h"
#include "tests/support/runner.h"
#include "tests/system/tests.h"

namespace ssa::test {

class MessagesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void everyErrorHasCauseAndRemedy() {
    for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
      const auto which = static_cast<ErrorCode>(code);
      const cli::Message message = cli::describe(Error(which));
      QVERIFY2(!message.cause.empty() && !message.remedy.empty(), name(which).data());
      QVERIFY2(message.cause.find('{') == std::string::npos, message.cause.c_str());
    }
  }

  void everyWarningHasASentence() {
    for (int code = 0; code <= static_cast<int>(WarningCode::untrained); ++code) {
      const auto which = static_cast<WarningCode>(code);
      QVERIFY2(!cli::describe(Warning{which, {}}).cause.empty(), name(which).data());
    }
  }

  void argumentsAreFilledIn() {
    const Error error(ErrorCode::imageTooLarge, {{"path", "a b.png"}, {"width", "90000"}, {"height", "2"}, {"limit", "65535"}});
    QCOMPARE(cli::describe(error).cause, std::string("a b.png has 90000 x 2 pixels; the limit is 65535."));
    QCOMPARE(cli::fillIn("{a|none} {b} {c}", {{"c", "{d}"}}), std::string("none ? {d}"));
  }

  void exitCodesFollowTheConvention() {
    QCOMPARE(cli::exitCodeOf(ErrorCode::outOfMemory), cli::kExitRetry);
    QCOMPARE(cli::exitCodeOf(ErrorCode::deviceFault), cli::kExitRetry);
    QCOMPARE(cli::exitCodeOf(ErrorCode::stopped), cli::kExitStopped);
    QCOMPARE(cli::exitCodeOf(ErrorCode::badOption), cli::kExitUsage);
    QCOMPARE(cli::exitCodeOf(ErrorCode::imageDamaged), cli::kExitFailed);
  }
};

std::unique_ptr<QObject> makeMessagesTest() { return std::make_unique<MessagesTest>(); }

}  // namespace ssa::test

#include "messages_test.moc"
