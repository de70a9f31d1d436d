// The hospital's break-even price: the balance of a case without the device, by the devices used in it.
#include "app/workbook/labour_workbook.h"
#include "app/workbook/study_sheets.h"
#include "models/studies/hospital_break_even_parts.h"

namespace kachi {
namespace {

class BreakEvenSheets {
public:
    BreakEvenSheets(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                    const StudySurroundings& surroundings)
        : m_pages(pages),
          m_request(request),
          m_study(*study.result),
          m_inputs(readStudyInputs(request, surroundings, readBreakEvenInputs)) {}

    void write() {
        if (!m_inputs.saved.empty()) writeTime();
        writeInputs();
        writeBalance();
    }

private:
    void writeTime() {
        const SavedTimeSheets saved = writeSavedTime(m_pages, m_request, m_inputs.saved);
        const int first = m_pages.writeOneProcedure(saved.occupations, saved.rows, saved.minutes, saved.figures);
        const int total = first + static_cast<int>(saved.occupations.size());
        m_cashable = m_pages.calculation.at(total, procedureColumn::cashableYen);
        m_releasedHours = m_pages.calculation.at(total, procedureColumn::releasedHours);
    }

    /// Formulas of the terms, in the order of the study, and of the numbers that the prices need.
    void writeInputs() {
        ItemList list(m_pages, m_pages.inputs);
        const auto add = [&](const Text& label, const char* key, double value, Unit unit) {
            return list.add(label, pageInput(value, m_pages.named(m_request.inputs, "/inputs", key)), unit);
        };
        for (const BreakEvenTerm& term : m_inputs.terms) {
            if (term.path.empty()) {
                m_terms.push_back(m_cashable);
            } else if (term.key == "yearlyCosts") {
                const std::string yearly =
                    add({"年間固定費", "Yearly costs"}, "yearlyCosts", *m_inputs.yearlyCosts, Unit::yenPerYear);
                const std::string cases =
                    add({"年間件数", "Cases a year"}, "casesPerYear", m_inputs.casesPerYear, Unit::count);
                m_terms.push_back("0-" + yearly + "/" + cases);
            } else {
                const bool cost = term.key == "otherCosts";
                const std::string place = add(term.label, term.key.c_str(), cost ? -term.yen : term.yen, Unit::yen);
                m_terms.push_back(cost ? "0-" + place : place);
            }
        }
        m_devices = add({"1件に使う数", "Devices in a case"}, "devicesPerCase", m_inputs.devices, Unit::count);
        if (m_inputs.yenPerReleasedHour) {
            m_hourValue = add({"他業務に充てられる1時間の評価額", "Value of one released hour"}, "yenPerReleasedHour",
                              *m_inputs.yenPerReleasedHour, Unit::yenPerHour);
        }
        list.write(m_pages.inputs, {"1件当たりの収支と使う数", "Balance of a case and devices"});
    }

    void writeBalance() {
        ItemList list(m_pages, m_pages.results);
        std::string sum;
        for (std::size_t at = 0; at < m_terms.size(); ++at) {
            const BreakEvenTerm& term = m_inputs.terms[at];
            const std::string formula = m_terms[at].empty() ? "0" : m_terms[at];
            sum += (sum.empty() ? "" : "+") + list.add(term.label, pageFormula(formula, term.yen), Unit::yen);
        }
        const std::string cash = list.add(labour_text::total, pageFormula(sum, m_inputs.cashPerCase()), Unit::yen);
        const std::string price = list.addFigure(m_pages, m_study, "breakEvenPrice", cash + "/" + m_devices);
        if (!m_releasedHours.empty()) list.addFigure(m_pages, m_study, "releasedHours", m_releasedHours);
        if (!m_hourValue.empty()) {
            const std::string hours = m_releasedHours.empty() ? "0" : m_releasedHours;
            list.addFigure(m_pages, m_study, "priceWithHours",
                           price + "+" + hours + "*" + m_hourValue + "/" + m_devices);
        }
        list.write(m_pages.results, {"病院の均衡価格", "Hospital's break-even price"});
    }

    LabourPages& m_pages;
    const StudyRequest& m_request;
    const StudyResult& m_study;
    BreakEvenInputs m_inputs;
    std::vector<std::string> m_terms;  ///< formulas; empty: no time is saved
    std::string m_cashable;
    std::string m_releasedHours;
    std::string m_devices;
    std::string m_hourValue;
};

}  // namespace

void writeHospitalBreakEven(LabourPages& pages, const StudyRequest& request, const CaseStudy& study,
                            const StudySurroundings& surroundings) {
    pages.begin(pages.words(study.name));
    BreakEvenSheets(pages, request, study, surroundings).write();
}

}  // namespace kachi
