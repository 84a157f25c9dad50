#pragma once

#include <QHash>
#include <QString>

#include <any>
#include <cstddef>
#include <list>
#include <memory>
#include <utility>

namespace ssa {

/// Shared values by name, the least recently used dropped when their bytes pass the budget. What somebody
/// else still holds lives on there. One thread only.
class ByteCache {
 public:
  explicit ByteCache(std::size_t budget_bytes) : budget_bytes_(budget_bytes) {}

  /// Null when absent (or of another type); a hit becomes the most recently used.
  template <class T>
  std::shared_ptr<const T> find(const QString& name) {
    const auto it = byName_.constFind(name);
    if (it == byName_.constEnd()) return nullptr;
    entries_.splice(entries_.begin(), entries_, *it);
    const auto* value = std::any_cast<std::shared_ptr<const T>>(&entries_.front().value);
    return value ? *value : nullptr;
  }

  /// Replaces what had the name. A value larger than the whole budget is not kept.
  template <class T>
  void insert(const QString& name, std::shared_ptr<const T> value, std::size_t bytes) {
    remove(name);
    if (bytes > budget_bytes_) return;
    entries_.push_front({name, std::move(value), bytes});
    byName_.insert(name, entries_.begin());
    bytes_ += bytes;
    while (bytes_ > budget_bytes_) remove(QString(entries_.back().name));
  }

  void remove(const QString& name) {
    const auto it = byName_.constFind(name);
    if (it == byName_.constEnd()) return;
    bytes_ -= (*it)->bytes;
    entries_.erase(*it);
    byName_.erase(it);
  }

  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    QString name;
    std::any value;
    std::size_t bytes;
  };
  std::size_t budget_bytes_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  // most recently used first
  QHash<QString, std::list<Entry>::iterator> byName_;
};

}  // namespace ssa
