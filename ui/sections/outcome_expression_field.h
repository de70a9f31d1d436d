#pragma once

#include "app/document/case_document.h"
#include "ui/sections/expression_edit.h"

#include <functional>

namespace kachi {

/// A line bound to an expression of the case; every edit is one undo step.
class ExpressionField : public ExpressionEdit {
    Q_OBJECT

public:
    using Place = std::function<std::string*(Case&)>;

    /// @param place  where the expression stands; nullptr when it is not there (any more)
    ExpressionField(CaseDocument& document, Place place, QWidget* parent = nullptr);

    /// Shows what the case holds; call when the place means another expression.
    void showText();

private:
    void commit();

    CaseDocument& m_document;
    Place m_place;
};

}  // namespace kachi
