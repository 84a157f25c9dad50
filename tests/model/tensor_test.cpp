// Pictures to network inputs, bilinear resizing.
#include <torch/torch.h>

#include <QTest>

#include "engine/core/result.h"
#include "engine/tensor/from_image.h"
#include "engine/tensor/resize.h"
#include "tests/model/tests.h"

using namespace ssa;

class TensorTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bytesBecomeTheDoubleQuotientRoundedOnce() {
    Image8 image({256, 2});
    for (int y = 0; y < 2; ++y)
      for (int x = 0; x < 256; ++x)
        for (int c = 0; c < 3; ++c) image.row(y)[3 * x + c] = static_cast<std::uint8_t>((x + 50 * c + y) & 255);
    const Tensor input = fromImage(image, {123.675F, 116.28F, 103.53F}, {58.395F, 57.12F, 57.375F});
    QCOMPARE(input.sizes().vec(), (std::vector<std::int64_t>{1, 3, 2, 256}));
    const double mean[]{123.675, 116.28, 103.53}, std[]{58.395, 57.12, 57.375};
    for (int y = 0; y < 2; ++y)
      for (int x = 0; x < 256; ++x)
        for (int c = 0; c < 3; ++c)
          QCOMPARE(input[0][c][y][x].item<float>(),
                   static_cast<float>((static_cast<double>((x + 50 * c + y) & 255) - mean[c]) / std[c]));
    const Tensor twice = fromImage(image, {123.675F, 116.28F, 103.53F}, {58.395F, 57.12F, 57.375F}, at::kDouble);
    QVERIFY(twice.scalar_type() == at::kDouble && at::equal(twice, input.to(at::kDouble)));
  }

  void bothAlignmentsAreTheTextbookOnes() {
    const Tensor row = at::tensor({0.0, 1.0, 4.0}, at::kDouble).view({1, 1, 1, 3});
    const Tensor centres = resizeBilinear(row, {6, 1}), corners = resizeBilinear(row, {5, 1}, Align::corners);
    QVERIFY(at::allclose(centres.flatten(), at::tensor({0.0, 0.25, 0.75, 1.75, 3.25, 4.0}, at::kDouble)));
    QVERIFY(at::allclose(corners.flatten(), at::tensor({0.0, 0.5, 1.0, 2.5, 4.0}, at::kDouble)));
    QVERIFY(resizeBilinear(row, {3, 1}).is_same(row));
  }

  void wrongShapesNameWhatAndWhy() {
    try {
      expectShape(at::zeros({2, 3}), {-1, 4}, "weights");
      QFAIL("accepted");
    } catch (const ContractViolation& violation) {
      QCOMPARE(std::string(violation.what()), std::string("weights: found [2, 3], expected [*, 4]"));
    }
  }
};

std::unique_ptr<QObject> makeTensorTest() { return std::make_unique<TensorTest>(); }

#include "tensor_test.moc"
