#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;
class QToolButton;

namespace kachi {

/// Quiet title of a side panel with a button that folds it away (it comes back from the View menu).
class DockTitle : public QWidget {
    Q_OBJECT

public:
    explicit DockTitle(QDockWidget* dock);

    /// A few words beside the title, such as a count.
    void setSummary(const QString& words);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_summary;
    QToolButton* m_fold;
};

}  // namespace kachi
