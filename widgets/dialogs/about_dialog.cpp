#include "widgets/dialogs/about_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "engine/api/device.h"
#include "widgets/controls/controls.h"
#include "widgets/controls/fact_table.h"

namespace ssa {

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
  setObjectName(QStringLiteral("aboutDialog"));
  setWindowTitle(tr("About SSA Studio"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* picture = new QLabel(this);
  picture->setPixmap(QIcon(QStringLiteral(":/icons/ssa-studio.svg")).pixmap(QSize(64, 64), devicePixelRatioF()));
  auto* title = new QLabel(QStringLiteral("SSA Studio %1").arg(QLatin1String(SSA_VERSION)), this);
  QFont large = font();
  large.setPointSizeF(large.pointSizeF() * 1.5);
  large.setWeight(QFont::DemiBold);
  title->setFont(large);
  auto* text = mutedLabel(this, tr("See what an image-adaptive segmentation model makes of a picture, and why.\nApache License "
                                   "2.0. Works offline; sends nothing."));
  text->setWordWrap(true);
  auto* libraries = new FactTable(this);
  std::vector<std::pair<QString, QString>> facts;
  for (const auto& [name, version] : libraryVersions())
    facts.emplace_back(QString::fromStdString(name), QString::fromStdString(version));
  facts.emplace_back(QStringLiteral("Qt"), QLatin1String(qVersion()));
  libraries->setFacts(facts);

  auto* texts = new QVBoxLayout;
  texts->setSpacing(4);
  texts->addWidget(title);
  texts->addWidget(text);
  texts->addSpacing(12);
  texts->addWidget(captionLabel(this, tr("Libraries")));
  texts->addWidget(libraries);
  texts->addStretch(1);
  auto* row = new QHBoxLayout;
  row->setSpacing(24);
  row->addWidget(picture, 0, Qt::AlignTop);
  row->addLayout(texts, 1);
  auto* buttons = new QDialogButtonBox(this);
  buttons->addButton(pushButton(this, "aboutClose", tr("Close")), QDialogButtonBox::RejectRole);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(24, 24, 24, 16);
  whole->setSpacing(16);
  whole->addLayout(row, 1);
  whole->addWidget(buttons);
  setMinimumWidth(440);
}

}  // namespace ssa

#include "moc_about_dialog.cpp"
