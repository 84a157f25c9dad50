#include "engine/datasets/health.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/datasets/raw_ids.h"
#include "tests/data/masks.h"
#include "tests/data/tests.h"
#include "tests/data/without_root.h"
#include "tests/support/runner.h"

namespace ssa::test {
namespace {

namespace fs = std::filesystem;

/// A picture no other test picture equals.
Image8 ownPicture(Size size) {
  static int made = 0;
  Image8 picture(size);
  picture.pixels()[0] = static_cast<std::uint8_t>(++made);
  picture.pixels()[1] = static_cast<std::uint8_t>(made >> 8);
  return picture;
}

/// Two splits of pairs that stand in files.
class Pairs {
 public:
  Pairs() : root(tempDir()) {
    for (const char* split : {"train", "val"}) {
      Dataset side;
      side.root = root;
      side.split = split;
      sides.push_back(side);
    }
  }
  DatasetSample add(std::size_t side, const char* name, const LabelMap& mask) {
    const fs::path folder = root / sides[side].split;
    sides[side].samples.push_back({name, folder / (std::string(name) + ".png"), folder / "masks" / (std::string(name) + ".png")});
    const DatasetSample made = sides[side].samples.back();
    save(made.image, encodePng(ownPicture(mask.size())));
    saveMask(made.mask, mask);
    return made;
  }
  HealthReport check(const LabelSet& labels, const HealthOptions& options = {}, const IdMap& map = {}) const {
    NoProgress quiet;
    return checkDataset(sides, labels, map, options, {}, quiet).value();
  }

  fs::path root;
  std::vector<Dataset> sides;
};

const Finding* find(const HealthReport& report, FindingKind kind) {
  for (const Finding& finding : report.findings)
    if (finding.kind == kind) return &finding;
  return nullptr;
}

std::string arg(const Finding& finding, const char* key) {
  return std::string(Error(ErrorCode::internal, finding.args).arg(key));
}

QString kinds(const HealthReport& report) {
  QStringList list;
  for (const Finding& finding : report.findings) list << QString::fromUtf8(name(finding.kind).data());
  return list.join(QLatin1Char(' '));
}

}  // namespace

class HealthTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:

  void aSoundSetHasNoFindings() {
    Pairs pairs;
    pairs.add(0, "a", labels(4, {0, 1, 0, 1}));
    pairs.add(1, "b", labels(2, {1, 0}));
    const HealthReport report = pairs.check(LabelSet::numbered(2));
    QCOMPARE(kinds(report), QString());
    QVERIFY(report.fit());
    QCOMPARE(report.sides[0].pairs, 1);
    QCOMPARE(report.sides[0].usable, 1);
    QCOMPARE(report.sides[0].largest, (Size{4, 1}));
    QCOMPARE(report.sides[0].class_pixels, (std::vector<std::int64_t>{2, 2}));
  }

  void idsTellWhatTheyBecome() {
    Pairs pairs;
    pairs.add(0, "a", labels(4, {0, 1, 3, 255}));
    pairs.add(0, "b", labels(2, {1, 1, 1, 2}));
    LabelSet table = LabelSet::numbered(3);
    table.zeroLabel = ZeroLabel::ignore;
    const HealthReport report = pairs.check(table, {}, {{{3, 1}}});
    QCOMPARE(report.ids.size(), std::size_t{5});
    const int becomes[] = {kIgnore, 0, 1, 0, kIgnore};
    const std::int64_t pixels[] = {1, 4, 1, 1, 1};
    for (std::size_t i = 0; i < 5; ++i) {
      QCOMPARE(report.ids[i].becomes, becomes[i]);
      QCOMPARE(report.ids[i].pixels, pixels[i]);
    }
    QCOMPARE(report.ids[1].masks, 2);
    QCOMPARE(report.ids[2].first_at, (Point{1, 1}));
    QVERIFY(report.ids[2].first_mask.ends_with("b.png"));
    const Finding* ignored = find(report, FindingKind::idsIgnored);
    QVERIFY(ignored);
    QCOMPARE(arg(*ignored, "ids"), std::string("0, 255"));
    QCOMPARE(arg(*ignored, "percent"), std::string("25.0"));
  }

  void idsBeyondTheTableRefuse() {
    Pairs pairs;
    pairs.add(0, "a", labels(4, {0, 1, 7, 7}));
    pairs.add(0, "b", labels(4, {0, 1, 1, 1}));
    const HealthReport report = pairs.check(LabelSet::numbered(2));
    QVERIFY(!report.fit());
    QCOMPARE(report.reasons(), std::string("ids_unknown"));
    const Finding& unknown = *find(report, FindingKind::idsUnknown);
    QCOMPARE(unknown.severity, FindingSeverity::refuses);
    QCOMPARE(unknown.count, std::int64_t{1});
    QCOMPARE(arg(unknown, "ids"), std::string("7"));
    QCOMPARE(arg(unknown, "pixels"), std::string("2"));
    QVERIFY(unknown.files[0].path.ends_with("a.png"));
    QCOMPARE(report.ids.back().becomes, RawIdRule::kUnknown);
    QCOMPARE(report.ids.back().first_at, (Point{2, 0}));
    // Saying what the id is makes the set fit; nothing is read again for that.
    QVERIFY(pairs.check(LabelSet::numbered(2), {}, {{{7, 255}}}).fit());
  }

  void aSurveyIsJudgedAgainWithoutReading() {
    Pairs pairs;
    pairs.add(0, "a", labels(2, {0, 5}));
    NoProgress quiet;
    const auto survey = surveyPairs(pairs.sides, 1, {}, quiet);
    SSA_VERIFY_OK(survey);
    fs::remove_all(pairs.root);
    QVERIFY(!judge(*survey, LabelSet::numbered(2), {}, {}).fit());
    const HealthReport merged = judge(*survey, LabelSet::numbered(2), {{{5, 1}}}, {});
    QCOMPARE(merged.sides[0].class_pixels, (std::vector<std::int64_t>{1, 1}));
  }

  void coloursInPlaceOfIdsRefuse() {
    Pairs pairs;
    const DatasetSample sample = pairs.add(0, "a", labels(4, {0, 0, 0, 0}));
    pairs.add(0, "b", labels(2, {0, 1}));
    LabelSet table = LabelSet::numbered(2);
    Image8 painted({4, 1});
    for (std::size_t i = 0; i < 3; ++i) {
      painted.pixels()[i * 3] = table.classes[1].colour.r;
      painted.pixels()[i * 3 + 1] = table.classes[1].colour.g;
      painted.pixels()[i * 3 + 2] = table.classes[1].colour.b;
    }
    painted.pixels()[9] = 1;
    save(sample.mask, encodePng(painted));
    const HealthReport report = pairs.check(table);
    QVERIFY(!report.fit());
    const Finding& colour = *find(report, FindingKind::maskIsColour);
    QCOMPARE(colour.count, std::int64_t{1});
    QCOMPARE(arg(colour, "known"), std::string("1"));
    QCOMPARE(arg(colour, "colours"), std::string("2"));
    QCOMPARE(report.colours[0].pixels, std::int64_t{3});
    QCOMPARE(report.colours[0].of_class, 1);
    QCOMPARE(report.colours[1].colour, (Rgb{1, 0, 0}));
    QCOMPARE(report.colours[1].of_class, -1);
  }

  void sizesThatDifferRefuse() {
    Pairs pairs;
    const DatasetSample sample = pairs.add(0, "a", labels(2, {0, 1}));
    pairs.add(0, "b", labels(2, {0, 1}));
    save(sample.image, encodePng(ownPicture({3, 1})));
    const HealthReport report = pairs.check(LabelSet::numbered(2));
    QCOMPARE(report.reasons(), std::string("sizes_differ"));
    QCOMPARE(find(report, FindingKind::sizesDiffer)->files[0].detail, std::string("2x1 / 3x1"));
  }

  void unreadableFilesAreNamedAndWarnWhileOthersAreUsable() {
    Pairs pairs;
    pairs.add(0, "a", labels(2, {0, 1}));
    touch(pairs.add(0, "b", labels(2, {0, 1})).image);
    fs::remove(pairs.add(0, "c", labels(2, {0, 1})).mask);
    const HealthReport report = pairs.check(LabelSet::numbered(2));
    QVERIFY(report.fit());
    QCOMPARE(kinds(report), QStringLiteral("image_unreadable mask_unreadable"));
    QCOMPARE(report.findings[0].files[0].detail, std::string("file_empty"));
    QCOMPARE(report.findings[1].files[0].detail, std::string("file_not_found"));
    QCOMPARE(report.sides[0].usable, 1);
    fs::remove(pairs.sides[0].samples[0].image);
    QCOMPARE(pairs.check(LabelSet::numbered(2)).reasons(), std::string("no_usable_pair"));
  }

  void filesWithoutPermissionAreNamed() {
    Pairs pairs;
    const DatasetSample sample = pairs.add(0, "a", labels(2, {0, 1}));
    fs::permissions(sample.image, fs::perms::none);
    const WithoutRoot limited;
    if (!limited.works()) QSKIP("root keeps its powers here");
    HealthOptions options;
    options.threads = 1;  // this thread gave its powers away
    const HealthReport report = pairs.check(LabelSet::numbered(2), options);
    QCOMPARE(find(report, FindingKind::imageUnreadable)->files[0].detail, std::string("permission_denied"));
  }

  void classesThatAreNowhereWarn() {
    Pairs pairs;
    pairs.add(0, "a", labels(2, {0, 2}));
    pairs.add(1, "b", labels(2, {0, 1}));
    const HealthReport report = pairs.check(LabelSet::numbered(3));
    QVERIFY(report.fit());
    QCOMPARE(report.findings.size(), std::size_t{2});
    QCOMPARE(report.findings[0].severity, FindingSeverity::warns);
    QCOMPARE(arg(report.findings[0], "split"), std::string("train"));
    QCOMPARE(arg(report.findings[0], "classes"), std::string("class 1"));
    QCOMPARE(report.findings[1].severity, FindingSeverity::informs);
    QCOMPARE(arg(report.findings[1], "classes"), std::string("class 2"));
  }

  void masksWithoutAnyClass() {
    Pairs pairs;
    pairs.add(0, "a", labels(2, {255, 255}));
    QCOMPARE(pairs.check(LabelSet::numbered(1)).reasons(), std::string("nothing_labelled"));
    pairs.add(0, "b", labels(2, {0, 255}));
    const HealthReport report = pairs.check(LabelSet::numbered(1));
    QVERIFY(report.fit());
    QCOMPARE(find(report, FindingKind::masksIgnored)->count, std::int64_t{1});
  }

  void copiesAcrossTheSplitsAreALeak() {
    Pairs pairs;
    const fs::path first = pairs.add(0, "a", labels(2, {0, 0})).image;
    const fs::path twin = pairs.add(0, "b", labels(2, {0, 0})).image;
    const fs::path leaked = pairs.add(1, "c", labels(2, {0, 0})).image;
    pairs.add(1, "d", labels(2, {0, 0}));
    fs::copy_file(first, twin, fs::copy_options::overwrite_existing);
    fs::copy_file(first, leaked, fs::copy_options::overwrite_existing);
    const HealthReport report = pairs.check(LabelSet::numbered(1));
    QCOMPARE(kinds(report), QStringLiteral("split_leak duplicate_images"));
    QCOMPARE(report.findings[0].files[0].path, leaked.string());
    QCOMPARE(report.findings[0].files[0].detail, first.string());
    QCOMPARE(report.findings[1].count, std::int64_t{1});
  }

  void whatHasNoPartnerIsListedAndListsEnd() {
    Pairs pairs;
    pairs.add(0, "a", labels(2, {0, 0}));
    HealthOptions options;
    options.files = 3;
    for (int i = 0; i < 5; ++i)
      options.unpaired.push_back({WarningCode::fileSkipped, {{"path", "x" + std::to_string(i)}, {"reason", "no mask"}}});
    const HealthReport report = pairs.check(LabelSet::numbered(1), options);
    QCOMPARE(report.findings[0].kind, FindingKind::unpaired);
    QCOMPARE(report.findings[0].count, std::int64_t{5});
    QCOMPARE(report.findings[0].files.size(), std::size_t{3});
    QCOMPARE(report.findings[0].files[2].path, std::string("x2"));
  }

  void theAnswerDoesNotDependOnThreads() {
    Pairs pairs;
    for (int i = 0; i < 9; ++i) pairs.add(i % 2 ? 1 : 0, ("p" + std::to_string(i)).c_str(), labels(2, {i % 3, 9}));
    const LabelSet table = LabelSet::numbered(2);
    HealthOptions one, four;
    one.threads = 1;
    four.threads = 4;
    QCOMPARE(pairs.check(table, four).toJson(table), pairs.check(table, one).toJson(table));
    QVERIFY(nlohmann::json::accept(pairs.check(table).toJson(table)));
  }

  void itStopsBetweenPairs() {
    Pairs pairs;
    pairs.add(0, "a", labels(2, {0, 1}));
    StopSource stop;
    stop.request_stop();
    NoProgress quiet;
    const auto report = checkDataset(pairs.sides, LabelSet::numbered(2), {}, {}, stop.get_token(), quiet);
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, ErrorCode::stopped);
  }

  void realCamVidIsFit() {
    const fs::path root = dataDir() / "real/CamVid";
    if (dataDir().empty() || !fs::exists(root)) QSKIP("no CamVid frames here");
    NoProgress quiet;
    const auto report = checkDataset({openDataset(root, "train")->value, openDataset(root, "val")->value},
                                     *LabelSet::preset("camvid11"), {}, {}, {}, quiet);
    SSA_VERIFY_OK(report);
    QVERIFY(report->fit());
    QCOMPARE(report->sides[0].usable, 184);
    QCOMPARE(report->sides[1].usable, 34);
    QCOMPARE(report->ids.size(), std::size_t{12});
    QCOMPARE(report->ids[11].becomes, int{kIgnore});
    QVERIFY(!find(*report, FindingKind::splitLeak));
  }
};

std::unique_ptr<QObject> makeHealthTest() { return std::make_unique<HealthTest>(); }

}  // namespace ssa::test

#include "health_test.moc"
