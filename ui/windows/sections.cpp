#include "ui/windows/sections.h"

#include "ui/sections/equalisation_page.h"
#include "ui/sections/labour_page.h"
#include "ui/sections/outcomes_page.h"
#include "ui/sections/price_page.h"
#include "ui/sections/recalculation_page.h"
#include "ui/sections/routes_page.h"
#include "ui/sections/studies_page.h"
#include "ui/sections/summary_page.h"
#include "ui/windows/evidence_page.h"
#include "ui/windows/overview_page.h"
#include "ui/windows/report_page.h"

#include <QCoreApplication>

#include <algorithm>

namespace kachi {
namespace {

template <class Page>
SectionPage* make(Session& session) {
    return new Page(session);
}

}  // namespace

const std::vector<SectionEntry>& sectionEntries() {
    static const std::vector<SectionEntry> entries{
        {"overview", QT_TRANSLATE_NOOP("kachi::Sections", "Overview"), make<OverviewPage>},
        {"evidence", QT_TRANSLATE_NOOP("kachi::Sections", "Evidence"), make<EvidencePage>},
        {"studies", QT_TRANSLATE_NOOP("kachi::Sections", "Analyses"), make<StudiesPage>},
        {"outcomes", QT_TRANSLATE_NOOP("kachi::Sections", "Outcomes"), make<OutcomesPage>},
        {"labour", QT_TRANSLATE_NOOP("kachi::Sections", "Labour"), make<LabourPage>},
        {"equalisation", QT_TRANSLATE_NOOP("kachi::Sections", "Equalisation"), make<EqualisationPage>},
        {"pricing", QT_TRANSLATE_NOOP("kachi::Sections", "Price"), make<PricePage>},
        {"routes", QT_TRANSLATE_NOOP("kachi::Sections", "Price routes"), make<RoutesPage>},
        {"recalculation", QT_TRANSLATE_NOOP("kachi::Sections", "Recalculation"), make<RecalculationPage>},
        {"summary", QT_TRANSLATE_NOOP("kachi::Sections", "Summary"), make<SummaryPage>},
        {"report", QT_TRANSLATE_NOOP("kachi::Sections", "Report"), make<ReportPage>},
    };
    return entries;
}

QString sectionTitle(const SectionEntry& entry) {
    return QCoreApplication::translate("kachi::Sections", entry.title);
}

std::size_t sectionOwning(const std::string& where) {
    const std::size_t start = where.starts_with('/') ? 1 : 0;
    const std::string first = where.substr(start, where.find_first_of("./", start) - start);
    // A fault in a parameter is a JSON pointer "/parameters/labour.…" when it was found while reading.
    const std::string prefix = "/parameters/";
    if (where.starts_with(prefix)) return sectionOwning(where.substr(prefix.size()));

    if (first == "claims" || first == "literature") return sectionOwning("evidence");

    const auto& entries = sectionEntries();
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&first](const SectionEntry& entry) { return entry.id == first; });
    return found == entries.end() ? 0 : static_cast<std::size_t>(found - entries.begin());
}

}  // namespace kachi
