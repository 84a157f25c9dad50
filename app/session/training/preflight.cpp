#include "app/session/training/preflight.h"

#include <QProcess>
#include <QTemporaryDir>

#include <system_error>
#include <utility>

#include "app/session/qt_convert.h"
#include "engine/core/safe_file.h"
#include "engine/runs/event_json.h"

namespace ssa {
namespace {

constexpr qsizetype kMostOutput = 1 << 20;

/// The last JSON document of an output, on one line or on many; others may have printed before it.
std::string lastDocument(const QByteArray& output) {
  const QByteArray all = output.trimmed();
  const qsizetype line = all.lastIndexOf("\n{");
  return all.mid(line < 0 ? 0 : line + 1).toStdString();
}

/// What the trainer itself gives as the reason it cannot answer.
std::optional<Error> namedError(const std::string& document) {
  const auto object = objectFromLine(document);
  if (!object || !object->contains("error")) return std::nullopt;
  return errorFromJson(object->at("error"));
}

std::string lastLine(const QByteArray& text) {
  const QByteArray all = text.trimmed();
  return all.mid(all.lastIndexOf('\n') + 1).left(200).toStdString();
}

}  // namespace

struct Preflight::Private {
  std::filesystem::path program;
  std::unique_ptr<QProcess> process;
  std::unique_ptr<QTemporaryDir> folder;
  QByteArray output;
  QByteArray complaints;
  std::optional<TrainConfig> checked;
  std::optional<DryRunReport> report;
  Error error{ErrorCode::stopped};

  void end() {
    if (!process) return;
    process->disconnect();
    process->kill();
    process->waitForFinished();
    process.reset();
    folder.reset();
  }
  Error died(const std::string& reason) const {
    return {ErrorCode::trainerDied, {{"path", program.string()}, {"reason", reason}}};
  }
  void collect() {
    output += process->readAllStandardOutput();
    complaints += process->readAllStandardError();
    if (output.size() > kMostOutput) output.remove(0, output.size() - kMostOutput);
    if (complaints.size() > kMostOutput) complaints.remove(0, complaints.size() - kMostOutput);
  }
  void conclude(int exitCode, QProcess::ExitStatus status) {
    collect();
    const std::string document = lastDocument(output);
    if (auto answer = parseDryRunReport(document)) {
      report = *std::move(answer);
    } else if (auto named = namedError(document)) {
      error = *std::move(named);
    } else {
      const std::string how = status == QProcess::CrashExit ? "crash" : "exit code " + std::to_string(exitCode);
      const std::string line = lastLine(complaints);
      error = died(line.empty() ? how : how + "; " + line);
    }
  }
};

Preflight::Preflight(std::filesystem::path program, QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {
  d_->program = std::move(program);
}

Preflight::~Preflight() { d_->end(); }

void Preflight::check(const TrainConfig& config, const std::filesystem::path& runsRoot) {
  d_->end();
  d_->checked = config;
  d_->report.reset();
  d_->error = Error(ErrorCode::stopped);
  d_->output.clear();
  d_->complaints.clear();
  d_->folder = std::make_unique<QTemporaryDir>();
  const std::filesystem::path file = toPath(d_->folder->path()) / "config.json";
  if (auto written = writeFile(file, config.toJson()); !written) {
    d_->error = written.error();
    Q_EMIT changed();
    return;
  }
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(d_->program, unknown)) {
    d_->error = Error(ErrorCode::fileNotFound, {{"path", d_->program.string()}});
    Q_EMIT changed();
    return;
  }
  d_->process = std::make_unique<QProcess>();
  QProcess* process = d_->process.get();
  connect(process, &QProcess::readyReadStandardOutput, this, [this] { d_->collect(); });
  connect(process, &QProcess::readyReadStandardError, this, [this] { d_->collect(); });
  const auto over = [this] {
    // Deleted later: this is one of its own signals.
    d_->process->disconnect();
    d_->process.release()->deleteLater();
    d_->folder.reset();
    Q_EMIT changed();
  };
  connect(process, &QProcess::finished, this, [this, over](int exitCode, QProcess::ExitStatus status) {
    d_->conclude(exitCode, status);
    over();
  });
  connect(process, &QProcess::errorOccurred, this, [this, over](QProcess::ProcessError fault) {
    if (fault != QProcess::FailedToStart) return;
    d_->error = d_->died(d_->process->errorString().toStdString());
    over();
  });
  process->start(fromPath(d_->program), {QStringLiteral("train"), fromPath(file), QStringLiteral("--run"),
                                         fromPath(runsRoot / "dry-run"), QStringLiteral("--dry-run"), QStringLiteral("--json")});
  Q_EMIT changed();
}

void Preflight::cancel() {
  if (!isRunning()) return;
  d_->end();
  d_->checked.reset();
  Q_EMIT changed();
}

bool Preflight::isRunning() const { return d_->process != nullptr; }
const std::optional<TrainConfig>& Preflight::checked() const { return d_->checked; }
const std::optional<DryRunReport>& Preflight::report() const { return d_->report; }
const Error& Preflight::error() const { return d_->error; }

bool Preflight::allows(const TrainConfig& config) const {
  return d_->report && d_->report->refusals.empty() && d_->checked && *d_->checked == config;
}

}  // namespace ssa

#include "moc_preflight.cpp"
