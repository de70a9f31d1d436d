#pragma once

#include "ui/sections/input_views.h"
#include "ui/sections/results_panel.h"
#include "ui/windows/section_page.h"

class QComboBox;
class QFormLayout;
class QPushButton;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace kachi {

class OwnRules;
class UnusedSection;

/// A section of one value model: inputs left, results right; while the case does not use the model, what it would
/// answer and a button that puts an empty structure into the case.
class ValuePage : public SectionPage {
    Q_OBJECT

public:
    ValuePage(Session& session, std::string model, QWidget* parent = nullptr);

    bool goTo(const std::string& where) override;

protected:
    // What a section says about itself.
    virtual QString question() const = 0;              ///< what the model would answer
    virtual void addStructure(Case& value) const = 0;  ///< the empty structure of "Use in this case"
    virtual SectionResults results(const Case& value, const Evaluation& evaluation) const = 0;
    virtual void retranslateInputs() = 0;
    virtual void refreshInputs() {}  ///< after every change of the case; tables follow by themselves

    // Building blocks of the inputs.
    InputCard* addCard();
    /// Adds a card and keeps its words: source strings in the context of the page.
    InputCard* addCard(const char* heading, const char* explanation = nullptr);
    ParameterTable* addParameters(InputCard* card, ParameterTableModel::Ids ids, int maximumRows = 14);
    /// Numbers the model does without.
    ParameterTable* addOptionalParameters(InputCard* card, ParameterTableModel::Ids ids);
    RowTableEditor* addRows(InputCard* card, RowTable table, int maximumRows = 12);
    ExpressionGridEditor* addGrid(InputCard* card, ExpressionGrid grid, int maximumRows = 12);

    /// A card with the analyst's own values of the rules of the case.
    void addOwnRules();

    /// A list of fixed answers bound to the case.
    struct Choice {
        QComboBox* box;
        const char* label;
        QLabel* caption;
        std::function<int(const Case&)> read;
        std::function<void(Case&, int)> write;
        std::vector<std::pair<int, Text>> answers;
    };
    // Rows of a form; each gives its field where a page wants to hide the row.
    QFormLayout* addForm(InputCard* card);
    QWidget* addChoice(QFormLayout* form, const char* label, std::vector<std::pair<int, Text>> answers,
                       std::function<int(const Case&)> read, std::function<void(Case&, int)> write);
    void addTextRow(QFormLayout* form, const char* label, std::function<Text*(Case&)> place);
    void addStringRow(QFormLayout* form, const char* label, std::function<std::string*(Case&)> place);
    /// A formula: completes names, marks faults while typing. @param where  JSON pointer of the place, for issues
    void addExpressionRow(QFormLayout* form, const char* label, const std::string& where,
                          std::function<std::string*(Case&)> place);
    void addNumberRow(QFormLayout* form, const char* label, int low, int high, std::function<int*(Case&)> place);
    void addDecimalRow(QFormLayout* form, const char* label, std::function<double*(Case&)> place);
    /// Several numbers in one line, separated by spaces.
    QWidget* addNumbersRow(QFormLayout* form, const char* label, std::function<std::vector<double>*(Case&)> place);
    /// A button under the contents of a card.
    QPushButton* addButton(InputCard* card, const char* label);

    /// Whether `widget` is among the inputs shown; then it is scrolled into sight.
    bool bringIntoSight(QWidget* widget);
    ResultsPanel* panel() { return m_panel; }
    /// Call at the end of the constructor of the page.
    void finish();
    void retranslate() override;

private:
    struct Words {
        InputCard* card;
        const char* heading;
        const char* explanation;
    };
    struct Row {
        QLabel* caption;
        const char* label;
        QWidget* field;
        std::function<void()> show;
        std::string where{};  ///< JSON pointer of an expression
    };

    bool used() const;
    void showCase();
    void showResults();
    void showState();
    QString words(const char* source) const;

    std::string m_model;
    QStackedWidget* m_stack;
    UnusedSection* m_unused;
    QSplitter* m_splitter;
    QScrollArea* m_scroll;
    QVBoxLayout* m_inputs;
    ResultsPanel* m_panel;
    std::vector<Words> m_words;
    std::vector<Choice> m_choices;
    std::vector<Row> m_rows;
    std::vector<std::pair<QPushButton*, const char*>> m_buttons;
    std::vector<ParameterTable*> m_parameterTables;
    std::vector<RowTableEditor*> m_rowTables;
    std::vector<ExpressionGridEditor*> m_grids;
    OwnRules* m_ownRules = nullptr;
    InputCard* m_ownRulesCard = nullptr;
    bool m_finished = false;
};

/// Appends a figure that exists, under its own title.
void addFigure(SectionResults& results, std::optional<Figure> figure);
void addTable(SectionResults& results, std::optional<Table> table);

/// The main results of a model with the traces that explain them.
std::optional<ResultTable> metricResultTable(const Case& value, const Evaluation& evaluation, const std::string& model);

}  // namespace kachi
