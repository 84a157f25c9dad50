#include <QCoreApplication>

#include "widgets/panes/classes_pane.h"
#include "widgets/panes/folder_pane.h"
#include "widgets/panes/jobs_pane.h"
#include "widgets/panes/layers_pane.h"
#include "widgets/panes/model_pane.h"
#include "widgets/panes/pane.h"
#include "widgets/panes/picture_pane.h"

namespace ssa {
namespace {

template <class P>
QWidget* make(const PaneContext& context, QWidget* parent) {
  return new P(context, parent);
}

const PaneSpec kPanes[] = {
    {"folderPane", QT_TRANSLATE_NOOP("Panes", "Pictures"), Qt::LeftDockWidgetArea, "", make<FolderPane>},
    {"classesPane", QT_TRANSLATE_NOOP("Panes", "Classes"), Qt::RightDockWidgetArea, "", make<ClassesPane>},
    {"layersPane", QT_TRANSLATE_NOOP("Panes", "Layers"), Qt::RightDockWidgetArea, "classesPane", make<LayersPane>},
    {"modelPane", QT_TRANSLATE_NOOP("Panes", "Model"), Qt::RightDockWidgetArea, "", make<ModelPane>},
    {"picturePane", QT_TRANSLATE_NOOP("Panes", "Picture"), Qt::RightDockWidgetArea, "modelPane", make<PicturePane>},
    {"jobsPane", QT_TRANSLATE_NOOP("Panes", "Jobs"), Qt::RightDockWidgetArea, "modelPane", make<JobsPane>},
};

}  // namespace

std::span<const PaneSpec> paneList() { return kPanes; }

}  // namespace ssa
