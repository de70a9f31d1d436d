#pragma once

#include "app/document/session.h"
#include "app/jobs/analysis_runner.h"
#include "ui/sections/results_panel.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace kachi {

/// One analysis on request: what is asked left, the answer right. It runs in the background on a copy of the open case;
/// results dim when the case changes afterwards.
class AnalysisTab : public QWidget {
    Q_OBJECT

public:
    explicit AnalysisTab(Session& session, QWidget* parent = nullptr);

    bool isRunning() const { return m_runner.isRunning(); }
    bool isStale() const { return m_stale; }
    ResultsPanel* panel() { return m_panel; }
    QPushButton* runButton() { return m_run; }
    QPushButton* cancelButton() { return m_cancel; }
    const QString& answer() const { return m_sentence; }  ///< above the figures
    const QString& problems() const { return m_told; }    ///< why it did not run, or what to know about the result

protected:
    virtual void refresh() = 0;          ///< the case changed: choices follow it. @pre the case has an outcome model
    virtual void forget() {}             ///< another case was opened: nothing of the old one stays; refresh() follows
    virtual void start() = 0;            ///< Run was pressed
    virtual void retranslateInputs() {}  ///< texts that addRow does not know
    virtual QString sentence() const { return {}; }
    virtual SectionResults results() const = 0;  ///< @pre analysed() holds

    Session& session() { return m_session; }
    const Session& session() const { return m_session; }
    const Case& current() const { return m_session.document().current(); }
    /// The case that was analysed. @pre a result is shown
    const Case& analysed() const { return *m_analysed; }
    /// A copy of the rules of the case, for what runs in the background; empty when there is no such pack.
    RulePack rules() const { return m_session.pack() ? *m_session.pack() : RulePack{}; }

    /// @param label  source string in the context of the tab
    void addRow(const char* label, QWidget* field);
    void addHeading(const char* text);
    void addWide(QWidget* field);  ///< over the whole width of the inputs
    void setInputColumns(int characters);
    QPushButton* addButton(const char* text);  ///< at the end of the inputs
    void finish();                             ///< call at the end of the constructor

    /// Runs compute(case, options) in the background and hands its value to `keep` in the window.
    template <class Compute, class Keep>
    void run(Compute compute, Keep keep) {
        auto value = std::make_shared<const Case>(current());
        RunOptions options;
        options.draws = static_cast<std::size_t>(value->run.draws);
        options.seed = static_cast<std::uint64_t>(value->run.seed);
        options.design = value->run.design;
        options.sobolDimensions = value->run.sobolDimensions;
        m_changedSince = false;
        m_runner.request(
            options,
            [value, compute = std::move(compute)](const RunOptions& running) { return compute(*value, running); },
            [this, value, keep = std::move(keep)](auto result) {
                m_analysed = value;
                m_stale = m_changedSince;
                keep(std::move(result));
                showResults();
            });
    }
    void tell(const QString& text);  ///< below the run button
    void tell(const Issues& issues);
    void showResults();
    void changeEvent(QEvent* event) override;

private:
    void caseOpened();
    void caseEdited();
    void showProgress(const QString& text);
    void showRunning();
    void retranslate();
    QString words(const char* source) const;

    Session& m_session;
    AnalysisRunner m_runner;
    QScrollArea* m_scroll;
    QFormLayout* m_form;
    QVBoxLayout* m_buttons;
    QPushButton* m_run;
    QPushButton* m_cancel;
    QLabel* m_progress;
    QLabel* m_problems;
    QLabel* m_answer;
    ResultsPanel* m_panel;
    QString m_sentence;
    QString m_told;
    std::shared_ptr<const Case> m_analysed;
    bool m_changedSince = false;  ///< the case was edited after the start of the last run
    bool m_stale = false;
    bool m_finished = false;
    struct Words {
        QLabel* caption;
        QWidget* field;  ///< nullptr: a heading
        const char* text;
    };
    std::vector<Words> m_words;
    std::vector<std::pair<QPushButton*, const char*>> m_buttonWords;
};

}  // namespace kachi
