#include "app/session/runs/run_database.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <atomic>
#include <system_error>

#include "app/session/qt_convert.h"

namespace ssa {
namespace {

constexpr int kSchema = 1;

QString text(const std::string& value) { return QString::fromStdString(value); }

/// Never SQL's NULL, which Qt's null strings become.
QString textOfPath(const std::filesystem::path& path) { return path.empty() ? QStringLiteral("") : fromPath(path); }

QVariant single(const QSqlDatabase& database, const char* statement) {
  QSqlQuery query(database);
  return query.exec(QLatin1String(statement)) && query.next() ? query.value(0) : QVariant();
}

bool run(const QSqlDatabase& database, const char* statement) { return QSqlQuery(database).exec(QLatin1String(statement)); }

RunLine lineIn(const QSqlQuery& row) {
  RunLine line;
  RunRecord& record = line.record;
  record.folder = toPath(row.value(0).toString());
  record.name = row.value(1).toString();
  record.created = row.value(2).toLongLong();
  record.configJson = row.value(3).toString().toStdString();
  record.dataSha256 = row.value(4).toString().toStdString();
  record.dataPath = row.value(5).toString();
  record.model = row.value(6).toString();
  record.startedFrom = row.value(7).toString();
  record.state = trainerStateNamed(row.value(8).toString().toStdString()).value_or(TrainerState::idle);
  if (!row.value(9).isNull()) record.best_mIoU = row.value(9).toDouble();
  record.bestIteration = row.value(10).toLongLong();
  record.iteration = row.value(11).toLongLong();
  record.iterations = row.value(12).toLongLong();
  line.trashed = toPath(row.value(13).toString());
  record.deleted = !line.trashed.empty();
  line.stamp = row.value(14).toString().toStdString();
  return line;
}

}  // namespace

RunDatabase::RunDatabase() {
  static std::atomic<int> count{0};
  connection_ = QStringLiteral("ssa-runs-%1").arg(++count);
}

RunDatabase::~RunDatabase() { close(); }

void RunDatabase::close() {
  if (!QSqlDatabase::contains(connection_)) return;
  QSqlDatabase::database(connection_, false).close();
  QSqlDatabase::removeDatabase(connection_);
}

bool RunDatabase::prepare() {
  const QSqlDatabase database = QSqlDatabase::database(connection_, false);
  return run(database,
             "CREATE TABLE IF NOT EXISTS runs (folder TEXT NOT NULL, name TEXT, created INTEGER, config TEXT, "
             "data_sha256 TEXT, data_path TEXT, model TEXT, started_from TEXT, state TEXT, best_miou REAL, "
             "best_iteration INTEGER, iteration INTEGER, iterations INTEGER, trashed TEXT NOT NULL, stamp TEXT, "
             "PRIMARY KEY (folder, trashed))") &&
         run(database, "PRAGMA user_version = 1");
}

RunDatabase::Opened RunDatabase::open(const std::filesystem::path& file) {
  close();
  std::error_code unknown;
  const bool existed = std::filesystem::exists(file, unknown);
  QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_);
  database.setDatabaseName(fromPath(file));
  database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
  if (!database.open()) return existed && std::filesystem::is_regular_file(file, unknown) ? Opened::damaged : Opened::impossible;
  // SQLite looks into the file only now.
  if (existed && single(database, "PRAGMA quick_check").toString() != QLatin1String("ok")) return Opened::damaged;
  if (single(database, "PRAGMA user_version").toInt() > kSchema) return Opened::newer;
  run(database, "PRAGMA journal_mode = WAL");
  run(database, "PRAGMA synchronous = NORMAL");
  if (!prepare()) return Opened::impossible;
  return single(database, "SELECT count(folder) + count(stamp) FROM runs").isNull() ? Opened::damaged : Opened::sound;
}

void RunDatabase::openInMemory() {
  close();
  QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection_);
  database.setDatabaseName(QStringLiteral(":memory:"));
  if (database.open()) prepare();
}

std::vector<RunLine> RunDatabase::lines() const {
  QSqlQuery query(QSqlDatabase::database(connection_, false));
  std::vector<RunLine> found;
  if (query.exec(QStringLiteral("SELECT * FROM runs ORDER BY created DESC, folder DESC")))
    while (query.next()) found.push_back(lineIn(query));
  return found;
}

bool RunDatabase::put(const RunLine& line) {
  QSqlQuery query(QSqlDatabase::database(connection_, false));
  if (!query.prepare(QStringLiteral("INSERT OR REPLACE INTO runs VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"))) return false;
  const RunRecord& record = line.record;
  const QVariant values[] = {fromPath(record.folder),
                             record.name,
                             static_cast<qlonglong>(record.created),
                             text(record.configJson),
                             text(record.dataSha256),
                             record.dataPath,
                             record.model,
                             record.startedFrom,
                             text(std::string(name(record.state))),
                             record.best_mIoU ? QVariant(*record.best_mIoU) : QVariant(),
                             static_cast<qlonglong>(record.bestIteration),
                             static_cast<qlonglong>(record.iteration),
                             static_cast<qlonglong>(record.iterations),
                             textOfPath(line.trashed),
                             text(line.stamp)};
  for (const QVariant& value : values) query.addBindValue(value);
  return query.exec();
}

bool RunDatabase::erase(const RunLine& line) {
  QSqlQuery query(QSqlDatabase::database(connection_, false));
  if (!query.prepare(QStringLiteral("DELETE FROM runs WHERE folder = ? AND trashed = ?"))) return false;
  query.addBindValue(fromPath(line.record.folder));
  query.addBindValue(textOfPath(line.trashed));
  return query.exec();
}

}  // namespace ssa
