#include "widgets/explain/channel_browser.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QTableWidget>

#include <utility>
#include <vector>

#include "widgets/controls/controls.h"
#include "widgets/explain/map_picture.h"
#include "widgets/explain/quiet_table.h"
#include "widgets/training/map_tile.h"

namespace ssa {

ChannelBrowser::ChannelBrowser(QWidget* parent) : QWidget(parent) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 4, 12, 10);
  row->setSpacing(8);
  channels_ = quietTable(this, "attributionChannels", tr("Channels of the stage"));
  setHeads(*channels_, {tr("Channel"), tr("Weight"), tr("Mean"), tr("Deviation"), tr("Largest")});
  shareRoom(*channels_);
  map_ = named(new MapTile(tr("Channel"), this), "attributionChannel", tr("Activations of the chosen channel"));
  row->addWidget(channels_, 3);
  row->addWidget(map_, 2);
  connect(channels_, &QTableWidget::currentCellChanged, this, [this](int now) { showChannel(now); });
}

void ChannelBrowser::setPlace(std::optional<QPointF> place) { map_->setPlace(place); }

void ChannelBrowser::setAnswer(std::shared_ptr<const AttributionAnswer> answer) {
  answer_ = std::move(answer);
  {
    const QSignalBlocker quiet(channels_);
    channels_->setRowCount(0);
    map_->setPane({});
    if (!answer_ || !answer_->channels) return;
    const std::vector<ChannelStatistics>& list = answer_->channels->channels;
    channels_->setRowCount(static_cast<int>(list.size()));
    for (int i = 0; i < channels_->rowCount(); ++i) {
      const ChannelStatistics& one = list[static_cast<std::size_t>(i)];
      putCell(*channels_, i, 0, QLocale().toString(one.channel));
      putCell(*channels_, i, 1, numberText(one.weight.value_or(0), 5));
      putCell(*channels_, i, 2, numberText(one.mean, 3));
      putCell(*channels_, i, 3, numberText(one.std, 3));
      putCell(*channels_, i, 4, numberText(one.max, 3));
    }
    if (!list.empty()) channels_->setCurrentCell(0, 0);
  }
  showChannel(0);
}

void ChannelBrowser::showChannel(int row) {
  if (!answer_ || !answer_->channels || row < 0 || row >= static_cast<int>(answer_->channels->channels.size())) return;
  const AttributionSide& last = answer_->sides.back();
  const int channel = answer_->channels->channels[static_cast<std::size_t>(row)].channel;
  const auto made = channelMap(*answer_->activations[static_cast<std::size_t>(last.slot)], answer_->channels->stage, channel);
  if (!made) return Q_EMIT failed(made.error());
  ScoreMap raw = made->map;  // shown as activations, not as 0..1
  for (float& value : raw.values()) value = static_cast<float>(made->low + (made->high - made->low) * static_cast<double>(value));
  map_->setPane(heatPane(raw, made->low, made->high));
}

}  // namespace ssa

#include "moc_channel_browser.cpp"
