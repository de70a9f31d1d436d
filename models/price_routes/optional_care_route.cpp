// A charge outside insurance beside insured care (選定療養・評価療養): what patient, payer and hospital pay and gain.
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"

#include <algorithm>

namespace kachi {

using namespace field_limits;
namespace {

/// Ceiling of the patient's payment per month (高額療養費): base + (cost − threshold) × rate, or a flat amount.
struct Ceiling {
    bool applies = false;
    RuleNumber base;
    std::optional<RuleNumber> threshold;
    std::optional<RuleNumber> rate;

    Rational amount(const Rational& cost) const {
        if (!threshold || cost <= threshold->value) return base.value;
        return base.value + (cost - threshold->value) * rate->value;
    }
};

/// What a patient pays for insured care of one month.
struct Copayment {
    RuleNumber share;
    Ceiling ceiling;

    Rational amount(const Rational& cost) const {
        const Rational paid = cost * share.value;
        return ceiling.applies ? std::min(paid, ceiling.amount(cost)) : paid;
    }
};

/// One way of care and what it means per case, yen.
struct View {
    std::string key;
    Text name;
    Rational insured;  ///< cost of the insured care
    Rational charge;   ///< outside insurance, including tax
    Rational copay;
    Rational patient;
    Rational payer;
    Rational hospital;  ///< relative to care without the option
};

struct Scenario {
    Rational insuredWith;
    Rational insuredWithout;
    Rational addedCost;  ///< of the hospital per case
    Rational tax;
    Copayment copayment;
};

View viewOf(const Scenario& scenario, const std::string& key, const Text& name, const Rational& insured,
            const Rational& charge, const Rational& addedCost) {
    View view;
    view.key = key;
    view.name = name;
    view.insured = insured;
    view.charge = charge;
    view.copay = scenario.copayment.amount(insured);
    view.patient = view.copay + charge;
    view.payer = insured - view.copay;
    view.hospital = insured - scenario.insuredWithout + charge / (1 + scenario.tax) - addedCost;
    return view;
}

View withoutOption(const Scenario& scenario) {
    return viewOf(scenario, "without", {"実施しない場合", "without it"}, scenario.insuredWithout, 0, 0);
}

View withCharge(const Scenario& scenario, const Rational& charge) {
    return viewOf(scenario, "optional", {"保険外併用", "with the charge"}, scenario.insuredWith, charge,
                  scenario.addedCost);
}

/// The same amount paid by insurance instead of the patient.
View covered(const Scenario& scenario, const Rational& charge) {
    return viewOf(scenario, "covered", {"同額を保険適用した場合", "the same amount covered"},
                  scenario.insuredWith + charge, 0, scenario.addedCost);
}

RuleNumber ownNumber(RouteReader& in, const std::string& key, Unit unit, const Text& label) {
    return userNumber(in.number(key), unit, label);
}

Ceiling ownCeiling(RouteReader& in, bool multiple) {
    Ceiling ceiling;
    ceiling.applies = true;
    if (multiple) {
        ceiling.base = ownNumber(in, "ceilingMultiple", Unit::yen, {"多数回該当の限度額", "lower ceiling"});
        return ceiling;
    }
    ceiling.base = ownNumber(in, "ceilingBase", Unit::yen, {"限度額の基本額", "base of the ceiling"});
    if (!in.has("ceilingThreshold") && !in.has("ceilingRate")) return ceiling;
    ceiling.threshold =
        ownNumber(in, "ceilingThreshold", Unit::yen, {"加算の始まる医療費", "cost above which it grows"});
    ceiling.rate = ownNumber(in, "ceilingRate", Unit::ratio, {"加算率", "rate"});
    return ceiling;
}

/// The ceiling of an income class, from the pack.
Ceiling readCeiling(RouteReader& in) {
    const std::string income = in.neededChoice("incomeClass");
    const bool multiple = in.yes("multipleMonth");
    const bool outpatient = in.yes("outpatient");
    if (income.empty() || income == "none") return {};
    if (income == "own") return ownCeiling(in, multiple);
    Ceiling ceiling;
    ceiling.applies = true;
    const std::string key = "copay.ceiling." + income;
    const bool senior = income.starts_with("senior");
    if (senior && outpatient) {
        ceiling.base = in.rule(key + ".outpatient");
        return ceiling;
    }
    ceiling.base = in.rule(key + (multiple ? ".multiple" : ".base"));
    if (multiple || !in.pack().number(key + ".threshold")) return ceiling;
    ceiling.threshold = in.rule(key + ".threshold");
    ceiling.rate = in.rule(key + ".rate");
    return ceiling;
}

RuleNumber readShare(RouteReader& in) {
    const auto own = in.optionalNumber("copayRate");
    if (own && in.has("copayGroup")) in.refuse("route.statedTwice", "copayRate", exactText(*own), "copayGroup");
    if (own) return userNumber(*own, Unit::ratio, {"一部負担の割合", "patient’s share"});
    const std::string group = in.neededChoice("copayGroup");
    return group.empty() ? RuleNumber{} : in.rule("copay.rate." + group);
}

RouteTable viewTable(const std::vector<View>& views, const Rational& patients) {
    RouteTable table;
    table.key = "views";
    table.title = {"1例及び年間の負担", "Payments per case and per year"};
    table.columns = {{"case", {"場合", "case"}},
                     {"insured", {"保険診療の医療費", "insured cost"}, Unit::yen},
                     {"copay", {"一部負担金（高額療養費適用後）", "copayment after the ceiling"}, Unit::yen},
                     {"charge", {"保険外の患者負担（税込）", "charge outside insurance, tax included"}, Unit::yen},
                     {"patient", {"患者負担の合計", "patient in all"}, Unit::yen},
                     {"payer", {"保険者の負担", "payer"}, Unit::yen},
                     {"hospital", {"病院の収支差（実施しない場合との差）", "hospital, against without"}, Unit::yen},
                     {"patientYear", {"患者負担（年間）", "patients per year"}, Unit::yenPerYear},
                     {"payerYear", {"保険者負担（年間）", "payer per year"}, Unit::yenPerYear},
                     {"hospitalYear", {"病院の収支差（年間）", "hospital per year"}, Unit::yenPerYear}};
    for (const View& view : views) {
        table.rows.push_back({routeCell(view.name), routeCell(view.insured), routeCell(view.copay),
                              routeCell(view.charge), routeCell(view.patient), routeCell(view.payer),
                              routeCell(view.hospital), routeCell(view.patient * patients),
                              routeCell(view.payer * patients), routeCell(view.hospital * patients)});
    }
    return table;
}

Rational taxIncluded(const Rational& charge, bool excluded, const Rational& tax) {
    return excluded ? Rational(charge * (1 + tax)) : charge;
}

/// Uptake at other charges, as the analyst supposes it.
RouteTable chargeTable(RouteReader& in, const Scenario& scenario, const Rational& eligible, bool excluded) {
    RouteTable table;
    table.key = "charges";
    table.title = {"患者負担額と実施割合", "Charge and uptake"};
    table.columns = {{"charge", {"保険外の患者負担（税込）", "charge, tax included"}, Unit::yen},
                     {"uptake", {"実施割合", "uptake"}, Unit::ratio},
                     {"patients", {"実施患者数（年間）", "patients per year"}, Unit::persons},
                     {"patient", {"患者負担の合計（1例）", "patient in all, per case"}, Unit::yen},
                     {"chargeYear", {"保険外の患者負担（年間）", "charges per year"}, Unit::yenPerYear},
                     {"payerYear", {"保険者負担の変化（年間）", "change for the payer per year"}, Unit::yenPerYear},
                     {"hospitalYear", {"病院の収支差（年間）", "hospital per year"}, Unit::yenPerYear}};
    for (FieldCells& row : in.rows("charges")) {
        const Rational charge = taxIncluded(row.number("charge"), excluded, scenario.tax);
        const Rational uptake = row.number("uptake");
        const Rational patients = eligible * uptake;
        const View view = withCharge(scenario, charge);
        const Rational payerChange = view.payer - withoutOption(scenario).payer;
        table.rows.push_back({routeCell(charge), routeCell(uptake), routeCell(patients), routeCell(view.patient),
                              routeCell(charge * patients), routeCell(payerChange * patients),
                              routeCell(view.hospital * patients)});
    }
    return table;
}

Trace copayStep(const Scenario& scenario, const View& view) {
    const Ceiling& ceiling = scenario.copayment.ceiling;
    Trace step = traceStep("optionalCare.copay", {"一部負担金", "Copayment"},
                           ceiling.applies ? "min(C × s, L)" : "C × s", view.copay, Unit::yen);
    step.inputs = {traceInput("C", {"保険診療の医療費", "insured cost"}, view.insured, "/inputs/insuredCost"),
                   traceInput("s", scenario.copayment.share)};
    citeRules(step, {scenario.copayment.share});
    if (!ceiling.applies) return step;
    Trace limit = traceStep("optionalCare.ceiling", {"高額療養費の自己負担限度額", "Ceiling of the patient's payment"},
                            ceiling.threshold ? "b + max(0, C − h) × r" : "b", ceiling.amount(view.insured), Unit::yen);
    limit.inputs = {traceInput("b", ceiling.base)};
    citeRules(limit, {ceiling.base});
    if (ceiling.threshold) {
        limit.inputs.push_back(traceInput("h", *ceiling.threshold));
        limit.inputs.push_back(traceInput("r", *ceiling.rate));
        citeRules(limit, {*ceiling.threshold, *ceiling.rate});
    }
    step.steps.push_back(std::move(limit));
    inheritStatus(step);
    return step;
}

Trace traceOf(RouteReader& in, const Scenario& scenario, const View& view) {
    Trace trace = traceStep("optionalCare.patient", {"患者負担の合計（1例）", "Patient in all, per case"},
                            "min(C × s, L) + X", view.patient, Unit::yen);
    if (!scenario.copayment.ceiling.applies) trace.formula = "C × s + X";
    trace.inputs = {in.input("C", "insuredCost"), traceInput("X", {"保険外の患者負担（税込）", "charge, tax included"},
                                                             view.charge, "/inputs/charge")};
    trace.steps.push_back(copayStep(scenario, view));
    inheritStatus(trace);
    return trace;
}

Scenario readScenario(RouteReader& in) {
    Scenario scenario;
    scenario.insuredWith = in.number("insuredCost");
    scenario.insuredWithout = in.optionalNumber("insuredCostWithout").value_or(scenario.insuredWith);
    scenario.addedCost = in.optionalNumber("addedCost").value_or(0);
    scenario.tax = in.rule("tax.rate").value;
    scenario.copayment = {readShare(in), readCeiling(in)};
    return scenario;
}

std::vector<RouteFigure> figuresOf(const Scenario& scenario, const View& without, const View& with,
                                   const Rational& patients) {
    std::vector<RouteFigure> figures;
    const auto add = [&figures](const char* key, const Text& label, const Rational& value, Unit unit) {
        figures.push_back(figure(key, label, value, unit));
    };
    add("copay", {"一部負担金", "Copayment"}, with.copay, Unit::yen);
    if (scenario.copayment.ceiling.applies) {
        add("ceiling", {"高額療養費の限度額", "Ceiling of the payment"},
            scenario.copayment.ceiling.amount(with.insured), Unit::yen);
    }
    add("charge", {"保険外の患者負担（税込）", "Charge outside insurance, tax included"}, with.charge, Unit::yen);
    add("patient", {"患者負担の合計（1例）", "Patient in all, per case"}, with.patient, Unit::yen);
    add("patientChange", {"患者負担の変化（1例）", "Change for the patient, per case"}, with.patient - without.patient,
        Unit::yen);
    add("payer", {"保険者の負担（1例）", "Payer, per case"}, with.payer, Unit::yen);
    add("payerChange", {"保険者負担の変化（1例）", "Change for the payer, per case"}, with.payer - without.payer,
        Unit::yen);
    add("hospital", {"病院の収支差（1例）", "Hospital, per case"}, with.hospital, Unit::yen);
    add("patients", {"実施患者数（年間）", "Patients per year"}, patients, Unit::persons);
    add("chargeYear", {"保険外の患者負担（年間）", "Charges per year"}, with.charge * patients, Unit::yenPerYear);
    add("payerYear", {"保険者負担の変化（年間）", "Change for the payer per year"},
        (with.payer - without.payer) * patients, Unit::yenPerYear);
    add("hospitalYear", {"病院の収支差（年間）", "Hospital per year"}, with.hospital * patients, Unit::yenPerYear);
    return figures;
}

Result<RouteResult> scenario(RouteReader& in) {
    const std::string kind = in.neededChoice("kind");
    const Scenario entered = readScenario(in);
    const bool excluded = in.neededChoice("taxBasis") == "excluded";
    const Rational charge = taxIncluded(in.number("charge"), excluded, entered.tax);
    const Rational eligible = in.number("eligiblePatients");
    const Rational patients = eligible * in.number("uptake");
    RouteTable charges = chargeTable(in, entered, eligible, excluded);
    const auto definition = in.pack().text("optionalCare." + kind);
    if (!kind.empty()) in.add(definition.issues());
    if (in.failed()) return in.issues();

    const View without = withoutOption(entered);
    const View with = withCharge(entered, charge);
    RouteResult result;
    result.priceLabel = {"保険外併用のシナリオ", "Scenario of optional care"};
    result.figures = figuresOf(entered, without, with, patients);
    result.figures.push_back(figure("definition", {"制度", "Arrangement"}, definition->text));
    result.tables = {viewTable({without, with, covered(entered, charge)}, patients)};
    if (!charges.rows.empty()) result.tables.push_back(std::move(charges));
    result.trace = traceOf(in, entered, with);
    return result;
}

std::vector<FieldChoice> incomeClasses() {
    return {{"A", {"区分ア（最も高い所得）", "class A, highest income"}},
            {"B", {"区分イ", "class B"}},
            {"C", {"区分ウ", "class C"}},
            {"D", {"区分エ", "class D"}},
            {"E", {"区分オ（住民税非課税）", "class E, exempt from residents' tax"}},
            {"seniorGeneral", {"70歳以上・一般", "from 70, ordinary income"}},
            {"seniorLow2", {"70歳以上・低所得Ⅱ", "from 70, low income II"}},
            {"seniorLow1", {"70歳以上・低所得Ⅰ", "from 70, low income I"}},
            {"own", {"限度額を入力する", "ceiling as entered"}},
            {"none", {"高額療養費を考えない", "no ceiling"}}};
}

std::vector<FieldChoice> copayGroups() {
    return {{"general", {"就学後～69歳", "school age to 69"}},
            {"preschool", {"就学前", "before school age"}},
            {"senior70", {"70～74歳", "age 70–74"}},
            {"senior75", {"75歳以上", "from 75"}},
            {"senior75Middle", {"75歳以上（一定以上の所得）", "from 75, a certain income"}},
            {"seniorActive", {"70歳以上（現役並み所得）", "from 70, income as of working age"}}};
}

std::vector<Field> makeFields() {
    std::vector<Field> fields;
    fields.push_back(required(
        choiceField("kind", {"制度", "Arrangement"},
                    {{"selected", {"選定療養", "selected care"}}, {"evaluation", {"評価療養", "evaluation care"}}})));
    fields.push_back(required(numberField(
        "insuredCost", {"実施時の保険診療の医療費（1か月、10割）", "Insured cost of the month with it, in full"},
        Unit::yen, notNegative)));
    fields.push_back(
        numberField("insuredCostWithout",
                    {"実施しない場合の保険診療の医療費（1か月、10割）", "Insured cost of the month without it"},
                    Unit::yen, notNegative, {"空なら実施時と同じ", "Empty: the same as with it"}));
    fields.push_back(required(numberField("charge", {"保険外の患者負担（1例）", "Charge outside insurance per case"},
                                          Unit::yen, notNegative)));
    fields.push_back(
        required(choiceField("taxBasis", {"患者負担の税の扱い", "Tax basis of the charge"},
                             {{"excluded", {"税抜", "excluding tax"}}, {"included", {"税込", "including tax"}}})));
    fields.push_back(numberField("addedCost", {"病院の追加費用（1例、税込）", "Added cost of the hospital per case"},
                                 Unit::yen, notNegative, {"機器と手間の費用", "Device and work"}));
    fields.push_back(required(numberField("eligiblePatients", {"対象患者数（年間）", "Eligible patients per year"},
                                          Unit::persons, notNegative)));
    fields.push_back(required(numberField("uptake", {"実施割合", "Uptake"}, Unit::ratio, share)));
    fields.push_back(choiceField("copayGroup", {"一部負担の区分", "Group of the copayment"}, copayGroups()));
    fields.push_back(numberField("copayRate", {"一部負担の割合", "Patient's share"}, Unit::ratio, share,
                                 {"区分の代わりに入れる", "In place of the group"}));
    fields.push_back(
        required(choiceField("incomeClass", {"高額療養費の所得区分", "Income class of the ceiling"}, incomeClasses(),
                             {"所得の範囲はルールの copay.ceiling の項目名にある",
                              "The incomes stand in the labels of the rules copay.ceiling"})));
    fields.push_back(yesNoField("multipleMonth", {"多数回該当", "Lower ceiling of repeated months"},
                                {"12か月以内に限度額に達した月が重なり、限度額が下がる月",
                                 "A month whose ceiling is lower because earlier months of the year reached it"}));
    fields.push_back(yesNoField("outpatient", {"外来（70歳以上の外来の限度額）", "Outpatient (ceiling from age 70)"}));
    const Text own{"「限度額を入力する」のとき", "Where the ceiling is entered"};
    fields.push_back(numberField("ceilingBase", {"限度額の基本額", "Ceiling: base"}, Unit::yen, notNegative, own));
    fields.push_back(numberField("ceilingThreshold", {"加算の始まる医療費", "Ceiling: cost above which it grows"},
                                 Unit::yen, notNegative, own));
    fields.push_back(numberField("ceilingRate", {"加算率", "Ceiling: rate"}, Unit::ratio, share, own));
    fields.push_back(numberField("ceilingMultiple", {"多数回該当の限度額", "Ceiling of repeated months"}, Unit::yen,
                                 notNegative, own));
    fields.push_back(
        tableField("charges", {"患者負担額と実施割合の表", "Table of charges and uptake"},
                   {required(numberField("charge", {"保険外の患者負担（1例）", "Charge outside insurance per case"},
                                         Unit::yen, notNegative)),
                    required(numberField("uptake", {"実施割合", "Uptake"}, Unit::ratio, share))},
                   {"負担額を変えたときの実施割合の想定", "Supposed uptake at other charges"}));
    return fields;
}

}  // namespace

RouteDefinition optionalCareRoute() {
    RouteDefinition route;
    route.id = "optionalCare";
    route.name = {"選定療養・評価療養のシナリオ", "Optional care beside insurance"};
    route.purpose = {
        "保険外の患者負担を伴う場合の、患者・保険者・病院の負担と収支。一部負担と高額療養費の限度額を考える。",
        "Payments of patient, payer and hospital where the patient bears a charge outside insurance, with "
        "the copayment and its ceiling."};
    route.fields = makeFields();
    route.price = scenario;
    return route;
}

}  // namespace kachi
