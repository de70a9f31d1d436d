#pragma once

#include "app/document/session.h"
#include "models/evidence/literature_search.h"

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace kachi {

class FigureView;
class InputCard;
class RowTableEditor;
class TextArea;

/// The literature search of the case: question, sources, query, counts, and the flow diagram that follows from them.
class LiteraturePage : public QWidget {
    Q_OBJECT

public:
    explicit LiteraturePage(Session& session, QWidget* parent = nullptr);

    void showCase();
    void retranslate();
    bool goTo(const std::string& where);

    void addSearch();
    void removeSearch();
    FigureView* figure() { return m_figure; }

private:
    struct CountRow {
        QSpinBox* field;
        LiteratureCount entered;
    };

    QWidget* makeInputs();
    void setCount(const CountRow& row);
    void edit(const QString& text, const std::function<void(LiteratureSearch&)>& change);

    Session& m_session;
    QLabel* m_lead;
    QPushButton* m_add;
    QPushButton* m_remove;
    QWidget* m_content;
    InputCard* m_searchCard;
    InputCard* m_countsCard;
    InputCard* m_reasonsCard;
    std::vector<QLabel*> m_captions;
    TextArea* m_question;
    TextArea* m_sources;
    QLineEdit* m_query;
    std::vector<CountRow> m_counts;
    RowTableEditor* m_reasons;
    QLabel* m_problem;
    FigureView* m_figure;
};

}  // namespace kachi
