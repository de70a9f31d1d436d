#pragma once

#include "app/document/session.h"

#include <QDialog>

class QTabWidget;

namespace kachi {

/// Analyses of the outcome model on request, beside the main window: each tab runs in the background on a copy of the
/// open case.
class AnalysisDialog : public QDialog {
    Q_OBJECT

public:
    explicit AnalysisDialog(Session& session, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QTabWidget* m_tabs;
};

}  // namespace kachi
