// What we write, read by our own readers: equal bytes, names, shapes and metadata.
#include <cstring>
#include <map>
#include <set>

#include "engine/checkpoints/read.h"
#include "engine/checkpoints/write.h"
#include "engine/checkpoints/zip_index.h"
#include "tests/checkpoints/builders.h"
#include "tests/checkpoints/tests.h"
#include "tests/support/runner.h"

using namespace ssa;
using namespace ssa::test;

namespace {

StoredTensor made(std::string name, DType type, std::vector<std::int64_t> shape, int seed) {
  StoredTensor tensor;
  tensor.name = std::move(name);
  tensor.type = type;
  tensor.shape = std::move(shape);
  tensor.bytes = static_cast<std::size_t>(tensor.count()) * bytesOf(type);
  const auto data = allocateTensorBytes(tensor.bytes);
  for (std::size_t i = 0; i < tensor.bytes; ++i) data.get()[i] = static_cast<std::byte>(i * 7 + static_cast<std::size_t>(seed));
  tensor.data = data;
  return tensor;
}

Checkpoint sample() {
  Checkpoint checkpoint;
  const DType types[] = {DType::f32, DType::f64, DType::f16, DType::bf16, DType::i64,
                         DType::i32, DType::i16, DType::i8,  DType::u8,   DType::boolean};
  int seed = 0;
  for (const DType type : types) {
    checkpoint.tensors.push_back(made("layer." + std::string(name(type)) + ".weight", type, {3, 5}, ++seed));
    checkpoint.tensors.push_back(made("layer." + std::string(name(type)) + ".scalar", type, {}, ++seed));
    checkpoint.tensors.push_back(made("layer." + std::string(name(type)) + ".empty", type, {0, 4}, ++seed));
  }
  checkpoint.tensors.push_back(made("tiefe.größe \"q\"", DType::f32, {2, 1, 3, 1, 1, 1, 1, 2}, 5));
  checkpoint.meta.classes = {"Straße", "sky", "a b"};
  checkpoint.meta.palette = {{1, 2, 3}, {255, 0, 128}, {0, 0, 0}};
  checkpoint.meta.iteration = 160'000;
  checkpoint.meta.config = "model = dict()\n";
  checkpoint.meta.text = {{"ssa_model_config", "{\"x\": \"ü\\n\"}"}, {"note", "two\nlines"}};
  return checkpoint;
}

std::string toText(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

void compareTensors(const Checkpoint& found, const Checkpoint& wanted) {
  QCOMPARE(found.tensors.size(), wanted.tensors.size());
  for (const StoredTensor& tensor : wanted.tensors) {
    const StoredTensor* read = found.find(tensor.name);
    QVERIFY2(read, tensor.name.c_str());
    QCOMPARE(read->type, tensor.type);
    QCOMPARE(read->shape, tensor.shape);
    QCOMPARE(read->bytes, tensor.bytes);
    QVERIFY2(std::memcmp(read->data.get(), tensor.data.get(), tensor.bytes) == 0, tensor.name.c_str());
  }
}

class Writers : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pthComesBackWhole() {
    const Checkpoint checkpoint = sample();
    const auto loaded = readBytes(toText(encodePth(checkpoint)));
    SSA_VERIFY_OK(loaded);
    compareTensors(loaded->value, checkpoint);
    for (std::size_t i = 0; i < checkpoint.tensors.size(); ++i)
      QCOMPARE(loaded->value.tensors[i].name, checkpoint.tensors[i].name);
    QCOMPARE(loaded->value.meta.classes, checkpoint.meta.classes);
    QVERIFY(loaded->value.meta.palette == checkpoint.meta.palette);
    QCOMPARE(loaded->value.meta.iteration, checkpoint.meta.iteration);
    QCOMPARE(loaded->value.meta.config, checkpoint.meta.config);
    QVERIFY(loaded->value.meta.text == checkpoint.meta.text);
    QVERIFY(loaded->warnings.empty());
  }

  void pthDataStartAtMultiplesOf64() {
    const Bytes bytes = encodePth(sample());
    const std::string text = toText(bytes);
    int entries = 0;
    for (std::size_t at = text.find("PK\x03\x04"); at != std::string::npos; at = text.find("PK\x03\x04", at + 4), ++entries) {
      std::uint16_t nameBytes, extraBytes;
      std::memcpy(&nameBytes, text.data() + at + 26, 2);
      std::memcpy(&extraBytes, text.data() + at + 28, 2);
      QCOMPARE((at + 30 + nameBytes + extraBytes) % 64, std::size_t{0});
    }
    QCOMPARE(entries, static_cast<int>(sample().tensors.size()) + 3);
  }

  void pthUsesOnlyWhatWeightsOnlyKnows() {
    // The opcodes among those of torch/_weights_only_unpickler.py that we write, with the bytes that follow each.
    const std::map<char, int> fixed{{'}', 0}, {'(', 0}, {'u', 0}, {']', 0},    {'e', 0}, {')', 0}, {'R', 0},
                                    {'t', 0}, {'Q', 0}, {'.', 0}, {'\x89', 0}, {'K', 1}, {'J', 4}, {'\x80', 1}};
    const std::set<std::string> allowed{"collections\nOrderedDict", "torch._utils\n_rebuild_tensor_v2"};
    const Bytes bytes = encodePth(sample());
    const ZipIndex zip(bytes, 100);
    const auto data = zip.find("archive/data.pkl")->data;
    const std::string_view pickle(reinterpret_cast<const char*>(data.data()), data.size());
    std::size_t at = 0;
    while (at < pickle.size()) {
      const char opcode = pickle[at++];
      if (opcode == 'c') {
        const std::size_t end = pickle.find('\n', pickle.find('\n', at) + 1);
        const std::string global(pickle.substr(at, end - at));
        QVERIFY2(allowed.contains(global) || (global.starts_with("torch\n") && global.ends_with("Storage")), global.c_str());
        at = end + 1;
      } else if (opcode == 'X') {
        std::uint32_t length;
        std::memcpy(&length, pickle.data() + at, 4);
        at += 4 + length;
      } else if (opcode == '\x8a') {
        at += 1 + static_cast<std::uint8_t>(pickle[at]);
      } else {
        QVERIFY2(fixed.contains(opcode), qPrintable(QString::number(static_cast<std::uint8_t>(opcode))));
        at += static_cast<std::size_t>(fixed.at(opcode));
      }
    }
    QCOMPARE(at, pickle.size());
  }

  void safetensorsComeBackWhole() {
    const Checkpoint checkpoint = sample();
    const std::string text = toText(encodeSafetensors(checkpoint));
    const auto loaded = readBytes(text, "x.safetensors");
    SSA_VERIFY_OK(loaded);
    compareTensors(loaded->value, checkpoint);
    QCOMPARE(loaded->value.meta.text.size(), checkpoint.meta.text.size() + 1);
    QCOMPARE(loaded->value.meta.text[0], (std::pair<std::string, std::string>{"format", "pt"}));
    std::uint64_t headerBytes;
    std::memcpy(&headerBytes, text.data(), 8);
    QCOMPARE(headerBytes % 8, std::uint64_t{0});
    QCOMPARE(text[8], '{');
  }

  void safetensorsAlignEveryTensorToItsElement() {
    const auto loaded = readBytes(toText(encodeSafetensors(sample())), "x.safetensors");
    SSA_VERIFY_OK(loaded);
    std::size_t offset = 0;
    for (const StoredTensor& tensor : loaded->value.tensors) {
      QCOMPARE(offset % bytesOf(tensor.type), std::size_t{0});
      offset += tensor.bytes;
    }
  }

  void theSameCheckpointGivesTheSameBytes() {
    QVERIFY(encodePth(sample()) == encodePth(sample()));
    QVERIFY(encodeSafetensors(sample()) == encodeSafetensors(sample()));
  }

  void containersConvertIntoEachOther() {
    const auto viaPth = readBytes(toText(encodePth(sample())));
    SSA_VERIFY_OK(viaPth);
    const auto viaBoth = readBytes(toText(encodeSafetensors(viaPth->value)), "x.safetensors");
    SSA_VERIFY_OK(viaBoth);
    compareTensors(viaBoth->value, sample());
  }
};

}  // namespace

std::unique_ptr<QObject> makeWriteTest() { return std::make_unique<Writers>(); }

#include "write_test.moc"
