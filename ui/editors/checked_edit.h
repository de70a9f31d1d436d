#pragma once

#include "models/core/issue.h"
#include "ui/editors/problem_edit.h"

#include <functional>

namespace kachi {

/// A line whose text is judged by a function.
class CheckedEdit : public ProblemEdit {
    Q_OBJECT

public:
    using Faults = std::function<Issues(const QString& text)>;  ///< none: the text can be taken over

    explicit CheckedEdit(Faults faults, QWidget* parent = nullptr);

    bool accepts() override;

    /// Shows what the case holds. A refused text stays until it is mended or Escape brings the case's text back.
    void showStored(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    Faults m_faults;
    QString m_stored;
};

}  // namespace kachi
