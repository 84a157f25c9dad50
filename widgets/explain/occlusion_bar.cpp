#include "widgets/explain/occlusion_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "app/session/explain/explain_session.h"
#include "app/session/session.h"
#include "widgets/controls/controls.h"

namespace ssa {
namespace {

constexpr int kBusySteps = 1000;

}  // namespace

OcclusionBar::OcclusionBar(ExplainSession& session, QWidget* parent) : QWidget(parent), session_(session) {
  const auto spin = [this](const char* name, const QString& spoken, int value) {
    auto* box = named(new QSpinBox(this), name, spoken);
    box->setRange(4, 1024);
    box->setValue(value);
    box->setSuffix(tr(" px"));
    return box;
  };
  patch_ = spin("occlusionPatch", tr("Side of the patch"), 64);
  stride_ = spin("occlusionStride", tr("Step of the patch"), 48);
  fill_ = pickList(this, "occlusionFill", tr("What covers the patch"));
  fill_->addItem(tr("Mean colour"));
  fill_->addItem(tr("Blur"));
  slide_ = toolButton(this, "occlusionRun", tr("Occlude"));
  cover_ = toolButton(this, "occlusionCover", tr("Cover selection"));
  cover_->setToolTip(tr("Cover the selected rectangle of the picture and show the new masks"));
  cover_->setEnabled(false);
  progress_ = named(new QProgressBar(this), "attributionProgress", tr("Progress of the occlusion"));
  progress_->setTextVisible(false);
  progress_->setRange(0, kBusySteps);
  progress_->hide();
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  row->addWidget(mutedLabel(this, tr("Patch")));
  row->addWidget(patch_);
  row->addWidget(mutedLabel(this, tr("every")));
  row->addWidget(stride_);
  row->addWidget(fill_);
  row->addWidget(slide_);
  row->addWidget(cover_);
  row->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 0, 12, 4);
  column->setSpacing(4);
  column->addLayout(row);
  column->addWidget(progress_);
  connect(slide_, &QToolButton::clicked, this, [this] { job_ != 0 ? Q_EMIT stopRequested() : Q_EMIT slideRequested(); });
  connect(cover_, &QToolButton::clicked, this, &OcclusionBar::coverRequested);
  connect(&session.selection(), &LinkedSelection::cellsChanged, this,
          [this] { cover_->setEnabled(!session_.selection().cells().empty()); });
  connect(&session.session().jobs(), &JobQueue::jobChanged, this, [this](quint64 id) {
    if (id != job_ || job_ == 0) return;
    if (const double fraction = session_.fraction(id); fraction >= 0)
      progress_->setValue(static_cast<int>(fraction * kBusySteps));
  });
}

OcclusionOptions OcclusionBar::options() const {
  OcclusionOptions options;
  options.patch_px = patch_->value();
  options.stride_px = std::min(stride_->value(), patch_->value());
  options.fill = fill_->currentIndex() == 1 ? OcclusionFill::blur : OcclusionFill::mean;
  return options;
}

void OcclusionBar::setJob(quint64 job) {
  job_ = job;
  progress_->setVisible(job != 0);
  progress_->setValue(0);
  slide_->setText(job != 0 ? tr("Stop") : tr("Occlude"));
}

}  // namespace ssa

#include "moc_occlusion_bar.cpp"
