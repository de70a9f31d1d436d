#include "models/studies/access_network.h"

#include "models/equalisation/prefecture_names.h"
#include "models/studies/number_list.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace kachi {
namespace {

using namespace field_limits;

constexpr std::size_t mostPairs = 4'000'000;
constexpr double mostPeople = 1e12;                                          ///< also of supply
constexpr double unknownMinutes = std::numeric_limits<double>::quiet_NaN();  ///< while reading; none is left after it

std::vector<std::size_t> everyRow(StudyReader& reader, const std::string& data) {
    std::vector<std::size_t> rows(reader.rowCount(data));
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    return rows;
}

bool hasColumn(StudyReader& reader, const std::string& name, const std::string& data) {
    const std::vector<std::string>& names = reader.columnNames(data);
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string columnName(StudyReader& reader, const std::string& key, const std::string& usual) {
    const std::string entered = reader.text(key);
    return entered.empty() ? usual : entered;
}

/// Name of the column, refused when the table has none of that name.
std::string neededColumn(StudyReader& reader, const std::string& key, const std::string& usual,
                         const std::string& data) {
    const std::string name = columnName(reader, key, usual);
    if (hasColumn(reader, name, data)) return name;
    if (reader.rowCount(data) > 0) {
        reader.refuse("studies.unknownColumn", key, name, namesInShort(reader.columnNames(data)));
    }
    return {};
}

/// Names of the rows, each stated and none twice.
std::vector<std::string> readNames(StudyReader& reader, const std::string& column, const std::string& data) {
    const std::vector<std::string> names = reader.words(column, everyRow(reader, data), data);
    std::map<std::string, std::size_t> first;
    for (std::size_t row = 0; row < names.size(); ++row) {
        if (names[row].empty()) {
            reader.refuseCell("access.nameMissing", row, column, {}, data);
        } else if (const auto [other, isNew] = first.emplace(names[row], row); !isNew) {
            reader.refuseCell("access.duplicateName", row, column, std::to_string(other->second + 1), data);
        }
    }
    return names;
}

std::vector<double> readPositive(StudyReader& reader, const std::string& column, const std::string& data) {
    const std::vector<double> values = reader.numbers(column, everyRow(reader, data), data);
    for (std::size_t row = 0; row < values.size(); ++row) {
        const bool stated = !reader.isMissing(row, column, data);
        if (stated && !(values[row] > 0)) reader.refuseCell("access.notPositive", row, column, {}, data);
        if (values[row] > mostPeople) {
            reader.refuseCell("access.numberTooLarge", row, column, plainDigits(mostPeople), data);
        }
    }
    return values;
}

std::vector<GeoPoint> readPoints(StudyReader& reader, const std::string& data) {
    const std::string latitude = neededColumn(reader, "latitudeColumn", "latitude", data);
    const std::string longitude = neededColumn(reader, "longitudeColumn", "longitude", data);
    if (latitude.empty() || longitude.empty()) return {};
    const std::vector<std::size_t> rows = everyRow(reader, data);
    const std::vector<double> north = reader.numbers(latitude, rows, data);
    const std::vector<double> east = reader.numbers(longitude, rows, data);
    std::vector<GeoPoint> points;
    for (const std::size_t row : rows) {
        points.push_back({north[row], east[row]});
        if (std::abs(north[row]) > 90) reader.refuseCell("access.coordinate", row, latitude, "90", data);
        if (std::abs(east[row]) > 180) reader.refuseCell("access.coordinate", row, longitude, "180", data);
    }
    return points;
}

/// Fills the travel times from the table of travel, in whatever shape it comes.
class TravelTable {
public:
    TravelTable(StudyReader& reader, const AccessNetwork& network) : m_reader(reader), m_network(network) {
        for (std::size_t i = 0; i < network.areas.size(); ++i) m_areas.emplace(network.areas[i], i);
        for (std::size_t i = 0; i < network.sites.size(); ++i) m_sites.emplace(network.sites[i], i);
        m_travel = {network.areas.size(), network.sites.size(), {}};
        m_travel.minutes.assign(network.areas.size() * network.sites.size(), unknownMinutes);
    }

    TravelTimes read() {
        const std::string area = columnName(m_reader, "areaColumn", "area");
        const std::string site = columnName(m_reader, "siteColumn", "site");
        const bool hasAreas = hasColumn(m_reader, area, "travel");
        const bool hasSites = hasColumn(m_reader, site, "travel");
        if (hasAreas && hasSites) {
            readPairs(area, site);
        } else if (hasAreas) {
            readMatrix(area, m_areas, m_sites, true);
        } else if (hasSites) {
            readMatrix(site, m_sites, m_areas, false);
        } else if (m_reader.rowCount("travel") > 0) {
            m_reader.refuse("studies.unknownColumn", "travel", area + ", " + site,
                            namesInShort(m_reader.columnNames("travel")));
        }
        if (m_unused > 0) {
            m_reader.add({"access.travelNotUsed", Severity::info, "/inputs/travel", std::to_string(m_unused), {}, {}});
        }
        if (!m_reader.failed()) settleMissing();
        return std::move(m_travel);
    }

private:
    using Positions = std::map<std::string, std::size_t>;

    void readPairs(const std::string& area, const std::string& site) {
        const std::string minutes = neededColumn(m_reader, "minutesColumn", "minutes", "travel");
        if (minutes.empty()) return;
        const std::vector<std::size_t> rows = everyRow(m_reader, "travel");
        const std::vector<std::string> areas = m_reader.words(area, rows, "travel");
        const std::vector<std::string> sites = m_reader.words(site, rows, "travel");
        const std::vector<std::optional<double>> times = m_reader.numbersOrMissing(minutes, "travel");
        for (const std::size_t row : rows) {
            const auto from = m_areas.find(areas[row]);
            const auto to = m_sites.find(sites[row]);
            if (from == m_areas.end() || to == m_sites.end()) {
                ++m_unused;
            } else {
                enter(from->second, to->second, times[row], row, minutes);
            }
        }
    }

    /// A row per `rows` and a column per `columns`.
    void readMatrix(const std::string& nameColumn, const Positions& rows, const Positions& columns, bool rowsAreAreas) {
        const std::vector<std::string> names = m_reader.words(nameColumn, everyRow(m_reader, "travel"), "travel");
        for (const std::string& column : m_reader.columnNames("travel")) {
            if (column == nameColumn) continue;
            const auto across = columns.find(column);
            if (across == columns.end()) {
                m_unused += names.size();
                continue;
            }
            const std::vector<std::optional<double>> times = m_reader.numbersOrMissing(column, "travel");
            for (std::size_t row = 0; row < times.size(); ++row) {
                const auto down = rows.find(names[row]);
                if (down == rows.end()) {
                    ++m_unused;
                } else if (rowsAreAreas) {
                    enter(down->second, across->second, times[row], row, column);
                } else {
                    enter(across->second, down->second, times[row], row, column);
                }
            }
        }
    }

    void enter(std::size_t area, std::size_t site, const std::optional<double>& minutes, std::size_t row,
               const std::string& column) {
        if (!minutes) return;
        double& cell = m_travel.minutes[area * m_network.sites.size() + site];
        if (*minutes < 0) m_reader.refuseCell("access.negativeMinutes", row, column, {}, "travel");
        if (*minutes > longestMinutes) {
            m_reader.refuseCell("access.numberTooLarge", row, column, plainDigits(longestMinutes), "travel");
        }
        if (!std::isnan(cell)) m_reader.refuseCell("access.duplicatePair", row, column, pair(area, site), "travel");
        cell = *minutes;
    }

    std::string pair(std::size_t area, std::size_t site) const {
        return m_network.areas[area] + " – " + m_network.sites[site];
    }

    /// Pairs without minutes are refused by name, or taken as having no way when the analyst says so.
    void settleMissing() {
        const bool unreachable = m_reader.choiceOr("missingPairs", "refuse") == "unreachable";
        std::vector<std::string> missing;
        for (std::size_t area = 0; area < m_network.areas.size(); ++area) {
            for (std::size_t site = 0; site < m_network.sites.size(); ++site) {
                double& cell = m_travel.minutes[area * m_network.sites.size() + site];
                if (!std::isnan(cell)) continue;
                missing.push_back(pair(area, site));
                cell = std::numeric_limits<double>::infinity();
            }
        }
        if (missing.empty() || unreachable) return;
        m_reader.add({"access.missingPairs",
                      Severity::error,
                      "/inputs/travel",
                      namesInShort(missing),
                      std::to_string(missing.size()),
                      {}});
    }

    StudyReader& m_reader;
    const AccessNetwork& m_network;
    TravelTimes m_travel;
    Positions m_areas;
    Positions m_sites;
    std::size_t m_unused = 0;
};

TravelTimes readDistances(StudyReader& reader) {
    const std::vector<GeoPoint> areas = readPoints(reader, "areas");
    const std::vector<GeoPoint> sites = readPoints(reader, "sites");
    const double speed = reader.real("speed");
    const double detour = reader.realOr("detour", 1.3);
    return reader.failed() ? TravelTimes{} : travelTimesByDistance(areas, sites, speed, detour);
}

TravelTimes readTravel(StudyReader& reader, const AccessNetwork& network) {
    if (reader.has("travel")) return TravelTable(reader, network).read();
    if (hasColumn(reader, columnName(reader, "latitudeColumn", "latitude"), "areas")) return readDistances(reader);
    reader.refuse("access.noTravel", "travel", {}, {});
    return {};
}

}  // namespace

std::vector<Field> accessNetworkFields() {
    return {
        required(dataField("areas", {"地域", "Areas"},
                           {"地域ごとに1行：名称と人口。距離から時間を求めるときは緯度・経度も。",
                            "One row per area: name and population; latitude and longitude when times come from "
                            "distances."})),
        columnField("areaColumn", {"地域名の列", "Column of area names"},
                    {"空欄なら area。移動時間の表でも同じ名前。", "area when empty; the same in the table of travel."}),
        columnField("populationColumn", {"人口の列", "Column of population"},
                    {"空欄なら population。", "population when empty."}),
        required(dataField("sites", {"施設", "Sites"},
                           {"施設ごとに1行：名称と供給量（医師数・台数・床数など）。",
                            "One row per site: name and supply (doctors, devices, beds …)."})),
        columnField("siteColumn", {"施設名の列", "Column of site names"},
                    {"空欄なら site。移動時間の表でも同じ名前。", "site when empty; the same in the table of travel."}),
        columnField("supplyColumn", {"供給量の列", "Column of supply"}, {"空欄なら supply。", "supply when empty."}),
        dataField(
            "travel", {"移動時間（分）", "Travel time (minutes)"},
            {"地域・施設・分の3列、または地域（施設）を行、施設（地域）を列とする表。空欄なら緯度・経度から求めます。",
             "Columns of area, site and minutes, or a matrix with areas (sites) down and sites (areas) across. "
             "When empty, times come from the coordinates."}),
        columnField("minutesColumn", {"分の列", "Column of minutes"}, {"空欄なら minutes。", "minutes when empty."}),
        choiceField("missingPairs", {"時間のない組合せ", "Pairs without a time"},
                    {{"refuse", {"計算しない（既定）", "Refuse (default)"}},
                     {"unreachable", {"到達できないとみなす", "Take as out of reach"}}}),
        columnField("latitudeColumn", {"緯度の列", "Column of latitude"},
                    {"空欄なら latitude（度）。", "latitude when empty, in degrees."}),
        columnField("longitudeColumn", {"経度の列", "Column of longitude"},
                    {"空欄なら longitude（度）。", "longitude when empty, in degrees."}),
        numberField("speed", {"速度（km/時）", "Speed (km/h)"}, Unit::none,
                    FieldLimits{.atLeast = 0.1, .atMost = 1'000},
                    {"緯度・経度から時間を求めるときに要ります。", "Needed when times come from coordinates."}),
        numberField(
            "detour", {"迂回率", "Detour factor"}, Unit::ratio, FieldLimits{.atLeast = 1, .atMost = 100},
            {"道のりと直線距離の比。空欄なら 1.3。", "Length of the way over the straight line; 1.3 when empty."}),
    };
}

std::vector<Field> distanceDecayFields() {
    return {
        usedWhen("decay", {"", "binary", "gaussian", "gaussianToZero", "linear", "epanechnikov", "exponential"},
                 numberField("catchment", {"到達圏（分）", "Catchment (minutes)"}, Unit::minutes, positive,
                             {"空欄なら 30 分。", "30 minutes when empty."})),
        choiceField("decay", {"距離による減衰", "Decay with distance"},
                    {{"binary", {"なし（2SFCA）", "None (2SFCA)"}},
                     {"zones", {"区間別の重み（E2SFCA）", "Weights by zone (E2SFCA)"}},
                     {"gaussian", {"ガウス型：端で 1 %", "Gaussian, 1 % at the end"}},
                     {"gaussianToZero", {"ガウス型：端で 0", "Gaussian, 0 at the end"}},
                     {"linear", {"直線", "Linear"}},
                     {"epanechnikov", {"二次（Epanechnikov）", "Quadratic (Epanechnikov)"}},
                     {"exponential", {"指数", "Exponential"}}},
                    {"空欄なら減衰なし。", "None when empty."}),
        usedWhen(
            "decay", {"zones"},
            tableField(
                "zones", {"区間と重み", "Zones and weights"},
                {required(numberField("upTo", {"何分まで", "Up to (minutes)"}, Unit::minutes, positive)),
                 required(numberField("weight", {"重み", "Weight"}, Unit::ratio, notNegative))},
                {"例（Luo と Qi 2009、緩やかな減衰）：10 分 1、20 分 0.68、30 分 0.22。到達圏は最後の区間の端。",
                 "For example (Luo and Qi 2009, slow decay): 10 min 1, 20 min 0.68, 30 min 0.22. The catchment is the "
                 "end of the last zone."})),
        usedWhen("decay", {"exponential"},
                 numberField("decayRate", {"指数の率（毎分）", "Exponential rate (per minute)"}, Unit::rate, positive)),
        usedWhen("decay", {"gaussian", "exponential"},
                 yesNoField("beyondCatchment", {"到達圏の外にも重みを続ける", "Weights go on beyond the catchment"},
                            {"ガウス型（端で 1 %）と指数だけ。", "Gaussian (1 % at the end) and exponential only."})),
        choiceField(
            "steps", {"段階", "Steps"},
            {{"two", {"2段階（既定）", "Two (default)"}},
             {"three", {"3段階：需要を施設間で分ける（3SFCA）", "Three: demand shared between sites (3SFCA)"}}}),
    };
}

AccessNetwork readAccessNetwork(StudyReader& reader, std::optional<double> supplyOtherwise) {
    AccessNetwork network;
    const std::string areaColumn = neededColumn(reader, "areaColumn", "area", "areas");
    const std::string populationColumn = neededColumn(reader, "populationColumn", "population", "areas");
    const std::string siteColumn = neededColumn(reader, "siteColumn", "site", "sites");
    const bool oneSupply = supplyOtherwise && !reader.has("supplyColumn") && !hasColumn(reader, "supply", "sites");
    const std::string supplyColumn = oneSupply ? "" : neededColumn(reader, "supplyColumn", "supply", "sites");
    if (reader.failed()) return network;
    network.areas = *reader.once("areas", [&] { return readNames(reader, areaColumn, "areas"); });
    network.population = *reader.once("population", [&] { return readPositive(reader, populationColumn, "areas"); });
    network.sites = *reader.once("sites", [&] { return readNames(reader, siteColumn, "sites"); });
    network.supply = *reader.once("supply", [&] { return readPositive(reader, supplyColumn, "sites"); });
    if (oneSupply) network.supply.assign(network.sites.size(), *supplyOtherwise);
    const std::size_t pairs = network.areas.size() * network.sites.size();
    if (pairs > mostPairs) {
        reader.refuse("access.tooLarge", "sites", std::to_string(pairs), std::to_string(mostPairs));
    }
    return network;
}

std::shared_ptr<const TravelTimes> readTravelTimes(StudyReader& reader, const AccessNetwork& network) {
    return reader.once("travel", [&] { return readTravel(reader, network); });
}

DistanceDecay readDistanceDecay(StudyReader& reader) {
    DistanceDecay decay;
    decay.catchmentMinutes = reader.realOr("catchment", 30);
    const std::string shape = reader.choiceOr("decay", "binary");
    static const std::map<std::string, DecayShape> shapes{
        {"binary", DecayShape::binary},          {"zones", DecayShape::zones},
        {"gaussian", DecayShape::gaussian},      {"gaussianToZero", DecayShape::gaussianToZero},
        {"linear", DecayShape::linear},          {"epanechnikov", DecayShape::epanechnikov},
        {"exponential", DecayShape::exponential}};
    if (const auto found = shapes.find(shape); found != shapes.end()) decay.shape = found->second;
    const bool unbounded = decay.shape == DecayShape::gaussian || decay.shape == DecayShape::exponential;
    decay.beyondCatchment = unbounded && reader.yes("beyondCatchment");
    if (decay.shape == DecayShape::exponential) decay.ratePerMinute = reader.real("decayRate");
    if (decay.shape != DecayShape::zones) return decay;
    if (!reader.has("zones")) reader.refuse("field.missing", "zones", {}, {});
    bool anyWeight = false;
    for (FieldCells& row : reader.rows("zones")) {
        const DecayZone zone{row.real("upTo"), row.real("weight")};
        const double before = decay.zones.empty() ? 0 : decay.zones.back().upToMinutes;
        if (!(zone.upToMinutes > before)) {
            reader.refuse("access.zones", "zones", numberText(zone.upToMinutes), numberText(before));
        }
        anyWeight = anyWeight || zone.weight > 0;
        decay.zones.push_back(zone);
    }
    if (!decay.zones.empty()) decay.catchmentMinutes = decay.zones.back().upToMinutes;
    if (!decay.zones.empty() && !anyWeight) reader.refuse("access.noWeight", "zones", "0", {});
    return decay;
}

FloatingCatchment readFloatingCatchment(StudyReader& reader) {
    return reader.choiceOr("steps", "two") == "three" ? FloatingCatchment::threeStep : FloatingCatchment::twoStep;
}

Text distanceDecayText(const DistanceDecay& decay, FloatingCatchment steps) {
    const std::string minutes = plainDigits(decay.catchmentMinutes);
    Text shape;
    switch (decay.shape) {
        case DecayShape::binary:
            shape = {"重みは到達圏内で 1", "weights are 1 within it"};
            break;
        case DecayShape::zones:
            shape = {"重みは時間の区間別", "weights by zones of time"};
            break;
        case DecayShape::gaussian:
            shape = {"重みは exp(−d²/b)、b = −d0²/ln 0.01", "weights are exp(−d²/b), b = −d0²/ln 0.01"};
            break;
        case DecayShape::gaussianToZero:
            shape = {"重みは (exp(−½(d/d0)²) − exp(−½))/(1 − exp(−½))",
                     "weights are (exp(−½(d/d0)²) − exp(−½))/(1 − exp(−½))"};
            break;
        case DecayShape::linear:
            shape = {"重みは 1 − d/d0", "weights are 1 − d/d0"};
            break;
        case DecayShape::epanechnikov:
            shape = {"重みは 1 − (d/d0)²", "weights are 1 − (d/d0)²"};
            break;
        case DecayShape::exponential:
            shape = {"重みは exp(−率×d)", "weights are exp(−rate × d)"};
            break;
    }
    if (decay.beyondCatchment) {
        shape.ja += "（到達圏の外にも続く）";
        shape.en += " (going on beyond it)";
    }
    const bool three = steps == FloatingCatchment::threeStep;
    return {"到達圏 d0 = " + minutes + " 分、" + shape.ja +
                "。施設の比 R = 供給量／Σ 人口×重み、地域のアクセス A = Σ 重み×R。" +
                (three ? "3段階法：需要は重みの割合で施設間に分けてから数える。" : ""),
            "The catchment d0 is " + minutes + " minutes; " + shape.en +
                ". Ratio of a site R = supply / Σ population × weight, access of an area A = Σ weight × R. " +
                (three ? "Three steps: demand is shared between sites by their weights before it is counted. " : "")};
}

std::vector<std::string> floatingCatchmentReferences() {
    return {
        "Luo W, Wang F. Measures of spatial accessibility to health care in a GIS environment. Environ Plann B "
        "2003;30:865-884.",
        "Luo W, Qi Y. An enhanced two-step floating catchment area (E2SFCA) method. Health Place 2009;15:1100-1107.",
        "Wan N, Zou B, Sternberg T. A three-step floating catchment area method. Int J Geogr Inf Sci "
        "2012;26:1073-1089."};
}

std::optional<MapChart> prefectureMap(const std::vector<std::string>& names, const std::vector<double>& before,
                                      const std::vector<double>& after, const ChartAxis& value) {
    MapChart map;
    map.value = value;
    std::set<std::string> codes;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool isNumber = names[i].find_first_not_of("0123456789") == std::string::npos;  // of any list of areas
        const Prefecture* prefecture = isNumber ? nullptr : resolvePrefecture(names[i]);
        if (!prefecture || !codes.emplace(prefecture->code).second) return {};
        MapChartValue entry;
        entry.code = std::string(prefecture->code);
        entry.before = before[i];
        if (!after.empty()) entry.after = after[i];
        map.values.push_back(std::move(entry));
    }
    return map;
}

}  // namespace kachi
