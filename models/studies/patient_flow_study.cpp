// Patients who are treated outside the area they live in.
#include "models/equalisation/patient_flow.h"

#include "models/equalisation/area_names.h"
#include "models/equalisation/prefecture_names.h"
#include "models/studies/region_rows.h"
#include "models/studies/study_definitions.h"
#include "models/studies/synthesis_inputs.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace kachi {
namespace {

/// Areas by any spelling of their name, in order of appearance.
class AreaList {
public:
    std::size_t position(const std::string& name) {
        const auto [found, isNew] = m_positions.emplace(keyOf(name), m_names.size());
        if (isNew) m_names.push_back(name);
        return found->second;
    }
    std::optional<std::size_t> find(const std::string& name) const {
        const auto found = m_positions.find(keyOf(name));
        return found == m_positions.end() ? std::nullopt : std::optional(found->second);
    }
    const std::vector<std::string>& names() const { return m_names; }

private:
    static std::string keyOf(const std::string& name) {
        const Prefecture* prefecture = resolvePrefecture(name);
        return prefecture ? std::string(prefecture->code) : areaKey(name);
    }

    std::map<std::string, std::size_t> m_positions;
    std::vector<std::string> m_names;
};

struct Flows {
    FlowMatrix matrix;
    std::vector<std::optional<double>> populations;
    std::optional<ReviewCriterion> criterion;
    std::size_t leftOut = 0;  ///< pairs without a number
};

/// Rows origin, place, patients; a pair that is not listed has no patients, a listed one without a number is missing.
void readFlows(StudyReader& reader, Flows& flows, AreaList& areas) {
    const std::string origin = reader.neededColumn("origin");
    const std::string place = reader.neededColumn("place");
    const std::string patients = reader.neededColumn("patients");
    const bool exclude = reader.choiceOr("missing", "refuse") == "exclude";
    if (reader.failed()) return;
    std::vector<std::size_t> rows(reader.rowCount());
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = row;
    const std::vector<std::string> origins = reader.words(origin, rows);
    const std::vector<std::string> places = reader.words(place, rows);
    const std::vector<std::optional<double>> counts = reader.numbersOrMissing(patients);
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> first;
    for (const std::size_t row : rows) {
        if (origins[row].empty()) reader.refuseCell("regions.nameMissing", row, origin, {});
        if (places[row].empty()) reader.refuseCell("regions.nameMissing", row, place, {});
        if (meansTotal(origins[row])) reader.refuseCell("regions.totalRow", row, origin, {});
        if (meansTotal(places[row])) reader.refuseCell("regions.totalRow", row, place, {});
        if (counts[row] && *counts[row] < 0) reader.refuseCell("regions.negativeNumber", row, patients, {});
        if (!counts[row] && !exclude) reader.refuseCell("regions.missingFlow", row, patients, {});
        const std::pair pair(areas.position(origins[row]), areas.position(places[row]));
        const auto [same, isNew] = first.emplace(pair, row);
        if (!isNew) reader.refuseCell("regions.duplicateFlow", row, place, std::to_string(same->second + 1));
        if (!counts[row]) ++flows.leftOut;
    }
    if (reader.failed()) return;
    flows.matrix.areas = areas.names();
    flows.matrix.patients.assign(areas.names().size(), std::vector<double>(areas.names().size(), 0));
    for (const auto& [pair, row] : first) flows.matrix.patients[pair.first][pair.second] = counts[row].value_or(0);
}

void readPopulations(StudyReader& reader, Flows& flows, const AreaList& areas) {
    flows.populations.resize(areas.names().size());
    for (FieldCells& row : reader.rows("areas")) {
        const std::string name = row.text("area");
        const double population = row.real("population");
        if (const auto area = areas.find(name)) {
            if (flows.populations[*area]) row.refuse("regions.populationTwice", "area", name, {});
            flows.populations[*area] = population;
        } else if (!name.empty()) {
            row.refuse("regions.areaWithoutFlow", "area", name, {});
        }
    }
}

/// All three parts of the criterion, or none.
void readCriterion(StudyReader& reader, Flows& flows) {
    const char* keys[] = {"reviewPopulation", "reviewInflow", "reviewOutflow"};
    if (std::ranges::none_of(keys, [&](const char* key) { return reader.has(key); })) return;
    flows.criterion = ReviewCriterion{reader.real(keys[0]), reader.real(keys[1]), reader.real(keys[2])};
}

StudyTable areaTable(const Flows& flows, const PatientFlow& flow) {
    StudyTable table{"areas",
                     {"地域別の流出入", "Areas"},
                     {{"area", {"地域", "Area"}},
                      {"population", {"人口", "Population"}, Unit::persons},
                      {"residents", {"居住患者", "Patients living here"}, Unit::persons},
                      {"treated", {"受療患者", "Patients treated here"}, Unit::persons},
                      {"inflow", {"流入", "Inflow"}, Unit::persons},
                      {"outflow", {"流出", "Outflow"}, Unit::persons},
                      {"net", {"純流入", "Net inflow"}, Unit::persons},
                      {"inflowShare", {"流入割合", "Share flowing in"}, Unit::ratio},
                      {"outflowShare", {"流出割合", "Share flowing out"}, Unit::ratio},
                      {"selfSufficiency", {"自足率", "Self-sufficiency"}, Unit::ratio}},
                     {}};
    if (flows.criterion) table.columns.push_back({"review", {"見直し基準", "Review criterion"}});
    for (std::size_t i = 0; i < flow.areas.size(); ++i) {
        const AreaFlow& area = flow.areas[i];
        std::vector<StudyValue> row{studyCell(flows.matrix.areas[i]),
                                    studyCell(flows.populations[i]),
                                    studyCell(area.residents),
                                    studyCell(area.treated),
                                    studyCell(area.inflow),
                                    studyCell(area.outflow),
                                    studyCell(area.net),
                                    studyCell(area.inflowShare),
                                    studyCell(area.outflowShare),
                                    studyCell(area.selfSufficiency)};
        if (flows.criterion) {
            row.push_back(!area.review   ? studyCell(Text{"判定不能", "not known"})
                          : *area.review ? studyCell(Text{"該当", "met"})
                                         : studyCell(Text{"非該当", "not met"}));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

StudyTable matrixTable(const FlowMatrix& matrix) {
    StudyTable table{"matrix",
                     {"患者の流れ（行：居住地、列：受療地）", "Flows (rows: residence, columns: treatment)"},
                     {{"origin", {"居住地", "Residence"}}},
                     {}};
    for (std::size_t i = 0; i < matrix.areas.size(); ++i) {
        table.columns.push_back({"to" + std::to_string(i + 1), {matrix.areas[i], matrix.areas[i]}, Unit::persons});
    }
    for (std::size_t from = 0; from < matrix.areas.size(); ++from) {
        std::vector<StudyValue> row{studyCell(matrix.areas[from])};
        for (const double patients : matrix.patients[from]) row.push_back(studyCell(patients));
        table.rows.push_back(std::move(row));
    }
    return table;
}

/// Patients of one area who are treated in another.
struct Move {
    std::size_t from;
    std::size_t to;
    double patients;
};

/// All of them, the most patients first.
std::vector<Move> movesOf(const FlowMatrix& matrix) {
    std::vector<Move> moves;
    for (std::size_t from = 0; from < matrix.areas.size(); ++from) {
        for (std::size_t to = 0; to < matrix.areas.size(); ++to) {
            const double patients = matrix.patients[from][to];
            if (from != to && patients != 0) moves.push_back({from, to, patients});
        }
    }
    std::ranges::stable_sort(moves, std::greater(), &Move::patients);
    return moves;
}

StudyChart flowsChart(const FlowMatrix& matrix) {
    constexpr std::size_t most = 15;
    const std::vector<Move> moves = movesOf(matrix);
    BarChart bars;
    bars.value = {{"患者数", "Patients"}, Unit::persons, false, 0.0, {}};
    bars.categoryLabel = {"居住地 → 受療地", "Residence → treatment"};
    bars.horizontal = true;
    ChartBars flows{{"患者数", "Patients"}, {}, {}, {}};
    double drawn = 0;
    double moving = 0;
    for (const Move& move : moves) {
        moving += move.patients;
        if (flows.values.size() == most) continue;
        const std::string direction = matrix.areas[move.from] + " → " + matrix.areas[move.to];
        bars.categories.push_back({direction, direction});
        flows.values.push_back(move.patients);
        drawn += move.patients;
    }
    const std::string shown = std::to_string(flows.values.size()) + " / " + std::to_string(moves.size());
    const std::string share = plainDigits(moving > 0 ? std::round(1000 * drawn / moving) / 10 : 0);
    bars.series = {std::move(flows)};
    return {
        "flows",
        {"患者の流れ（居住地 → 受療地）", "Patient flows (residence → treatment)"},
        {"居住地と異なる地域で受療した患者の流れを多い順に示す（" + shown + " 件、移動した患者の " + share + " %）。",
         "Patients treated outside their area, the largest flows first (" + shown + ", " + share +
             " % of the patients who move)."},
        std::move(bars)};
}

StudyChart sharesChart(const FlowMatrix& matrix, const PatientFlow& flow) {
    BarChart bars;
    bars.value = {{"割合", "Share"}, Unit::probability, false, 0.0, 1.0};
    bars.categoryLabel = {"地域", "Area"};
    ChartBars inflow{{"流入割合", "Share flowing in"}, {}, {}, {}};
    ChartBars outflow{{"流出割合", "Share flowing out"}, {}, {}, {}};
    for (std::size_t i = 0; i < matrix.areas.size(); ++i) {
        if (!flow.areas[i].inflowShare || !flow.areas[i].outflowShare) continue;
        bars.categories.push_back({matrix.areas[i], matrix.areas[i]});
        inflow.values.push_back(*flow.areas[i].inflowShare);
        outflow.values.push_back(*flow.areas[i].outflowShare);
    }
    bars.series = {std::move(inflow), std::move(outflow)};
    return {"shares", {"流入・流出割合", "Inflow and outflow"}, {}, std::move(bars)};
}

Result<StudyResult> run(StudyReader& reader) {
    Flows flows;
    AreaList areas;
    readFlows(reader, flows, areas);
    if (reader.failed()) return reader.issues();
    readPopulations(reader, flows, areas);
    readCriterion(reader, flows);
    if (reader.failed()) return reader.issues();
    const auto flow = patientFlow(flows.matrix, flows.populations, flows.criterion);
    if (!flow) return locatedAt(flow.issues(), reader.path() + "/data");

    StudyResult result;
    result.figures.push_back(studyFigure("patients", {"患者数", "Patients"}, flow->patients, Unit::persons));
    result.figures.push_back(studyFigure("movingShare",
                                         {"居住地域外で受療する割合", "Share treated outside their area"},
                                         flow->movingShare, Unit::ratio));
    result.figures.back().headline = true;
    if (flows.criterion) {
        const auto met = std::ranges::count_if(flow->areas, [](const AreaFlow& area) { return area.review == true; });
        result.figures.push_back(studyFigure("areasForReview",
                                             {"見直し基準に該当する地域", "Areas meeting the criterion"},
                                             static_cast<double>(met), Unit::count));
    }
    result.tables.push_back(areaTable(flows, *flow));
    result.charts.push_back(flowsChart(flows.matrix));
    constexpr std::size_t widest = 30;
    if (flows.matrix.areas.size() <= widest) {
        result.tables.push_back(matrixTable(flows.matrix));
        result.charts.push_back(sharesChart(flows.matrix, *flow));
    }
    if (flows.leftOut > 0) {
        result.notes.push_back({"regions.flowsLeftOut",
                                Severity::warning,
                                "/inputs/data",
                                std::to_string(flows.leftOut),
                                std::to_string(reader.rowCount()),
                                {}});
    }
    result.methodText = {
        "流入割合は地域で受療した患者のうち他地域に住む者の割合、流出割合は地域に住む患者のうち他地域で受療した者の割合"
        "、"
        "自足率は 1 − 流出割合。表にない組合せは患者なしとした。",
        "Share flowing in: of patients treated in the area, those living elsewhere. Share flowing out: of patients "
        "living in the area, those treated elsewhere; self-sufficiency is the rest. Pairs that are not listed have no "
        "patients."};
    result.references = {"厚生労働省「医療計画作成指針」：二次医療圏の設定（患者の流出入）。"};
    return result;
}

}  // namespace

StudyDefinition patientFlowStudy() {
    using namespace field_limits;
    return {
        .id = "patientFlow",
        .group = StudyGroup::regions,
        .name = {"患者の流出入", "Patient flow"},
        .purpose = {"患者の居住地と受療地から、地域ごとの流入・流出割合と自足率を求めます。",
                    "Inflow, outflow and self-sufficiency of areas, from where patients live and are treated."},
        .fields = {required(dataField("data", {"データ", "Data"})),
                   required(columnField("origin", {"居住地の列", "Column of residence"})),
                   required(columnField("place", {"受療地の列", "Column of treatment"})),
                   required(columnField("patients", {"患者数の列", "Column of patients"})),
                   choiceField("missing", {"欠測の扱い", "Missing flows"},
                               {{"refuse", {"計算しない", "Refuse"}}, {"exclude", {"除外する", "Leave out"}}},
                               {"秘匿された流れは0ではありません。", "Masked flows are not zero."}),
                   tableField("areas", {"地域の人口", "Populations"},
                              {required(textField("area", {"地域", "Area"})),
                               required(numberField("population", {"人口", "Population"}, Unit::persons, positive))},
                              {"見直し基準の判定に使います。", "For the review criterion."}),
                   numberField("reviewPopulation", {"見直し基準：人口（未満）", "Review: population below"},
                               Unit::persons, positive,
                               {"現行の医療計画作成指針の値を入力します。",
                                "Enter the values of the guideline for medical plans in force."}),
                   numberField("reviewInflow", {"見直し基準：流入割合（未満）", "Review: inflow below"}, Unit::ratio,
                               share),
                   numberField("reviewOutflow", {"見直し基準：流出割合（以上）", "Review: outflow at least"},
                               Unit::ratio, share)},
        .run = run,
    };
}

}  // namespace kachi
