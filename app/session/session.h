#pragma once

#include <QImage>
#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>

#include <array>
#include <memory>
#include <optional>

#include "app/session/document.h"
#include "app/session/view_kind.h"
#include "engine/api/device.h"
#include "engine/api/model.h"
#include "engine/api/predictor.h"

namespace ssa {

class ImageList;
class JobQueue;
class Settings;

/// State of a model slot.
enum class SlotState { empty, loading, ready, failed };

/// Everything the window shows, and every intent it can send: the open folder and picture, the two model
/// slots, jobs, settings. Owns all state; widgets hold none. All methods return at once, on the UI thread.
class Session : public QObject {
  Q_OBJECT

 public:
  struct Config {
    QString settingsFile;  ///< empty: the user's own (XDG); tests give a temporary one
    QString modelsFolder;  ///< empty: XDG data folder; imported models land here
    QString sampleFolder{};  ///< empty: the one that ships with the program
    bool synchronousJobs = false;
  };
  explicit Session(const Config& config, QObject* parent = nullptr);
  ~Session() override;

  JobQueue& jobs() { return *jobs_; }
  Settings& settings() { return *settings_; }
  ImageList& images() { return *images_; }
  Document& document() { return *document_; }

  // Pictures.
  void openPaths(const QStringList& paths);  ///< files, folders and checkpoints mixed, as dropped or given on the command line
  void openPicture(const QImage& pasted);    ///< clipboard
  void openRow(int row);
  int currentRow() const;  ///< of the picture shown; -1 when none or not in the list
  void next();             ///< counts from the row asked for last, so a picture that fails can be stepped over
  void previous();
  void closeAll();
  bool restoreLast();  ///< last session's folder and picture; false when there is none
  bool hasSample() const;  ///< the shipped pair and its pictures are there
  void openSample();       ///< loads them into both slots; no effect without
  QStringList recentPaths() const;
  void clearRecent();

  // Truth.
  void setTruthFolder(
      const QString& folder);  ///< masks of the same stem; empty = found beside the pictures (trainannot, masks, labels…)
  void openTruth(const QString& file);  ///< for the open picture only

  // Models.
  /// Model folder or raw checkpoint (imported into the models folder in the background). Until it is ready, and
  /// when it fails, the slot keeps the model it has.
  void loadModel(Slot slot, const QString& path);
  void unloadModel(Slot slot);
  void swapModels();
  SlotState slotState(Slot slot) const;
  std::optional<ModelInfo> model(Slot slot) const;
  std::shared_ptr<const Model> loadedModel(Slot slot) const;  ///< for jobs that compute with it; null where none is ready
  const Warnings& modelWarnings(Slot slot) const;
  const Error& modelError(Slot slot) const;
  QStringList recentModels() const;
  DeviceReport device() const;  ///< of the last selection
  /// `auto`, `cpu`, `cuda:N`; loads the models again there. A device that cannot be used is a failure and
  /// changes nothing (`modelsChanged` comes all the same).
  void setDevice(const QString& wanted);

  // Predictions.
  const PredictOptions& predictOptions() const;
  void setPredictOptions(const PredictOptions& options);  ///< re-predicts what is open
  /// Confidence, entropy, margin of a mask view; remembered until the mask is there and renewed with it as long
  /// as this picture is open. Ask again after `pictureChanged`.
  void requestScores(ViewKind view);
  /// False when the baseline slot is empty, or when both models share backbone, decoder and conv_seg to the bit
  /// (head-only SSA on a frozen baseline: then coarse IS the baseline); true when the baseline is a second network.
  bool baselineIsSecondModel() const;

  // Classes: the label set shown (SSA slot's, else baseline's, else numbered), with the user's colours and visibility.
  const LabelSet& labels() const;
  void setClassColour(int id, Rgb colour);   ///< kept per label set, over every palette
  void resetClassColours();                  ///< of the label set shown
  void setPaletteName(const QString& name);  ///< `own`, `colour-blind safe`, `voc`
  QString paletteName() const;
  bool classVisible(int id) const;
  void setClassVisible(int id, bool visible);
  void soloClass(int id);  ///< -1 shows all again

  // Saving: encoded to memory off the UI thread, written by the one atomic writer, always with a JSON sidecar.
  // No effect where the view has nothing to save.
  void saveMask(ViewKind view, const QString& file);  ///< index PNG; of difference views the DifferenceCode
  void saveImage(const QImage& picture, const QString& file, const QString& provenanceJson);
  /// A file that is made already, such as a figure.
  void saveBytes(const QByteArray& bytes, const QString& file);
  QString provenance(ViewKind view) const;  ///< JSON; empty when nothing is there

 Q_SIGNALS:
  void pictureChanged();  ///< another picture is open, or none
  void modelsChanged();
  void labelsChanged();  ///< names, colours or visibility
  void optionsChanged();
  void recentChanged();
  void saved(const QString& file);
  /// Something the user must read: one per failure; warnings come with `subject` too.
  void failed(const ssa::Error& error, const QString& subject);
  void warned(const ssa::Warnings& warnings, const QString& subject);

 private:
  struct Private;
  std::unique_ptr<Settings> settings_;
  std::unique_ptr<JobQueue> jobs_;
  std::unique_ptr<ImageList> images_;
  std::unique_ptr<Document> document_;
  std::unique_ptr<Private> d_;
};

}  // namespace ssa
