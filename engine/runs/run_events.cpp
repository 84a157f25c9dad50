#include "engine/runs/run_events.h"

#include <algorithm>
#include <array>

#include "engine/core/input_file.h"
#include "engine/runs/event_json.h"
#include "engine/runs/run_folder.h"

namespace ssa {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kBytesPerPoll = 4 << 20;
constexpr std::size_t kMostEntries = 1024;  // loss terms, classes

constexpr std::array<std::string_view, 7> kStateNames = {"preparing", "running", "evaluating", "paused",
                                                         "finished",  "stopped", "failed"};

void write(ordered_json& o, const StartEvent& e) {
  o["event"] = "start";
  o["pid"] = e.pid;
  o["host"] = e.host;
  o["session"] = e.session;
  o["program"] = e.program;
  o["device"] = e.device;
  o["iteration"] = e.iteration;
  o["iterations"] = e.iterations;
  o["data_sha256"] = e.dataSha256;
  o["train_pairs"] = e.trainPairs;
  o["val_pairs"] = e.valPairs;
}
bool read(LineMembers& m, StartEvent& e) {
  m.read("pid", e.pid);
  m.read("host", e.host);
  m.read("session", e.session);
  m.read("program", e.program);
  m.read("device", e.device);
  m.read("iteration", e.iteration);
  m.read("iterations", e.iterations);
  m.read("data_sha256", e.dataSha256);
  m.read("train_pairs", e.trainPairs);
  m.read("val_pairs", e.valPairs);
  return bool(m);
}

void write(ordered_json& o, const StateEvent& e) {
  o["event"] = "state";
  o["state"] = name(e.state);
  o["reason"] = e.reason;
}
bool read(LineMembers& m, StateEvent& e) {
  std::string state;
  m.read("state", state);
  m.read("reason", e.reason);
  const auto found = std::find(kStateNames.begin(), kStateNames.end(), state);
  if (found == kStateNames.end()) return false;
  e.state = static_cast<RunState>(found - kStateNames.begin());
  return bool(m);
}

void write(ordered_json& o, const StepEvent& e) {
  o["event"] = "step";
  o["iteration"] = e.iteration;
  o["lr"] = e.lr;
  ordered_json losses = ordered_json::object();
  for (const auto& [key, value] : e.losses) losses[key] = value;
  o["losses"] = std::move(losses);
  o["accuracy"] = e.accuracy;
  o["seconds"] = e.seconds;
  o["data_seconds"] = e.data_seconds;
  o["images_per_second"] = e.images_per_second;
  o["eta_seconds"] = e.eta_seconds;
  o["gradient_norm"] = e.gradient_norm;
  o["memory_bytes"] = e.memory_bytes;
}
bool read(LineMembers& m, StepEvent& e) {
  m.read("iteration", e.iteration);
  m.read("lr", e.lr);
  m.read("accuracy", e.accuracy);
  m.read("seconds", e.seconds);
  m.read("data_seconds", e.data_seconds);
  m.read("images_per_second", e.images_per_second);
  m.read("eta_seconds", e.eta_seconds);
  m.read("gradient_norm", e.gradient_norm);
  m.read("memory_bytes", e.memory_bytes);
  const ordered_json* losses = m.find("losses");
  if (!losses) return bool(m);
  if (!losses->is_object() || losses->size() > kMostEntries) return false;
  LineMembers terms(*losses);
  for (const auto& [key, value] : losses->items()) {
    double loss = 0;
    terms.read(key.c_str(), loss);
    e.losses.emplace_back(key, loss);
  }
  return m && terms;
}

void write(ordered_json& o, const EvalEvent& e) {
  o["event"] = "eval";
  o["iteration"] = e.iteration;
  o["masks"] = e.masks;
  o["mIoU"] = e.mIoU;
  o["mAcc"] = e.mAcc;
  o["aAcc"] = e.aAcc;
  // A list of pairs: two classes of one table may have the same name.
  ordered_json classes = ordered_json::array();
  for (const auto& [name, value] : e.classIoU) classes.push_back({name, value ? ordered_json(*value) : ordered_json(nullptr)});
  o["class_IoU"] = std::move(classes);
  o["seconds"] = e.seconds;
}
bool read(LineMembers& m, EvalEvent& e) {
  m.read("iteration", e.iteration);
  m.read("masks", e.masks);
  m.read("mIoU", e.mIoU);
  m.read("mAcc", e.mAcc);
  m.read("aAcc", e.aAcc);
  m.read("seconds", e.seconds);
  const ordered_json* classes = m.find("class_IoU");
  if (!classes) return bool(m);
  if (!classes->is_array() || classes->size() > kMostEntries) return false;
  for (const ordered_json& pair : *classes) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string()) return false;
    if (!pair[1].is_null() && !pair[1].is_number()) return false;
    e.classIoU.emplace_back(pair[0].get<std::string>(),
                            pair[1].is_null() ? std::nullopt : std::optional<double>(pair[1].get<double>()));
  }
  return bool(m);
}

void write(ordered_json& o, const CheckpointEvent& e) {
  o["event"] = "checkpoint";
  o["iteration"] = e.iteration;
  o["path"] = e.path;
  o["best"] = e.best;
}
bool read(LineMembers& m, CheckpointEvent& e) {
  m.read("iteration", e.iteration);
  m.read("path", e.path);
  m.read("best", e.best);
  return bool(m);
}

void write(ordered_json& o, const SampleEvent& e) {
  o["event"] = "sample";
  o["iteration"] = e.iteration;
  o["image"] = e.image;
  o["truth"] = e.truth;
  o["mask"] = e.mask;
  o["coarse"] = e.coarse;
}
bool read(LineMembers& m, SampleEvent& e) {
  m.read("iteration", e.iteration);
  m.read("image", e.image);
  m.read("truth", e.truth);
  m.read("mask", e.mask);
  m.read("coarse", e.coarse);
  return bool(m);
}

void write(ordered_json& o, const WarningEvent& e) {
  o["event"] = "warning";
  o["warning"] = toJson(e.warning);
}
bool read(LineMembers& m, WarningEvent& e) {
  const ordered_json* found = m.find("warning");
  auto warning = found ? warningFromJson(*found) : std::nullopt;
  if (!warning) return false;
  e.warning = *std::move(warning);
  return true;
}

void write(ordered_json& o, const ErrorEvent& e) {
  o["event"] = "error";
  o["error"] = toJson(e.error);
}
bool read(LineMembers& m, ErrorEvent& e) {
  const ordered_json* found = m.find("error");
  auto error = found ? errorFromJson(*found) : std::nullopt;
  if (!error) return false;
  e.error = *std::move(error);
  return true;
}

template <class Event>
bool readAs(LineMembers& members, RunEvent& into) {
  Event event;
  if (!read(members, event)) return false;
  into.what = std::move(event);
  return true;
}

bool readWhat(const std::string& kind, LineMembers& members, RunEvent& into) {
  if (kind == "step") return readAs<StepEvent>(members, into);
  if (kind == "eval") return readAs<EvalEvent>(members, into);
  if (kind == "sample") return readAs<SampleEvent>(members, into);
  if (kind == "checkpoint") return readAs<CheckpointEvent>(members, into);
  if (kind == "state") return readAs<StateEvent>(members, into);
  if (kind == "start") return readAs<StartEvent>(members, into);
  if (kind == "warning") return readAs<WarningEvent>(members, into);
  if (kind == "error") return readAs<ErrorEvent>(members, into);
  return false;
}

}  // namespace

std::string_view name(RunState state) { return kStateNames[static_cast<std::size_t>(state)]; }

std::string toJsonLine(const RunEvent& event) {
  ordered_json object = {{"event", ""}, {"time", event.time}};
  std::visit([&](const auto& what) { write(object, what); }, event.what);
  return toLine(object);
}

Result<RunEvent> parseRunEvent(std::string_view line) {
  const auto object = objectFromLine(line);
  if (!object) return object.error();
  RunEvent event;
  LineMembers members(*object);
  std::string kind;
  members.read("event", kind);
  members.read("time", event.time);
  if (!members || !readWhat(kind, members, event))
    return Error(ErrorCode::badConfig, {{"path", kRunEventsName}, {"reason", "event " + kind.substr(0, 60)}});
  return event;
}

Result<std::vector<RunEvent>> RunEventReader::poll() {
  std::vector<RunEvent> events;
  const auto file = InputFile::open(run_ / kRunEventsName);
  if (!file) {
    caughtUp_ = true;
    if (file.error().code == ErrorCode::fileNotFound) return events;
    return file.error();
  }
  if (file->size() < offset_) {
    offset_ = 0;
    skipping_ = false;
  }
  std::string text(static_cast<std::size_t>(std::min<std::uint64_t>(file->size() - offset_, kBytesPerPoll)), '\0');
  const auto got = file->read(offset_, std::as_writable_bytes(std::span(text)));
  if (!got) return got.error();
  text.resize(*got);
  caughtUp_ = offset_ + text.size() >= file->size();

  const std::size_t whole = text.rfind('\n');
  if (whole == std::string::npos) {
    if (text.size() == kBytesPerPoll) {
      offset_ += text.size();
      skipping_ = true;
    }
    return events;
  }
  offset_ += whole + 1;
  std::string_view rest(text.data(), whole + 1);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (std::exchange(skipping_, false) || line.empty()) continue;
    if (auto event = parseRunEvent(line)) events.push_back(*std::move(event));
  }
  return events;
}

}  // namespace ssa
