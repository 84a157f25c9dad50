#include "tests/model/golden.h"

#include <torch/torch.h>

#include <QTest>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <limits>
#include <regex>

#include "engine/checkpoints/read.h"
#include "engine/models/stored_tensor.h"

namespace ssa::test {
namespace {

std::string fileText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) qFatal("cannot open %s", path.c_str());
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

nlohmann::json readJson(const std::filesystem::path& path) {
  nlohmann::json json = nlohmann::json::parse(fileText(path), nullptr, false);
  if (json.is_discarded()) qFatal("no JSON: %s", path.c_str());
  return json;
}

TensorMap readTensors(const std::filesystem::path& path) {
  const auto file = readCheckpoint(path);
  if (!file) qFatal("%s: %s", path.c_str(), file.error().toString().c_str());
  TensorMap tensors;
  for (const StoredTensor& stored : file->value.tensors) tensors[stored.name] = toTensor(stored);
  return tensors;
}

Tensor readNpy(const std::filesystem::path& path) {
  const std::string text = fileText(path);
  std::uint16_t header = 0;
  if (text.size() > 10) std::memcpy(&header, text.data() + 8, 2);
  const std::string about = text.substr(10, header);
  std::smatch type, shape;
  if (!text.starts_with("\x93NUMPY\x01") || about.find("'fortran_order': False") == std::string::npos ||
      !std::regex_search(about, type, std::regex("'<f([48])'")) ||
      !std::regex_search(about, shape, std::regex("\\(([0-9, ]*)\\)")))
    qFatal("unreadable array %s", path.c_str());
  std::vector<std::int64_t> extents;
  const std::string list = shape[1];
  const std::regex number("[0-9]+");
  for (std::sregex_iterator it(list.begin(), list.end(), number), end; it != end; ++it) extents.push_back(std::stoll(it->str()));
  Tensor values = at::empty(extents, type[1] == "4" ? at::kFloat : at::kDouble);
  if (text.size() != 10U + header + values.nbytes()) qFatal("wrong length: %s", path.c_str());
  std::memcpy(values.mutable_data_ptr(), text.data() + 10 + header, values.nbytes());
  return values;
}

double arrayError(const Tensor& ours, const Tensor& golden) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  if (!ours.defined() || ours.sizes() != golden.sizes()) return kInfinite;
  const Tensor a = ours.detach().to(at::kDouble), b = golden.to(at::kDouble);
  const double error = (a - b).abs().max().item<double>() / std::max(1.0, b.abs().max().item<double>());
  return std::isfinite(error) ? error : kInfinite;
}

double digestError(const std::array<double, 3>& ours, const nlohmann::json& golden) {
  double worst = 0;
  for (std::size_t i = 0; i < 3; ++i) worst = std::max(worst, std::abs(ours[i] - golden[i].get<double>()));
  worst /= std::max(1.0, golden[1].get<double>());
  return std::isfinite(worst) ? worst : std::numeric_limits<double>::infinity();
}

GoldenReport::~GoldenReport() {
  std::printf("golden %s: %d cases, worst error %.2g in float64, %.2g in float32\n", set_.c_str(), cases_, worst_double_,
              worst_float_);
  std::fflush(stdout);
}

void GoldenReport::skip(const std::string& name, const std::string& reason) const {
  std::printf("golden %s: skipped %s (%s)\n", set_.c_str(), name.c_str(), reason.c_str());
}

bool GoldenReport::within(double error, double allowed, c10::ScalarType precision, const std::string& what) {
  double& worst = precision == at::kDouble ? worst_double_ : worst_float_;
  worst = std::max(worst, error);
  if (error <= allowed) return true;
  failures_ += QStringLiteral("\n%1 (%2): error %3, allowed %4")
                   .arg(QString::fromStdString(what), QLatin1String(c10::toString(precision)))
                   .arg(error)
                   .arg(allowed);
  return false;
}

QString GoldenReport::takeFailures() { return std::exchange(failures_, {}); }

}  // namespace ssa::test
