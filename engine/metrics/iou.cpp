#include "engine/metrics/iou.h"

#include <algorithm>
#include <iterator>

namespace ssa {
namespace {

std::optional<double> percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return std::nullopt;
  return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

template <class Member>
std::optional<double> mean(const std::vector<ClassScores>& classes, Member member) {
  double sum = 0;
  int count = 0;
  for (const ClassScores& scores : classes) {
    const std::optional<double>& value = scores.*member;
    if (!value) continue;
    sum += *value;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

}  // namespace

Scores computeScores(const ConfusionMatrix& confusion) {
  Scores scores;
  scores.classes.resize(static_cast<std::size_t>(confusion.classes()));
  std::int64_t right = 0;
  for (int id = 0; id < confusion.classes(); ++id) {
    ClassScores& row = scores.classes[static_cast<std::size_t>(id)];
    row.intersection = confusion.at(id, id);
    row.truth = confusion.truthPixels(id);
    row.predicted = confusion.predictedPixels(id);
    row.union_ = row.truth + row.predicted - row.intersection;
    row.iou = percent(row.intersection, row.union_);
    row.accuracy = percent(row.intersection, row.truth);
    row.precision = percent(row.intersection, row.predicted);
    row.fscore = percent(2 * row.intersection, row.truth + row.predicted);
    right += row.intersection;
  }
  scores.mIoU = mean(scores.classes, &ClassScores::iou);
  scores.mAcc = mean(scores.classes, &ClassScores::accuracy);
  scores.aAcc = percent(right, confusion.pixels());
  scores.mPrecision = mean(scores.classes, &ClassScores::precision);
  scores.mDice = mean(scores.classes, &ClassScores::fscore);
  std::vector<ClassScores> hit;
  std::copy_if(scores.classes.begin(), scores.classes.end(), std::back_inserter(hit),
               [](const ClassScores& row) { return row.intersection > 0; });
  scores.mFscore = mean(hit, &ClassScores::fscore);
  return scores;
}

void ImageMeans::Mean::add(const std::optional<double>& value) {
  if (!value) return;
  sum += *value;
  ++count;
}

std::optional<double> ImageMeans::Mean::value() const {
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

void ImageMeans::add(const Scores& ofOneImage) {
  mIoU_.add(ofOneImage.mIoU);
  mAcc_.add(ofOneImage.mAcc);
  aAcc_.add(ofOneImage.aAcc);
  mDice_.add(ofOneImage.mDice);
  for (std::size_t id = 0; id < ofOneImage.classes.size(); ++id) {
    iou_[id].add(ofOneImage.classes[id].iou);
    accuracy_[id].add(ofOneImage.classes[id].accuracy);
    fscore_[id].add(ofOneImage.classes[id].fscore);
  }
}

}  // namespace ssa
