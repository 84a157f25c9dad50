// Edge masks bit for bit (data: golden/edges).
#include <torch/torch.h>

#include <QTest>

#include "engine/losses/labels.h"
#include "tests/losses/tests.h"
#include "tests/model/golden.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

class EdgesGoldenTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void masksEqualOpenCvBitForBit() {
    if (!std::filesystem::exists(goldenDir() / "edges/manifest.json")) QSKIP("no edge masks in this golden folder");
    const nlohmann::json manifest = readJson(goldenDir() / "edges/manifest.json");
    const TensorMap file = readTensors(goldenDir() / "edges/edges.safetensors");
    int masks = 0;
    for (const auto& about : manifest["cases"]) {
      const std::string prefix = QStringLiteral("%1.").arg(about["index"].get<int>(), 2, 10, QLatin1Char('0')).toStdString();
      const Tensor labels = file.at(prefix + "label").unsqueeze(0);
      for (const int size : {3, 4, 5}) {
        for (const bool clear : {true, false}) {
          const std::string key = prefix + "edge" + std::to_string(size) + (clear ? "" : "_nopad");
          QVERIFY2(edgeMask(labels, size, clear)[0].to(at::kByte).equal(file.at(key)), key.c_str());
          ++masks;
        }
      }
    }
    QVERIFY(masks > 0);
    std::printf("golden edges: %d cases, worst error 0 (%d masks)\n", static_cast<int>(manifest["cases"].size()), masks);
  }

  void tinyMapsHaveNoEdgesLeft() {
    for (const int side : {1, 2, 11, 12}) {
      Tensor labels = at::zeros({1, side, side}, at::kByte);
      labels.select(2, side / 2).fill_(3);
      QCOMPARE(edgeMask(labels, 3, true).sum().item<int>(), 0);
    }
  }
};

std::unique_ptr<QObject> makeEdgesGoldenTest() { return std::make_unique<EdgesGoldenTest>(); }

#include "edges_golden_test.moc"
