#include "app/session/training/trainer_log.h"

#include <algorithm>
#include <system_error>

#include "engine/core/input_file.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

constexpr std::uint64_t kTail_bytes = 8 << 10;
constexpr std::uint64_t kLargest_bytes = 64 << 20;
constexpr std::uint64_t kKept_bytes = 1 << 20;

Bytes lastBytes(const InputFile& file, std::uint64_t count) {
  const std::uint64_t from = file.size() - std::min(file.size(), count);
  Bytes bytes(static_cast<std::size_t>(file.size() - from));
  const auto got = file.read(from, bytes);
  bytes.resize(got ? *got : 0);
  return bytes;
}

QString readable(const Bytes& bytes, bool fromStart) {
  QString text = QString::fromUtf8(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
  if (!fromStart) text.remove(0, text.indexOf(QLatin1Char('\n')) + 1);
  for (QChar& c : text)
    if (!c.isPrint() && c != QLatin1Char('\n') && c != QLatin1Char('\t')) c = QChar::ReplacementCharacter;
  return text;
}

}  // namespace

bool TrainerLog::poll() {
  const auto file = InputFile::open(file_);
  if (!file || file->size() == size_) return false;
  size_ = file->size();
  tail_ = readable(lastBytes(*file, kTail_bytes), size_ <= kTail_bytes);
  if (size_ > kLargest_bytes) rotate();
  return true;
}

void TrainerLog::rotate() {
  const auto file = InputFile::open(file_);
  if (!file) return;
  const std::filesystem::path kept = file_.string() + ".1";
  if (!writeFile(kept, lastBytes(*file, kKept_bytes))) return;
  std::error_code fault;
  std::filesystem::resize_file(file_, 0, fault);
  if (!fault) size_ = 0;
}

}  // namespace ssa
