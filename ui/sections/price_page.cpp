#include "ui/sections/price_page.h"

#include "app/report/case_figures.h"
#include "app/report/case_tables.h"
#include "app/report/trace_table.h"
#include "app/rules/rule_packs.h"
#include "models/evaluation/metrics.h"
#include "models/pricing/own_rules.h"
#include "models/pricing/pricing_params.h"

#include <QFormLayout>
#include <QPushButton>

#include <algorithm>

namespace kachi {
namespace {

const std::vector<std::pair<int, Text>>& noYes() {
    static const std::vector<std::pair<int, Text>> answers{{0, {"いいえ", "no"}}, {1, {"はい", "yes"}}};
    return answers;
}

RowTable fieldTable() {
    RowTable table;
    table.name = {"分野の機能区分", "Categories of the field"};
    table.parameterHead = "pricing.field.";
    bindRows<FieldCategory>(table, [](Case& value) { return value.pricing ? &value.pricing->field : nullptr; });
    table.columns = {
        {.header = {"機能区分", "Category"},
         .text = [](Case& value, int at) { return &value.pricing->field[static_cast<std::size_t>(at)].name; }},
        {.header = {"価格", "Price"}, .unit = Unit::yen, .parameter = "pricing.field.*.price"},
        {.header = {"類似区分", "Comparator"},
         .chosen =
             [](const Case& value, int at) {
                 const std::string& id = value.pricing->field[static_cast<std::size_t>(at)].id;
                 return std::string(id == value.pricing->comparatorCategory ? "yes" : "no");
             },
         .choose =
             [](Case& value, int at, const std::string& answer) {
                 const std::string& id = value.pricing->field[static_cast<std::size_t>(at)].id;
                 if (answer == "yes") {
                     value.pricing->comparatorCategory = id;
                 } else if (value.pricing->comparatorCategory == id) {
                     value.pricing->comparatorCategory.clear();
                 }
             },
         .choices =
             [](const Case&) {
                 return std::vector<std::pair<std::string, Text>>{{"no", {"", ""}}, {"yes", {"●", "●"}}};
             }},
    };
    return table;
}

/// The rate that the points of a premium make under the rules of the case; empty without points.
QString rateFromPoints(const RulePacks& packs, const Case& value, int at) {
    const PremiumClaim& claim = value.pricing->premiums[static_cast<std::size_t>(at)];
    const auto points = value.parameters.find(pricing_ids::premiumPoints(claim.id));
    if (points == value.parameters.end() || !points->second.value) return {};
    const RulePack* pack = packs.find(value.context.rulePack);
    if (!pack) return {};
    Issues faults;  // told beside the values themselves
    const auto perPoint = withOwnRules(*pack, value.context.rules, {}, faults).number("premium.percentPerPoint");
    if (!perPoint) return {};
    return QString::fromStdString(numberText(*points->second.value * toDouble(perPoint->value)));
}

RowTable premiumTable(const RulePacks& packs) {
    RowTable table;
    table.name = {"補正加算", "Premiums"};
    table.parameterHead = "pricing.premium.";
    bindRows<PremiumClaim>(table, [](Case& value) { return value.pricing ? &value.pricing->premiums : nullptr; });
    const auto row = [](Case& value, int at) -> PremiumClaim& {
        return value.pricing->premiums[static_cast<std::size_t>(at)];
    };
    table.columns = {
        {.header = {"加算", "Premium"},
         .chosen = [](const Case& value, int at) { return value.pricing->premiums[static_cast<std::size_t>(at)].kind; },
         .choose = [row](Case& value, int at, const std::string& id) { row(value, at).kind = id; },
         .choices =
             [&packs](const Case& value) {
                 std::vector<std::pair<std::string, Text>> choices;
                 const RulePack* pack = packs.find(value.context.rulePack);
                 if (!pack) return choices;
                 for (const PremiumKind& kind : pack->premiums) choices.emplace_back(kind.id, kind.label);
                 return choices;
             }},
        {.header = {"要件", "Requirement"},
         .string = [row](Case& value, int at) { return &row(value, at).requirement; }},
        {.header = {"加算率 A", "Rate A"},
         .unit = Unit::percent,
         .parameter = "pricing.premium.*.rate",
         .standIn = [&packs](const Case& value, int at) { return rateFromPoints(packs, value, at); },
         .mayBeEmpty = true},
        {.header = {"ポイント", "Points"}, .parameter = "pricing.premium.*.points", .mayBeEmpty = true},
        {.header = {"説明", "Note"}, .text = [row](Case& value, int at) { return &row(value, at).note; }},
    };
    return table;
}

RowTable foreignTable(const RulePacks& packs) {
    RowTable table;
    table.name = {"外国価格", "Foreign prices"};
    table.parameterHead = "pricing.foreign.";
    bindRows<ForeignPrice>(table, [](Case& value) { return value.pricing ? &value.pricing->foreignPrices : nullptr; });
    const auto row = [](Case& value, int at) -> ForeignPrice& {
        return value.pricing->foreignPrices[static_cast<std::size_t>(at)];
    };
    table.columns = {
        {.header = {"国", "Country"},
         .chosen = [](const Case& value,
                      int at) { return value.pricing->foreignPrices[static_cast<std::size_t>(at)].country; },
         .choose = [row](Case& value, int at, const std::string& id) { row(value, at).country = id; },
         .choices =
             [&packs](const Case& value) {
                 std::vector<std::pair<std::string, Text>> choices;
                 const RulePack* pack = packs.find(value.context.rulePack);
                 if (!pack) return choices;
                 for (const ForeignCountry& country : pack->countries) choices.emplace_back(country.id, country.label);
                 return choices;
             }},
        {.header = {"現地価格", "Local price"},
         .unit = Unit::foreignCurrency,
         .parameter = "pricing.foreign.*.localPrice"},
        {.header = {"為替", "Exchange"}, .unit = Unit::yenPerForeign, .parameter = "pricing.foreign.*.exchangeRate"},
        {.header = {"備考", "Note"}, .text = [row](Case& value, int at) { return &row(value, at).note; }},
    };
    return table;
}

std::vector<std::string> priceParameters(const Case& value) {
    std::vector<std::string> ids;
    if (!value.pricing) return ids;
    if (value.pricing->comparatorCategory.empty()) ids.emplace_back(pricing_ids::comparatorPrice);
    if (value.pricing->prorated) ids.emplace_back(pricing_ids::prorationFactor);
    return ids;
}

}  // namespace

PricePage::PricePage(Session& session, QWidget* parent) : ValuePage(session, "pricing", parent) {
    InputCard* comparator = addCard(QT_TR_NOOP("Similar functional category"),
                                    QT_TR_NOOP("The price starts from the category marked as comparator below."));
    QFormLayout* form = addForm(comparator);
    addTextRow(form, QT_TR_NOOP("Name of the comparator"),
               [](Case& value) { return value.pricing ? &value.pricing->comparatorName : nullptr; });
    addStringRow(form, QT_TR_NOOP("Number in the price list"),
                 [](Case& value) { return value.pricing ? &value.pricing->fieldNumber : nullptr; });
    addChoice(
        form, QT_TR_NOOP("Prorated"), noYes(), [](const Case& value) { return value.pricing->prorated ? 1 : 0; },
        [](Case& value, int answer) { value.pricing->prorated = answer == 1; });
    addParameters(comparator, priceParameters);
    addRows(addCard(QT_TR_NOOP("Categories of the field"), QT_TR_NOOP("Their mean price B scales the premiums.")),
            fieldTable());
    InputCard* premiums =
        addCard(QT_TR_NOOP("Premiums"), QT_TR_NOOP("Enter a rate, or points where the rules count points."));
    m_premiums = addRows(premiums, premiumTable(session.packs()))->view();
    connect(addButton(premiums, QT_TR_NOOP("Decisions that claimed this…")), &QPushButton::clicked, this,
            [this] { Q_EMIT precedentsRequested(claimedPremium()); });
    addRows(addCard(QT_TR_NOOP("Foreign prices")), foreignTable(session.packs()));
    InputCard* rules = addCard(QT_TR_NOOP("Choices of the calculation"));
    form = addForm(rules);
    addChoice(
        form, QT_TR_NOOP("Limits of α"),
        {{static_cast<int>(AlphaLimits::asPack), {"規則のとおり", "as the rules say"}},
         {static_cast<int>(AlphaLimits::rateAndKind), {"加算率と加算区分の限度", "of rate and kind"}},
         {static_cast<int>(AlphaLimits::kindOnly), {"加算区分の限度のみ", "of the kind only"}}},
        [](const Case& value) { return static_cast<int>(value.pricing->alphaLimits); },
        [](Case& value, int answer) { value.pricing->alphaLimits = static_cast<AlphaLimits>(answer); });
    addChoice(
        form, QT_TR_NOOP("Rapid introduction"), noYes(),
        [](const Case& value) { return value.pricing->rapidIntroduction ? 1 : 0; },
        [](Case& value, int answer) { value.pricing->rapidIntroduction = answer == 1; });
    addChoice(
        form, QT_TR_NOOP("Relaxed foreign ceiling"), noYes(),
        [](const Case& value) { return value.pricing->relaxedCeiling ? 1 : 0; },
        [](Case& value, int answer) { value.pricing->relaxedCeiling = answer == 1; });
    const std::vector<RulePack>& packs = session.packs().all();
    std::vector<std::pair<int, Text>> answers{{-1, {"比べない", "none"}}};
    for (std::size_t i = 0; i < packs.size(); ++i) answers.emplace_back(static_cast<int>(i), packs[i].name);
    addChoice(
        form, QT_TR_NOOP("Compared with the rules of"), std::move(answers),
        [&packs](const Case& value) {
            const auto found = std::find_if(packs.begin(), packs.end(), [&value](const RulePack& pack) {
                return pack.id == value.context.comparedPack;
            });
            return found == packs.end() ? -1 : static_cast<int>(found - packs.begin());
        },
        [&packs](Case& value, int answer) {
            value.context.comparedPack = answer < 0 ? std::string() : packs[static_cast<std::size_t>(answer)].id;
        });
    addOwnRules();
    finish();
}

QString PricePage::question() const {
    return tr(
        "What does the device earn under the price rules? Comparator category, premiums and foreign prices give "
        "the price by similar-category comparison, step by step with clauses, under this revision and another.");
}

void PricePage::addStructure(Case& value) const {
    value.pricing = PricingStructure{};
}

PrecedentQuery PricePage::claimedPremium() const {
    PrecedentQuery query;
    const Case& value = session().document().current();
    if (!value.pricing || value.pricing->premiums.empty()) return query;
    const int chosen = m_premiums->currentIndex().row();
    const auto last = static_cast<int>(value.pricing->premiums.size()) - 1;
    const PremiumClaim& claim = value.pricing->premiums[static_cast<std::size_t>(std::clamp(chosen, 0, last))];
    query.premium = claim.kind;
    query.item = itemLetter(claim.requirement);
    const EvaluationPtr evaluation = session().evaluation();
    if (!evaluation || !evaluation->pricing) return query;
    for (const PremiumResult& premium : evaluation->pricing->premiums) {
        if (premium.id == claim.id) query.claimedRate = toDouble(premium.rate);
    }
    return query;
}

SectionResults PricePage::results(const Case& value, const Evaluation& evaluation) const {
    SectionResults results;
    addFigure(results, priceWaterfall(value, evaluation));
    addFigure(results, foreignPriceFigure(value, evaluation));
    addFigure(results, corridorFigure(evaluation));
    if (evaluation.pricing) addTable(results, traceTable(evaluation.pricing->trace));
    addTable(results, comparedPackTable(value, evaluation, session().packs()));
    addTable(results, kachi::premiumTable(value, evaluation));
    addTable(results, foreignPriceTable(value, evaluation));
    if (auto table = metricResultTable(value, evaluation, "pricing")) results.tables.push_back(std::move(*table));
    results.traces = explanations(evaluation);  // the corridor leads to all of them, this page's own first
    std::ranges::stable_partition(results.traces, [](const Trace& trace) { return trace.id.starts_with("pricing"); });
    return results;
}

}  // namespace kachi
