#pragma once

#include "app/document/session.h"

#include <QLineEdit>

class QStandardItemModel;

namespace kachi {

/// Finds a parameter of the open case by any word of its label (Japanese or English) or id.
class ParameterSearch : public QLineEdit {
    Q_OBJECT

public:
    explicit ParameterSearch(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void goToRequested(const std::string& where);

protected:
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void retranslate();
    void fill();

    Session& m_session;
    QStandardItemModel* m_parameters;
};

}  // namespace kachi
