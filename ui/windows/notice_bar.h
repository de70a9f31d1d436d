#pragma once

#include "models/core/issue.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace kachi {

class IconLabel;

/// A line above the work that tells something without stopping it: a read-only library, a written file.
class NoticeBar : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void tell(Severity severity, const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    IconLabel* m_icon;
    QLabel* m_text;
    QToolButton* m_close;
};

}  // namespace kachi
