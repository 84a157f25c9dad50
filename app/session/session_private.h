#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "app/session/byte_cache.h"
#include "app/session/dropped_paths.h"
#include "app/session/image_list.h"
#include "app/session/jobs/job_queue.h"
#include "app/session/session.h"
#include "app/session/settings.h"
#include "app/session/truth_finder.h"

namespace ssa {

/// Priorities of the lanes: what is on screen first, then its neighbours.
inline constexpr int kOnScreen = 100;
inline constexpr int kNeighbour = 50;

/// A decoded picture and what identifies its file's content.
struct Picture {
  QString path;   ///< empty: pasted
  QString stamp;  ///< time of change and size of the file; a number of its own for a pasted picture
  std::shared_ptr<const Image8> image;
  ImageInfo info;
  Warnings warnings;
};
using PicturePtr = std::shared_ptr<const Picture>;

/// What Session keeps between events. One source file per group of methods, as in session.h.
struct Session::Private {
  Private(Session& session, const Config& config);

  // Pictures: session_pictures.cpp
  void dropArrived(const QStringList& paths, DroppedPaths dropped, const QString& first);
  void list(const QStringList& paths, const QString& first);
  void want(int row);
  void read(const QString& path, int priority);
  void readArrived(const QString& path, Result<PicturePtr> picture);
  void verify(const PicturePtr& picture);
  void show(const PicturePtr& picture);
  void clearDocument();
  void prefetch();
  QStringList neighbours() const;
  void remember(const char* key, const QString& path, int limit);

  // Truth: session_truth.cpp
  void findTruthOfPicture();
  void truthArrived(const QString& path, Result<Loaded<LabelMap>> truth, bool chosen);

  // Models: session_models.cpp
  void loadDropped(const QStringList& paths);
  void modelArrived(quint64 ticket, const QString& path, Loaded<std::shared_ptr<const Model>> model);
  void modelFailed(quint64 ticket, const QString& path, const Error& error);
  void openPrepared(quint64 ticket, const QString& subject, const std::filesystem::path& folder, const Warnings& warnings);
  void selectRememberedDevice();
  void selectDevice(const QString& wanted, std::function<void(const Result<DeviceReport>&)> then);
  void modelsMoved();
  void rememberModels();

  // Predictions: session_predictions.cpp
  QString predictionKey(const Model& model, const Picture& picture) const;
  void refreshPredictions();
  void startPrediction(const std::shared_ptr<const Model>& model, const PicturePtr& picture, const QString& key, int priority);
  void predictionArrived(const QString& key, const QString& subject, Result<std::shared_ptr<const Prediction>> prediction);
  void predictionsChanged();
  void prefetchPredictions(const PicturePtr& picture);
  void stopStrayPredictions();
  void startScores(int index);
  void startDifferences();
  void startDifference(int index, std::shared_ptr<const LabelMap> first, std::shared_ptr<const LabelMap> second,
                       std::shared_ptr<const LabelMap> truth);
  void jobStopped(quint64 id);

  // Saving: session_saving.cpp
  void save(const QString& file, std::function<Result<void>(StopToken, ProgressSink&)> work);

  // Classes: session_classes.cpp
  void rebuildLabels();
  QString labelsKey() const;

  Session& q;
  Settings& settings;
  JobQueue& jobs;
  ImageList& images;
  Document& document;
  QString modelsFolder;
  QString sampleFolder;
  ByteCache cache;

  PicturePtr shown;
  QString wantedPath;  ///< being opened; equals the shown one's when nothing is
  int wantedRow = -1;  ///< asked for last, whether it opened or not
  QHash<QString, quint64> reading;
  int pasted = 0;
  QString truthOfPicture;  ///< chosen by hand for the open picture

  struct ModelSlot {
    SlotState state = SlotState::empty;
    std::shared_ptr<const Model> model;
    Warnings warnings;
    Error error;
    quint64 ticket = 0;  ///< of the load under way
    quint64 job = 0;
    QString predictionKey;  ///< of what the document shows or waits for
  };
  std::array<ModelSlot, kSlots> slots_;
  quint64 lastTicket = 0;
  DeviceReport device;

  PredictOptions options;
  QString optionsText;
  QHash<QString, quint64> predicting;
  std::array<bool, 3> scoresWanted{};
  struct DifferenceInputs {
    std::shared_ptr<const LabelMap> first, second, truth;
    friend bool operator==(const DifferenceInputs&, const DifferenceInputs&) = default;
  };
  std::array<DifferenceInputs, 2> differenceInputs;

  LabelSet labels;
  int truthClasses = 0;  ///< names are numbered up to here while no model is loaded
  QSet<int> hidden;
};

}  // namespace ssa
