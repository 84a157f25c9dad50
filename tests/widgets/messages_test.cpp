#include "widgets/feedback/messages.h"

#include <QSet>
#include <QTest>

#include "tests/widgets/tests.h"

using namespace ssa;

namespace {

const Error::Args kArgs = {{"path", "/a/b/picture.png"},
                           {"reason", "why"},
                           {"bytes", "5000000"},
                           {"limit", "1000"},
                           {"width", "12"},
                           {"height", "34"},
                           {"found", "7x8"},
                           {"expected", "9x10"},
                           {"device", "cuda:0"},
                           {"id", "99"},
                           {"classes", "11"},
                           {"pixels", "5"},
                           {"wanted", "pictures"},
                           {"needed", "10"},
                           {"free", "5"},
                           {"option", "scale"},
                           {"value", "3"},
                           {"count", "4"},
                           {"names", "a, b"},
                           {"supported", "1"},
                           {"from", "512"},
                           {"to", "256"},
                           {"used", "cpu"},
                           {"pages", "2"},
                           {"ids", "12"},
                           {"low", "0"},
                           {"high", "1"}};

// A sentence: starts with no placeholder left, ends with a full stop, long enough to say something.
bool isSentence(const QString& text) {
  return text.size() >= 12 && text.endsWith(QLatin1Char('.')) && !text.contains(QLatin1Char('%'));
}

}  // namespace

class MessagesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyErrorHasASentenceAndARemedy() {
    QSet<QString> texts;
    for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
      for (const Error::Args& args : {kArgs, Error::Args{}}) {
        const Message message = messageFor(Error(static_cast<ErrorCode>(code), args));
        const std::string name(ssa::name(static_cast<ErrorCode>(code)));
        QVERIFY2(isSentence(message.text), (name + ": " + message.text.toStdString()).c_str());
        QVERIFY2(isSentence(message.remedy), (name + ": " + message.remedy.toStdString()).c_str());
        QVERIFY2(message.details.contains(QString::fromStdString(name)), name.c_str());
        if (!args.empty()) {
          QVERIFY2(!texts.contains(message.text), name.c_str());
          texts.insert(message.text);
        }
      }
    }
  }

  void everyWarningHasASentenceAndARemedy() {
    QSet<QString> texts;
    for (int code = 0; code <= static_cast<int>(WarningCode::untrained); ++code) {
      const Message message = messageFor(Warning{static_cast<WarningCode>(code), kArgs});
      const std::string name(ssa::name(static_cast<WarningCode>(code)));
      QVERIFY2(isSentence(message.text) && isSentence(message.remedy), name.c_str());
      QVERIFY2(!texts.contains(message.text), name.c_str());
      QVERIFY(message.severity != Severity::error);
      texts.insert(message.text);
    }
  }

  void theFileIsNamedWithoutItsFolder() {
    const Message message = messageFor(Error(ErrorCode::fileVanished, {{"path", "/long/way/to/street.png"}}));
    QVERIFY(message.text.startsWith(QStringLiteral("street.png")));
    QVERIFY(message.details.contains(QStringLiteral("/long/way/to/street.png")));
  }

  void theSubjectStandsInForAMissingPath() {
    QVERIFY(messageFor(Error(ErrorCode::noWeights), QStringLiteral("/m/net.pth")).text.startsWith(QStringLiteral("net.pth")));
  }

  void severalWarningsBecomeOneMessageLedByTheGravest() {
    const Message message = messageFor(
        Warnings{{WarningCode::paletteGenerated, {}}, {WarningCode::nonFiniteWeights, {}}, {WarningCode::classNamesMissing, {}}},
        QStringLiteral("net.pth"));
    QVERIFY(message.severity == Severity::warning);
    QVERIFY(message.text.contains(QStringLiteral("not numbers")));
    QVERIFY(message.details.contains(QStringLiteral("numbered")));
    QVERIFY(message.details.contains(QStringLiteral("colours")));
  }

  void everyJobHasATitle() {
    for (int kind = 0; kind <= static_cast<int>(JobKind::save); ++kind) QVERIFY(!jobTitle(static_cast<JobKind>(kind)).isEmpty());
  }
};

std::unique_ptr<QObject> makeMessagesTest() { return std::make_unique<MessagesTest>(); }

#include "messages_test.moc"
