#include "app/workbook/region_sheet.h"

#include "models/params/model_inputs.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kachi {
namespace {

/// Columns of the regions.
namespace regionColumn {
constexpr int population = 4;
constexpr int count = 5;
constexpr int weight = 6;
constexpr int before = 7;
constexpr int people = 8;     ///< in regions with this rate or a lower one
constexpr int candidate = 9;  ///< the rate where enough people are below it, else the highest
constexpr int after = 10;
constexpr int countAfter = 11;
constexpr int termsBefore = 12;  ///< of Gini, Theil T, Theil L, Atkinson
constexpr int termsAfter = 16;
}  // namespace regionColumn

/// Rates of one point in time on the sheet, and what is needed of them.
struct RateCells {
    int column = 0;
    int terms = 0;  ///< first column of the terms of the measures
    double meanValue = 0;
    std::vector<double> rates;
};

class RegionSheet {
public:
    RegionSheet(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation, const SheetPlaces& places,
                Language language)
        : m_structure(*value.equalisation),
          m_values(evaluation.values.base),
          m_results(*evaluation.equalisation),
          m_places(places),
          m_page(workbook, {"地域差", "Regions"}, {"均てん化：地域差", "Equalisation: regional differences"},
                 {"人口と件数はシート「パラメータ」にある。w：重み、x：率、m：平均 Σ w x。",
                  "Population and counts stand on Parameters. w: weight, x: rate, m: mean Σ w x."},
                 language) {
        const double all = std::accumulate(m_results.regions.begin(), m_results.regions.end(), 0.0,
                                           [](double sum, const RegionRow& row) { return sum + row.population; });
        for (const RegionRow& row : m_results.regions) {
            m_weights.push_back(byPopulation() ? row.population / all : 1 / static_cast<double>(regions()));
            m_before.rates.push_back(row.rateBefore);
            m_after.rates.push_back(row.rateAfter);
        }
        m_before.meanValue = m_results.before.meanRate;
        m_after.meanValue = m_results.after.meanRate;
    }

    std::vector<SheetCheck> write() {
        m_first = regionsFirst();
        m_before.column = regionColumn::before;
        m_before.terms = regionColumn::termsBefore;
        m_after.column = regionColumn::after;
        m_after.terms = regionColumn::termsAfter;
        writeScenario();
        writeMeasures();
        writeRegions();
        return m_checks;
    }

private:
    std::size_t regions() const { return m_results.regions.size(); }
    bool byPopulation() const { return m_structure.weighting == RegionWeighting::population; }
    bool hasScenario() const { return m_structure.scenario.kind == ScenarioKind::raiseToTarget; }
    bool usesPercentile() const { return hasScenario() && m_structure.scenario.target == ScenarioTarget::percentile; }
    std::string words(const Text& text) const { return text.in(m_page.language()); }
    std::string range(int column) const { return m_page.range(m_first, regions(), column); }
    PageCell input(const std::string& id) const { return pageInput(m_values.at(id), m_places.base.at(id)); }

    /// The regions stand below the scenario and the measures, whose formulas refer to them.
    int regionsFirst() const {
        constexpr std::size_t titleHeaderAndSpace = 3;
        constexpr std::size_t scenarioRows = 8;
        return m_page.nextRow() +
               static_cast<int>(scenarioRows + titleHeaderAndSpace + regionalMeasures.size() + titleHeaderAndSpace);
    }

    void check(const Text& label, const std::string& reference, std::optional<double> value) {
        if (value) m_checks.push_back({words({"均てん化", "Equalisation"}) + ": " + words(label), reference, *value});
    }

    std::string targetFormula() const {
        switch (m_structure.scenario.target) {
            case ScenarioTarget::nationalRate:
                return m_nationalBefore;
            case ScenarioTarget::maximum:
                return "MAX(" + range(regionColumn::before) + ")";
            case ScenarioTarget::fixedRate:
                return m_places.base.at("equalisation.scenario.targetRate");
            case ScenarioTarget::percentile:
                return "MIN(" + range(regionColumn::candidate) + ")";
        }
        return m_nationalBefore;
    }

    void writeScenario() {
        constexpr int valueColumn = 2;
        const int first = m_page.nextRow();
        std::vector<std::vector<PageCell>> cells;
        const auto line = [&](const Text& label, PageCell cell) {
            cells.push_back({pageWords(""), pageWords(words(label)), std::move(cell)});
            return m_page.at(first + static_cast<int>(cells.size()) - 1, valueColumn);
        };
        const auto parameter = [&](const char* id, bool present) { return present ? input(id) : pageWords("–"); };
        m_rateBase = line({"率の基準人口", "Rates are per this many people"}, pageInput(m_structure.rateBase));
        m_epsilon = line({"アトキンソン指標の ε", "Atkinson ε"}, input("equalisation.atkinson.epsilon"));
        m_closure = line({"目標との差を縮める割合", "Share of the gap to the target closed"},
                         parameter("equalisation.scenario.gapClosure", hasScenario()));
        m_percentile = line({"目標とする人口百分位", "Population percentile of the target"},
                            parameter("equalisation.scenario.targetPercentile", usesPercentile()));
        const Text nationalBefore{"全国の率（前）", "National rate before"};
        const Text nationalAfter{"全国の率（後）", "National rate after"};
        const Text target{"目標の率", "Target rate"};
        const Text additional{"追加の件数（年）", "Additional procedures a year"};
        const auto nationalRate = [this](int column) {
            return "SUM(" + range(column) + ")*" + m_rateBase + "/SUM(" + range(regionColumn::population) + ")";
        };
        m_nationalBefore =
            line(nationalBefore, pageFormula(nationalRate(regionColumn::count), m_results.before.nationalRate));
        const std::string after =
            line(nationalAfter, pageFormula(nationalRate(regionColumn::countAfter), m_results.after.nationalRate));
        m_target = line(target, hasScenario() ? pageFormula(targetFormula(), m_results.targetRate) : pageWords("–"));
        const std::string more = line(additional, pageFormula("SUM(" + range(regionColumn::countAfter) + ")-SUM(" +
                                                                  range(regionColumn::count) + ")",
                                                              m_results.additionalProcedures));
        m_page.table({"率とシナリオ", "Rates and scenario"}, {{{"", ""}}, {{"項目", "Item"}}, {{"値", "Value"}}},
                     cells);
        check(nationalBefore, m_nationalBefore, m_results.before.nationalRate);
        check(nationalAfter, after, m_results.after.nationalRate);
        check(target, m_target, m_results.targetRate);
        check(additional, more, m_results.additionalProcedures);
    }

    /// The measure by its terms, weighted sums over the regions; "–" where it is not defined.
    std::string measureFormula(RegionalMeasure measure, const RateCells& cells) const {
        const std::string w = range(regionColumn::weight);
        const std::string x = range(cells.column);
        const std::string m = "SUMPRODUCT(" + w + "," + x + ")";
        const auto sum = [&](int term) { return "SUMPRODUCT(" + w + "," + range(cells.terms + term) + ")"; };
        const auto where = [](const std::string& condition, const std::string& formula) {
            return "IF(" + condition + "," + formula + ",\"–\")";
        };
        const std::string someRate = m + ">0";
        const std::string everyRate = "MIN(" + x + ")>0";
        switch (measure) {
            case RegionalMeasure::gini:
                return where(someRate, sum(0) + "/(2*" + m + ")");
            case RegionalMeasure::theilT:
                return where(someRate, sum(1));
            case RegionalMeasure::theilL:
                return where(everyRate, sum(2));
            case RegionalMeasure::atkinson:
                return where(
                    "IF(" + m_epsilon + "<1," + m + ",MIN(" + x + "))>0",
                    "IF(" + m_epsilon + "=1,1-EXP(0-" + sum(2) + "),1-POWER(" + sum(3) + ",1/(1-" + m_epsilon + ")))");
            case RegionalMeasure::coefficientOfVariation:
                return where(someRate, "SQRT(SUMPRODUCT(" + w + ",(" + x + "-" + m + ")^2))/" + m);
            case RegionalMeasure::hoover:
                return where(someRate, "SUMPRODUCT(" + w + ",ABS(" + x + "/" + m + "-1))/2");
            case RegionalMeasure::maxOverMin:
                return where(everyRate, "MAX(" + x + ")/MIN(" + x + ")");
        }
        return {};
    }

    void writeMeasures() {
        constexpr int beforeColumn = 2;
        constexpr int afterColumn = 3;
        const int first = m_page.nextRow();
        std::vector<std::vector<PageCell>> cells;
        for (const RegionalMeasureInfo& info : regionalMeasures) {
            const MeasureResult& result = m_results.measure(info.measure);
            const int row = first + static_cast<int>(cells.size());
            cells.push_back({pageWords(""), pageWords(words({info.ja, info.en})),
                             pageFormula(measureFormula(info.measure, m_before), result.before, CellLook::result),
                             pageFormula(measureFormula(info.measure, m_after), result.after, CellLook::result),
                             pageWords(info.formula)});
            const std::string ja = info.ja;
            const std::string en = info.en;
            check({ja + "（前）", en + ", before"}, m_page.at(row, beforeColumn), result.before);
            check({ja + "（後）", en + ", after"}, m_page.at(row, afterColumn), result.after);
        }
        m_page.table({"地域差の指標", "Measures of regional difference"},
                     {{{"", ""}}, {{"指標", "Measure"}}, {{"前", "Before"}}, {{"後", "After"}}, {{"式", "Formula"}}},
                     cells);
    }

    /// Terms of Gini, Theil T, Theil L and Atkinson of a region. A logarithm of 0 never enters: T counts it as 0, L and
    /// Atkinson are not defined then and their cell stays 0.
    void addTerms(std::vector<PageCell>& line, const RateCells& cells, std::size_t region, int row) const {
        const std::string w = range(regionColumn::weight);
        const std::string x = range(cells.column);
        const std::string m = "SUMPRODUCT(" + w + "," + x + ")";
        const std::string own = cellReference(row, cells.column);
        const double rate = cells.rates[region];
        const double share = cells.meanValue > 0 ? rate / cells.meanValue : 0;
        const double epsilon = m_values.at("equalisation.atkinson.epsilon");
        double difference = 0;
        for (std::size_t at = 0; at < regions(); ++at) difference += m_weights[at] * std::abs(cells.rates[at] - rate);
        const auto positive = [&own](const std::string& formula) { return "IF(" + own + ">0," + formula + ",0)"; };
        const bool some = rate > 0;
        line.push_back(pageFormula("SUMPRODUCT(" + w + ",ABS(" + x + "-" + own + "))", difference));
        line.push_back(
            pageFormula(positive(own + "/" + m + "*LN(" + own + "/" + m + ")"), some ? share * std::log(share) : 0));
        line.push_back(pageFormula(positive("LN(" + m + "/" + own + ")"), some ? -std::log(share) : 0));
        line.push_back(pageFormula(positive("POWER(" + own + "/" + m + ",1-" + m_epsilon + ")"),
                                   some ? std::pow(share, 1 - epsilon) : 0));
    }

    std::vector<PageCell> regionLine(std::size_t at, int row) const {
        const RegionRow& region = m_results.regions[at];
        const auto cell = [row](int column) { return cellReference(row, column); };
        const auto group = std::ranges::find(m_structure.groups, region.group, &RegionGroup::id);
        const std::string before = cell(regionColumn::before);
        const std::string weight =
            byPopulation() ? cell(regionColumn::population) + "/SUM(" + range(regionColumn::population) + ")"
                           : "1/" + std::to_string(regions());
        std::vector<PageCell> line{
            pageWords(region.code),
            pageWords(words(region.name)),
            pageWords(group == m_structure.groups.end() ? "" : words(group->name)),
            pageWords(region.region),
            input(cellId("equalisation.region.*.population", region.region)),
            input(cellId("equalisation.region.*.count", region.region)),
            pageFormula(weight, m_weights[at]),
            pageFormula(cell(regionColumn::count) + "*" + m_rateBase + "/" + cell(regionColumn::population),
                        region.rateBefore)};
        addPercentile(line, at, row);
        if (hasScenario()) {
            const std::string raised =
                before + "+IF(" + before + "<" + m_target + "," + m_closure + "*(" + m_target + "-" + before + "),0)";
            line.push_back(pageFormula(raised, region.rateAfter));
        } else {
            line.push_back(pageFormula(before, region.rateAfter));
        }
        line.push_back(pageFormula(cell(regionColumn::count) + "+(" + cell(regionColumn::after) + "-" + before + ")*" +
                                       cell(regionColumn::population) + "/" + m_rateBase,
                                   region.countAfter));
        addTerms(line, m_before, at, row);
        addTerms(line, m_after, at, row);
        return line;
    }

    /// For the target by percentile: the lowest rate at or below which enough people live.
    void addPercentile(std::vector<PageCell>& line, std::size_t at, int row) const {
        if (!usesPercentile()) {
            line.push_back(pageWords(""));
            line.push_back(pageWords(""));
            return;
        }
        const std::string rates = range(regionColumn::before);
        const std::string people = range(regionColumn::population);
        const std::string own = cellReference(row, regionColumn::before);
        const double rate = m_before.rates[at];
        double below = 0;
        double all = 0;
        for (const RegionRow& region : m_results.regions) {
            all += region.population;
            if (region.rateBefore <= rate) below += region.population;
        }
        const double share = m_values.at("equalisation.scenario.targetPercentile") / 100;
        line.push_back(pageFormula("SUMPRODUCT((" + rates + "<=" + own + ")*" + people + ")", below));
        line.push_back(pageFormula("IF(" + cellReference(row, regionColumn::people) + ">=" + m_percentile +
                                       "/100*SUM(" + people + ")," + own + ",MAX(" + rates + "))",
                                   below >= share * all ? rate : m_results.before.highestRate));
    }

    void writeRegions() {
        std::vector<std::vector<PageCell>> cells;
        for (std::size_t at = 0; at < regions(); ++at) cells.push_back(regionLine(at, m_first + static_cast<int>(at)));
        std::vector<PageColumn> columns{{{"コード", "Code"}},
                                        {{"地域", "Region"}},
                                        {{"ブロック", "Group"}},
                                        {{"ID", "ID"}},
                                        {{"人口", "Population"}},
                                        {{"年間件数", "Procedures a year"}},
                                        {{"重み w", "Weight w"}},
                                        {{"率（前）", "Rate before"}},
                                        {{"この率以下の人口", "People at this rate or below"}},
                                        {{"目標の候補", "Candidate for the target"}},
                                        {{"率（後）", "Rate after"}},
                                        {{"件数（後）", "Procedures after"}}};
        for (const Text& when : {Text{"前", "before"}, Text{"後", "after"}}) {
            columns.push_back({{"Σ w |x − xi|、" + when.ja, "Σ w |x − xi|, " + when.en}});
            columns.push_back({{"(x/m) ln(x/m)、" + when.ja, "(x/m) ln(x/m), " + when.en}});
            columns.push_back({{"ln(m/x)、" + when.ja, "ln(m/x), " + when.en}});
            columns.push_back({{"(x/m)^(1−ε)、" + when.ja, "(x/m)^(1−ε), " + when.en}});
        }
        m_page.table({"地域", "Regions"}, columns, cells);
    }

    const EqualisationStructure& m_structure;
    const std::map<std::string, double>& m_values;
    const EqualisationResults& m_results;
    const SheetPlaces& m_places;
    SheetPage m_page;
    std::vector<double> m_weights;  ///< [region]
    RateCells m_before;
    RateCells m_after;
    int m_first = 0;  ///< row of the first region
    std::string m_rateBase;
    std::string m_epsilon;
    std::string m_closure;
    std::string m_percentile;
    std::string m_nationalBefore;
    std::string m_target;
    std::vector<SheetCheck> m_checks;
};

}  // namespace

std::vector<SheetCheck> writeRegionSheet(WorkbookWriter& workbook, const Case& value, const Evaluation& evaluation,
                                         const SheetPlaces& places, Language language) {
    return RegionSheet(workbook, value, evaluation, places, language).write();
}

}  // namespace kachi
