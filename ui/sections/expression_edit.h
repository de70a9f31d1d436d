#pragma once

#include "models/case/case.h"

#include <QLineEdit>

class QCompleter;

namespace kachi {

/// Names an expression of the outcome model may use: parameters, the model clock, table columns, functions.
QStringList namesOf(const Case& value);

/// A line for an expression; completes the name under the cursor.
class ExpressionEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit ExpressionEdit(const QStringList& names, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    int wordStart() const;
    void complete(const QString& name);
    void offer();

    QCompleter* m_completer;
};

}  // namespace kachi
