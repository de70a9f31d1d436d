#pragma once

#include "app/jobs/analysis_runner.h"
#include "models/studies/study.h"
#include "ui/sections/request_list.h"
#include "ui/windows/section_page.h"

#include <set>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace kachi {

class InputScrollArea;
class RequestResults;
class FieldForm;
class StudyMenu;
class TextField;
class UnusedSection;

/// Analyses of data and calculations beside the value models: the list, the form of the chosen one, its result, and
/// the parameters that take its estimates over. Everything on it is made from the declaration of the study. Studies are
/// worked out off the window's thread.
class StudiesPage : public SectionPage {
    Q_OBJECT

public:
    explicit StudiesPage(Session& session, QWidget* parent = nullptr);

    bool goTo(const std::string& where) override;

    /// Adds a study of that method and shows it.
    void addMethod(const std::string& method);
    const std::string& chosenId() const { return m_chosen; }
    FieldForm* form() { return m_form; }
    RequestResults* results() { return m_results; }
    bool isRunning() const { return m_runner.isRunning(); }

    /// Opens the dialog in which parameters take estimates over.
    void openTakeOver();
    /// Opens the dialog that reads published curves from a picture.
    void openDigitiser();
    void importProcessMap(const QString& path);
    /// Lets every parameter take its number over again from the present result.
    void recompute();

Q_SIGNALS:
    void worked();  ///< the chosen study was worked out, or refused

protected:
    void retranslate() override;

private:
    QWidget* makeInputs();
    QWidget* makeSourceCard();
    QWidget* makeResults();
    void connectList();
    void removeChosen();
    void choose(const std::string& id);
    void showCase();
    void showList();
    void showChosen();
    void showTaken();
    RequestList::Row described(const StudyRequest& request, const std::set<std::string>& outOfDate) const;
    void work();
    void take(std::shared_ptr<const Result<StudyResult>> result, const std::string& id,
              std::shared_ptr<const Case> asked);
    bool isWorkedOut(const StudyRequest& request) const;
    /// Parameters that took a number over from a study which has changed since.
    std::set<std::string> staleParameters() const;
    void showResult();
    void edit(const QString& text, const std::function<void(Case&)>& change);

    std::string m_chosen;                  ///< id of the study shown
    std::shared_ptr<const Case> m_worked;  ///< the case whose result is shown; null: none was asked for yet
    std::shared_ptr<const Result<StudyResult>> m_result;
    AnalysisRunner m_runner;
    QStackedWidget* m_stack;
    UnusedSection* m_unused;
    StudyMenu* m_menu;
    RequestList* m_list;
    InputCard* m_sourceCard;
    QLabel* m_nameLabel;
    TextField* m_name;
    QLabel* m_evidenceLabel;
    QComboBox* m_evidence;
    InputCard* m_formCard;
    FieldForm* m_form;
    QPushButton* m_digitise;
    QPushButton* m_processMap;
    InputScrollArea* m_scroll = nullptr;
    RequestResults* m_results;
    QProgressBar* m_progress;
    QPushButton* m_cancel;
    QLabel* m_taken;
    QPushButton* m_takeOver;
    QPushButton* m_again;
    QTimer* m_pause;
};

}  // namespace kachi
