#include "app/studies/shipped_wages.h"

#include "app/interchange/table_evidence.h"
#include "app/interchange/table_reader.h"
#include "models/core/yen.h"

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

std::vector<ShippedWage> readWages() {
    const auto table = readTable(u":/tables/wages.csv"_s);
    if (!table) qFatal("wages.csv cannot be read");
    const QStringList header = table->header();
    std::vector<ShippedWage> wages;
    for (std::size_t row = table->headerRow + 1; row < table->rows.size(); ++row) {
        const auto cell = [&](const char* column) {
            const auto at = header.indexOf(QLatin1StringView(column));
            if (at < 0) qFatal("wages.csv has no column %s", column);
            return table->rows[row][at];
        };
        const auto text = [&cell](const std::string& column) {
            return Text{cell((column + "_ja").c_str()).toStdString(), cell((column + "_en").c_str()).toStdString()};
        };
        if (cell("annual_pay").isEmpty()) continue;  // only scheduled pay is known
        const Text survey = text("survey");
        const Text workers = text("workers");
        const Text read = text("read");
        wages.push_back(
            {text("occupation"),
             cell("year").toInt(),
             cell("annual_pay").toDouble(),
             {survey.ja + "、" + workers.ja + "。" + read.ja, survey.en + ", " + workers.en + "; " + read.en}});
    }
    return wages;
}

bool isNamed(const ShippedWage& wage, const std::string& occupation) {
    return occupation == wage.occupation.ja || occupation == wage.occupation.en;
}

/// Whether the text was typed by the user, rather than left by a choice of another pay.
bool isOwnName(const std::string& occupation) {
    return std::ranges::none_of(shippedWages(),
                                [&occupation](const ShippedWage& wage) { return isNamed(wage, occupation); });
}

/// Whether a name stays when this pay is entered beside it.
bool staysNamed(const std::string& present, const ShippedWage& wage) {
    return !present.empty() && (isNamed(wage, present) || isOwnName(present));
}

}  // namespace

const std::vector<ShippedWage>& shippedWages() {
    static const std::vector<ShippedWage> wages = readWages();
    return wages;
}

std::vector<WageCells> wageCells(const std::vector<Field>& fields) {
    const auto has = [&fields](const std::string& key) {
        return std::ranges::find(fields, key, &Field::key) != fields.end();
    };
    std::vector<WageCells> found;
    for (const char* whose : {"", "nurse", "clerk"}) {
        const std::string group = whose;
        const WageCells cells{group.empty() ? "annualPay" : group + "AnnualPay",
                              group.empty() ? "wageSource" : group + "WageSource",
                              has("occupation") ? "occupation"
                              : has("name")     ? "name"
                                                : ""};
        if (has(cells.pay) && has(cells.source)) found.push_back(cells);
    }
    return found;
}

void enterWage(nlohmann::json& cells, const WageCells& place, const ShippedWage& wage, Language language) {
    cells[place.pay] = plainDigits(wage.annualPay);
    cells[place.source] = wage.source.in(language);
    if (place.occupation.empty()) return;
    nlohmann::json& occupation = cells[place.occupation];
    const std::string present = occupation.is_string() ? occupation.get<std::string>() : std::string();
    if (!staysNamed(present, wage)) occupation = wage.occupation.in(language);
}

void enterStaffWage(Case& value, LabourStaff& staff, const ShippedWage& wage, Language language) {
    const Evidence evidence = wageEvidence(wage);
    Parameter& pay = value.parameters["labour.staff." + staff.id + ".annualPay"];
    pay.value = wage.annualPay;
    pay.expression.clear();
    pay.range.reset();
    pay.distribution = {};
    pay.source = {SourceKind::secondary, wage.source.in(language), {}};
    pay.evidence = {};
    pay.evidence.evidence = evidence.id;
    putEvidence(value, evidence);
    if (!staysNamed(staff.name.in(language), wage)) staff.name = wage.occupation;
}

Evidence wageEvidence(const ShippedWage& wage) {
    const std::string year = std::to_string(wage.year);
    Evidence evidence;
    evidence.id = "wages" + year;
    evidence.kind = EvidenceKind::table;
    evidence.title = {"職種別の給与（賃金構造基本統計調査 " + year + "年）",
                      "Pay by occupation, wage structure survey " + year};
    evidence.citation = "厚生労働省「賃金構造基本統計調査」" + year + "年、一般労働者、企業規模10人以上";
    evidence.status = "secondary";
    return evidence;
}

}  // namespace kachi
