// Seeded damage to every container: nothing but a checkpoint or one error may come out.
#include <chrono>
#include <cstring>
#include <random>

#include "engine/checkpoints/formats.h"
#include "engine/checkpoints/read_fault.h"
#include "engine/checkpoints/write.h"
#include "tests/checkpoints/builders.h"
#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

constexpr int kInputs = 40'000;

FileBuffer bufferOf(const std::string& bytes) {
  const auto data = allocateTensorBytes(bytes.size());
  std::memcpy(data.get(), bytes.data(), bytes.size());
  return {data, bytes.size(), {}};
}

/// Reads every byte of every tensor, so that the sanitizer sees a view outside its storage.
std::size_t touch(const Checkpoint& checkpoint) {
  std::size_t sum = 0;
  for (const StoredTensor& tensor : checkpoint.tensors)
    for (std::size_t i = 0; i < tensor.bytes; ++i) sum += std::to_integer<std::size_t>(tensor.data.get()[i]);
  return sum;
}

class Mutations : public QObject {
  Q_OBJECT

 private:
  std::vector<std::string> seeds_;

  static std::string mutated(const std::string& seed, std::mt19937_64& random, const std::vector<std::string>& all) {
    std::string out = seed;
    const auto place = [&] { return static_cast<std::size_t>(random() % std::max<std::size_t>(out.size(), 1)); };
    const int changes = 1 + static_cast<int>(random() % 4);
    for (int i = 0; i < changes && !out.empty(); ++i) {
      switch (random() % 8) {
        case 0:
          out[place()] = static_cast<char>(random());
          break;
        case 1:
          out[place()] ^= static_cast<char>(1U << (random() % 8));
          break;
        case 2:
          out.resize(place());
          break;
        case 3:
          out.insert(place(), std::string(1 + random() % 9, static_cast<char>(random())));
          break;
        case 4:
          out.erase(place(), 1 + random() % 9);
          break;
        case 5: {
          static constexpr std::uint64_t kEdges[] = {0,          1,          0x7F,       0xFF,  0x7FFF,    0xFFFF,
                                                     0x7FFFFFFF, 0xFFFFFFFF, 1ULL << 40, ~0ULL, 1ULL << 63};
          const std::string edge = le(kEdges[random() % std::size(kEdges)]).substr(0, std::size_t{1} << (random() % 4));
          out.replace(place(), edge.size(), edge);
          break;
        }
        case 6: {
          const std::size_t from = place();
          out.insert(place(), out.substr(from, random() % 64));
          break;
        }
        default: {
          const std::string& other = all[random() % all.size()];
          const std::size_t from = random() % other.size();
          out.insert(place(), other.substr(from, random() % 64));
          break;
        }
      }
    }
    return out;
  }

 private Q_SLOTS:
  void initTestCase() {
    const auto tensor = [](const char* type, const char* key, std::int64_t count) {
      return pkl::tensor(pkl::storage(type, key, count), 0, {2, 2}, {2, 1});
    };
    const std::string scalar =
        pkl::global("numpy.core.multiarray", "scalar") +
        pkl::tuple({pkl::global("numpy", "dtype") + pkl::tuple({pkl::text("i8"), "\x89", "\x88"}) + "R" +
                        pkl::tuple({"K\3", pkl::text("<"), "N", "N", "N", "J\xff\xff\xff\xff", "J\xff\xff\xff\xff",
                                    std::string("K\0", 2)}) +
                        "b",
                    pkl::global("_codecs", "encode") +
                        pkl::tuple({pkl::text(std::string("\7\0\0\0\0\0\0\0", 8)), pkl::text("latin1")}) + "R"}) +
        "R";
    const std::string meta = pkl::dict({{"CLASSES", "](" + pkl::text("a") + pkl::text("b") + "e"},
                                        {"iter", scalar},
                                        {"PALETTE", "](](K\1K\2K\3e](K\4K\5K\6ee"},
                                        {"config", pkl::text("x")}});
    const std::string whole = pkl::whole(
        pkl::dict({{"meta", meta},
                   {"state_dict", pkl::dict({{"w", tensor("FloatStorage", "0", 4)}, {"v", tensor("LongStorage", "1", 4)}})}}));
    seeds_ = {
        torchZip(whole, {fourFloats(), std::string(32, '\5')}),
        torchLegacy(whole, {{"0", 4, fourFloats()}, {"1", 4, std::string(32, '\5')}}), soundZip(),
        safetensors(
            R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"b":{"dtype":"I64","shape":[1],"data_offsets":[16,24]}})",
            fourFloats() + std::string(8, '\1'))};
    if (const auto folder = goldenDir() / "ckpt"; std::filesystem::is_directory(folder))
      for (const char* file :
           {"mmengine.pth", "mmcv1_nppalette_legacy.pth", "mmcv1_proto4.pth", "odd_tensors_legacy.pth", "hostile.pth"})
        if (std::string bytes = contentsOf(folder / file); !bytes.empty()) seeds_.push_back(std::move(bytes));
  }

  void theSeedsThemselvesLoad() {
    const CheckpointLimits limits;
    for (const std::string& seed : seeds_)
      QVERIFY(!readCheckpointBytes(bufferOf(seed), {limits, {}, nullptr}).value.tensors.empty());
  }

  void damageGivesACheckpointOrOneError() {
    std::mt19937_64 random(20260101);
    const CheckpointLimits limits;
    int loadedCount = 0, refusedCount = 0;
    std::size_t sum = 0;
    double slowest = 0;
    for (int i = 0; i < kInputs; ++i) {
      const std::string input = mutated(seeds_[static_cast<std::size_t>(i) % seeds_.size()], random, seeds_);
      if (input.empty()) continue;
      const auto start = std::chrono::steady_clock::now();
      try {
        sum += touch(readCheckpointBytes(bufferOf(input), {limits, {}, nullptr}).value);
        ++loadedCount;
      } catch (const ReadFault& fault) {
        const ErrorCode code = fault.error.code;
        QVERIFY2(code == ErrorCode::checkpointDamaged || code == ErrorCode::checkpointRefused || code == ErrorCode::noWeights ||
                     code == ErrorCode::unknownFormat,
                 fault.error.toString().c_str());
        ++refusedCount;
      }
      slowest = std::max(slowest, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    qInfo("%d loaded, %d refused, slowest %.1f ms, sum %zu", loadedCount, refusedCount, slowest * 1e3, sum);
    QVERIFY(loadedCount > kInputs / 100);
    QVERIFY(refusedCount > kInputs / 3);
  }
};

}  // namespace

std::unique_ptr<QObject> makeMutationTest() { return std::make_unique<Mutations>(); }

#include "mutation_test.moc"
