#pragma once

#include <QLineEdit>

namespace kachi {

/// A line whose text is judged when it is to be taken over. A text that is not accepted stays and is marked, and the
/// reason is shown; typing takes the mark away.
class ProblemEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit ProblemEdit(QWidget* parent = nullptr);

    /// Whether the text can be taken over; else the line is marked and says why.
    virtual bool accepts() = 0;

    void clearProblem();
    bool hasProblem() const { return property("problem").toBool(); }

protected:
    void showProblem(const QString& explanation);
};

}  // namespace kachi
