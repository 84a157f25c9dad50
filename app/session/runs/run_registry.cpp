#include "app/session/runs/run_registry.h"

#include <QElapsedTimer>

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

#include "app/session/qt_convert.h"
#include "app/session/runs/run_database.h"
#include "app/session/runs/run_gist.h"
#include "app/session/runs/run_trash.h"
#include "engine/core/json.h"
#include "engine/core/safe_file.h"

namespace ssa {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kDatabaseName = "runs.sqlite";
constexpr const char* kOutsideName = "outside.json";
constexpr qint64 kStepsWritten_ms = 3000;

void flatten(const json& value, const std::string& path, std::map<std::string, std::string>& into) {
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) flatten(member, path.empty() ? key : path + "." + key, into);
    return;
  }
  into[path] = value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::map<std::string, std::string> flattened(std::string_view text) {
  std::map<std::string, std::string> parameters;
  if (const auto parsed = parseJson(text, kRunConfigName); parsed && parsed->is_object()) flatten(*parsed, "", parameters);
  return parameters;
}

bool liesBelow(const fs::path& path, const fs::path& folder) {
  const auto end = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first;
  return end == folder.end();
}

bool isRun(const fs::path& folder) {
  std::error_code unknown;
  return fs::is_regular_file(folder / kRunConfigName, unknown);
}

/// What a step changes, and nothing else.
RunRecord withoutSteps(RunRecord record) {
  record.iteration = 0;
  return record;
}

}  // namespace

std::vector<ParameterDifference> parameterDifferences(std::string_view leftConfigJson, std::string_view rightConfigJson) {
  const auto left = flattened(leftConfigJson);
  const auto right = flattened(rightConfigJson);
  std::map<std::string, std::pair<std::string, std::string>> both;
  for (const auto& [path, value] : left) both[path].first = value;
  for (const auto& [path, value] : right) both[path].second = value;
  std::vector<ParameterDifference> differences;
  for (auto& [path, values] : both)
    if (values.first != values.second) differences.push_back({path, std::move(values.first), std::move(values.second)});
  return differences;
}

struct RunRegistry::Private {
  fs::path root;
  RunDatabase database;
  IndexState state = IndexState::sound;
  std::vector<RunLine> lines;  ///< the index in memory, newest first
  QElapsedTimer sinceSteps;

  RunLine* find(const fs::path& folder, bool deleted) {
    RunLine* found = nullptr;
    for (RunLine& line : lines)
      if (line.record.folder == folder && line.record.deleted == deleted && (!found || line.trashed > found->trashed))
        found = &line;
    return found;
  }
  void put(const RunLine& line) {
    const auto known = std::find_if(lines.begin(), lines.end(), [&](const RunLine& other) {
      return other.record.folder == line.record.folder && other.trashed == line.trashed;
    });
    if (known != lines.end()) lines.erase(known);
    const auto behind = std::find_if(lines.begin(), lines.end(),
                                     [&](const RunLine& other) { return other.record.created <= line.record.created; });
    lines.insert(behind, line);
    database.put(line);
  }
  void erase(const RunLine& line) {
    const RunLine copy = line;
    database.erase(copy);
    std::erase_if(
        lines, [&](const RunLine& other) { return other.record.folder == copy.record.folder && other.trashed == copy.trashed; });
  }

  void open() {
    std::error_code ignored;
    fs::create_directories(root, ignored);
    const fs::path file = root / kDatabaseName;
    auto opened = database.open(file);
    if (opened == RunDatabase::Opened::damaged) {
      database.close();
      std::error_code fault;
      fs::rename(file, file.string() + ".damaged", fault);
      for (const char* beside : {"-wal", "-shm"}) fs::remove(file.string() + beside, ignored);
      opened = fault ? RunDatabase::Opened::impossible : database.open(file);
      if (opened == RunDatabase::Opened::sound) state = IndexState::rebuilt;
    }
    if (opened != RunDatabase::Opened::sound) {
      database.openInMemory();
      state = IndexState::memoryOnly;
    }
    lines = database.lines();
  }

  /// Reads a folder where it lies and puts it into the index as the run it is.
  Result<RunRecord> read(const fs::path& folder, const fs::path& trashed) {
    const fs::path place = trashed.empty() ? folder : trashed;
    const std::string stamp = runStamp(place);
    auto record = runGist(place);
    if (!record) return record;
    record->folder = folder;
    record->deleted = !trashed.empty();
    const auto known = std::find_if(lines.begin(), lines.end(),
                                    [&](const RunLine& line) { return line.record.folder == folder && line.trashed == trashed; });
    if (known == lines.end() || !(known->record == *record) || known->stamp != stamp) put({*record, trashed, stamp});
    return record;
  }

  bool isCurrent(const fs::path& folder, const fs::path& trashed) const {
    return std::any_of(lines.begin(), lines.end(), [&](const RunLine& line) {
      return line.record.folder == folder && line.trashed == trashed && !isLiving(line.record.state) &&
             line.stamp == runStamp(trashed.empty() ? folder : trashed);
    });
  }

  /// Brings the index up to date with what lies directly below `parent`.
  int scan(const fs::path& parent) {
    int found = 0;
    std::error_code fault;
    for (fs::directory_iterator entry(parent, fault), end; !fault && entry != end; entry.increment(fault)) {
      if (!isRun(entry->path())) continue;
      ++found;
      if (!isCurrent(entry->path(), {})) (void)read(entry->path(), {});
    }
    for (const TrashedRun& run : trashOf(parent))
      if (!isCurrent(run.folder, run.trashed)) (void)read(run.folder, run.trashed);
    const std::vector<RunLine> before = lines;
    for (const RunLine& line : before)
      if (line.record.folder.parent_path() == parent && !isRun(line.trashed.empty() ? line.record.folder : line.trashed))
        erase(line);
    return found;
  }

  /// Runs that lie elsewhere are named in a file of their own, for the day the database is lost.
  std::vector<fs::path> outside() const {
    std::vector<fs::path> folders;
    const auto bytes = readFile(root / kOutsideName, 1 << 20);
    if (!bytes) return folders;
    const auto parsed = parseJson({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, kOutsideName);
    if (!parsed || !parsed->is_array()) return folders;
    for (const json& folder : *parsed)
      if (folder.is_string()) folders.emplace_back(folder.get<std::string>());
    return folders;
  }
  void rememberOutside(const fs::path& folder) const {
    if (folder.parent_path() == root) return;
    std::vector<fs::path> folders = outside();
    if (std::find(folders.begin(), folders.end(), folder) != folders.end()) return;
    folders.push_back(folder);
    json list = json::array();
    for (const fs::path& one : folders) list.push_back(one.string());
    (void)writeFile(root / kOutsideName, list.dump(1, ' ', false, json::error_handler_t::replace));
  }
  void readOutside() {
    for (const fs::path& folder : outside()) {
      if (isRun(folder) && !isCurrent(folder, {})) (void)read(folder, {});
      for (const TrashedRun& run : trashOf(folder.parent_path()))
        if (run.folder == folder && !isCurrent(run.folder, run.trashed)) (void)read(run.folder, run.trashed);
      if (const RunLine* line = find(folder, false); line && !isRun(folder)) erase(*line);
    }
  }
};

RunRegistry::RunRegistry(fs::path runsRoot, QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {
  d_->root = runPath(runsRoot);
  d_->open();
  d_->scan(d_->root);
  d_->readOutside();
  d_->sinceSteps.start();
}

RunRegistry::~RunRegistry() {
  for (const RunLine& line : d_->lines)
    if (isLiving(line.record.state)) d_->database.put(line);
}

const fs::path& RunRegistry::runsRoot() const { return d_->root; }
IndexState RunRegistry::indexState() const { return d_->state; }

std::vector<RunRecord> RunRegistry::runs() const {
  std::vector<RunRecord> records;
  for (const RunLine& line : d_->lines)
    if (!line.record.deleted) records.push_back(line.record);
  return records;
}

std::vector<RunRecord> RunRegistry::deletedRuns() const {
  std::vector<RunRecord> records;
  for (const RunLine& line : d_->lines)
    if (line.record.deleted) records.push_back(line.record);
  return records;
}

std::optional<RunRecord> RunRegistry::run(const fs::path& folder) const {
  const RunLine* line = d_->find(runPath(folder), false);
  if (!line) line = d_->find(runPath(folder), true);
  return line ? std::optional<RunRecord>(line->record) : std::nullopt;
}

Result<RunRecord> RunRegistry::add(const fs::path& folder) {
  const fs::path place = runPath(folder);
  auto record = d_->read(place, {});
  if (!record) return record;
  d_->rememberOutside(place);
  Q_EMIT changed();
  return record;
}

int RunRegistry::scan(const fs::path& folder) {
  const fs::path place = runPath(folder);
  const int found = d_->scan(place);
  if (place != d_->root)
    for (const RunLine& line : d_->lines)
      if (line.record.folder.parent_path() == place) d_->rememberOutside(line.record.folder);
  Q_EMIT changed();
  return found;
}

void RunRegistry::update(const RunSnapshot& snapshot) {
  RunLine* known = d_->find(snapshot.folder, false);
  if (!known) {
    (void)add(snapshot.folder);
    known = d_->find(snapshot.folder, false);
    if (!known) return;
  }
  RunLine line = *known;
  RunRecord& record = line.record;
  record.state = snapshot.state;
  record.iteration = snapshot.iteration;
  if (snapshot.iterations > 0) record.iterations = snapshot.iterations;
  if (snapshot.start && !snapshot.start->dataSha256.empty()) record.dataSha256 = snapshot.start->dataSha256;
  if (snapshot.best) {
    record.best_mIoU = snapshot.best->mIoU;
    record.bestIteration = snapshot.best->iteration;
  }
  if (record == known->record) return;
  const bool onlySteps = withoutSteps(record) == withoutSteps(known->record);
  known->record = record;
  if (onlySteps && d_->sinceSteps.elapsed() < kStepsWritten_ms) return;
  if (onlySteps) d_->sinceSteps.restart();
  d_->database.put(line);
  Q_EMIT changed();
}

std::vector<DataLineage> RunRegistry::lineage() const {
  std::vector<DataLineage> found;
  const std::vector<RunRecord> newestFirst = runs();
  for (auto record = newestFirst.rbegin(); record != newestFirst.rend(); ++record) {
    auto group = std::find_if(found.begin(), found.end(),
                              [&](const DataLineage& known) { return known.dataSha256 == record->dataSha256; });
    if (group == found.end()) group = found.insert(found.end(), DataLineage{record->dataSha256, {}});
    DataLineage::Run run{*record, listCheckpoints(record->folder), {}};
    if (!record->startedFrom.isEmpty()) {
      const fs::path weights = runPath(toPath(record->startedFrom));
      for (const RunRecord& other : newestFirst)
        if (!(other.folder == record->folder) && liesBelow(weights, other.folder)) run.parent = other.folder;
    }
    group->runs.push_back(std::move(run));
  }
  return found;
}

Result<void> RunRegistry::remove(const fs::path& folder) {
  const RunLine* known = d_->find(runPath(folder), false);
  if (!known) return Error(ErrorCode::fileNotFound, {{"path", folder.string()}});
  RunLine line = *known;
  const auto moved = moveToTrash(line.record.folder);
  if (!moved) return moved.error();
  d_->erase(line);
  line.record.deleted = true;
  line.trashed = moved->trashed;
  d_->put(line);
  Q_EMIT changed();
  return {};
}

Result<void> RunRegistry::restore(const fs::path& folder) {
  const RunLine* known = d_->find(runPath(folder), true);
  if (!known) return Error(ErrorCode::fileNotFound, {{"path", folder.string()}});
  RunLine line = *known;
  SSA_TRY(moveBack({line.record.folder, line.trashed}));
  d_->erase(line);
  line.record.deleted = false;
  line.trashed.clear();
  d_->put(line);
  Q_EMIT changed();
  return {};
}

std::uint64_t RunRegistry::trashBytes() const {
  std::uint64_t bytes = 0;
  for (const RunLine& line : d_->lines)
    if (line.record.deleted) bytes += bytesBelow(line.trashed);
  return bytes;
}

Result<void> RunRegistry::emptyTrash() {
  Result<void> outcome;
  const std::vector<RunLine> before = d_->lines;
  for (const RunLine& line : before) {
    if (!line.record.deleted) continue;
    if (auto done = removeForGood({line.record.folder, line.trashed}); done)
      d_->erase(line);
    else if (outcome)
      outcome = std::move(done);
  }
  Q_EMIT changed();
  return outcome;
}

}  // namespace ssa

#include "moc_run_registry.cpp"
