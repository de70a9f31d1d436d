#pragma once

#include <QWidget>

class QDockWidget;
class QToolButton;

namespace kachi {

/// Quiet title of a side panel with a button that folds it away (it comes back from the View menu).
class DockTitle : public QWidget {
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget* dock);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QToolButton* m_fold;
};

}  // namespace kachi
