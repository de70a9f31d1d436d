#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace kachi {

/// What a section shows while the case holds nothing of it: its name, the question it answers, and the button to begin.
class UnusedSection : public QWidget {
    Q_OBJECT

public:
    explicit UnusedSection(QWidget* parent = nullptr);

    void setTexts(const QString& title, const QString& question, const QString& begin);
    QPushButton* button() { return m_begin; }

private:
    QLabel* m_title;
    QLabel* m_question;
    QPushButton* m_begin;
};

}  // namespace kachi
