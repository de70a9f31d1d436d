#pragma once

#include "models/core/issue.h"
#include "models/core/text.h"

#include <QListWidget>

namespace kachi {

struct Case;

/// The faults of the case, one line each: icon, word for the severity, sentence. A click or Enter goes to the input.
class IssuesPanel : public QListWidget {
    Q_OBJECT

public:
    explicit IssuesPanel(QWidget* parent = nullptr);

    /// @param value  the case they are about, which names their places
    void setIssues(const Issues& issues, const Case& value);

    /// "2 errors, 1 warning", or that there is nothing.
    QString summary() const;

Q_SIGNALS:
    void goToRequested(const std::string& where);

protected:
    void changeEvent(QEvent* event) override;
    QSize sizeHint() const override;

private:
    void fill();
    void activate(const QListWidgetItem* item);

    Issues m_issues;
    std::vector<Text> m_sentences;  ///< of each
};

}  // namespace kachi
