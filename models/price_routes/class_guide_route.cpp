// Which class of the decision categories (決定区分) a product is, what to submit and when it is listed.
#include "models/price_routes/route_values.h"
#include "models/price_routes/routes.h"
#include "models/pricing/application_dates.h"

#include <algorithm>

namespace kachi {
namespace {

/// One answer and the class it speaks about.
struct Reason {
    std::string key;  ///< of the question
    Text answer;
    std::string applicationClass;
    bool decides = false;  ///< the product is of this class; otherwise the answer rules the class out
};

struct Judgement {
    std::string applicationClass;  ///< empty while answers are missing
    std::vector<Reason> reasons;
};

/// Walks the questions in order and stops at the first answer that decides.
class Questions {
public:
    explicit Questions(RouteReader& in) : m_in(in) {}

    /// The answer decides for `applicationClass` when it is `deciding`. True when there is nothing more to ask: it
    /// decided, or it is missing and was refused.
    bool ask(const std::string& key, bool deciding, const std::string& applicationClass) {
        const std::optional<bool> answer = answered(key);
        if (!answer) return true;
        const bool decides = *answer == deciding;
        note(key, *answer ? Text{"はい", "yes"} : Text{"いいえ", "no"}, applicationClass, decides);
        return decides;
    }

    void note(const std::string& key, const Text& answer, const std::string& applicationClass, bool decides) {
        m_judgement.reasons.push_back({key, answer, applicationClass, decides});
        if (decides) m_judgement.applicationClass = applicationClass;
    }

    std::optional<bool> answered(const std::string& key) {
        if (!m_in.has(key)) m_in.refuse("route.answerMissing", key, {}, "true, false");
        return m_in.stated(key);
    }

    Judgement take() { return std::move(m_judgement); }

private:
    RouteReader& m_in;
    Judgement m_judgement;
};

void judgeMaterial(Questions& questions) {
    if (questions.ask("categoryExists", false, "C1")) return;
    if (questions.ask("improvementClaim", true, "B3")) return;
    if (questions.ask("definitionChange", true, "B2")) return;
    questions.note("definitionChange", {"いいえ", "no"}, "B1", true);
}

void judgeFee(Questions& questions, bool specific) {
    if (questions.ask("feeNotesChange", true, "A3")) return;
    if (specific) {
        questions.note("evaluatedAs", {"特定の診療報酬項目", "specific fee item"}, "A2", true);
    } else {
        questions.note("evaluatedAs", {"診療報酬項目に包括", "within a fee item"}, "A1", true);
    }
}

Judgement judge(RouteReader& in) {
    Questions questions(in);
    if (questions.ask("suited", false, "F")) return questions.take();
    const std::optional<bool> remanufactured = questions.answered("remanufactured");
    if (!remanufactured) return questions.take();
    if (*remanufactured) {
        if (questions.ask("originalInCategory", true, "R")) return questions.take();
    } else {
        questions.note("remanufactured", {"いいえ", "no"}, "R", false);
    }
    if (questions.ask("techniqueCovered", false, "C2")) return questions.take();
    const std::string form = in.neededChoice("evaluatedAs");
    if (form == "material") {
        judgeMaterial(questions);
    } else if (!form.empty()) {
        judgeFee(questions, form == "specificFee");
    }
    return questions.take();
}

bool hasPeriod(const std::string& applicationClass) {
    return applicationClass == "B3" || applicationClass == "C1" || applicationClass == "C2" || applicationClass == "R";
}

bool goesToExperts(const std::string& applicationClass) {
    return hasPeriod(applicationClass) || applicationClass == "A3" || applicationClass == "B2";
}

RuleTextEntry textOf(RouteReader& in, const std::string& key) {
    const auto found = in.pack().text(key);
    in.add(found.issues());
    return found ? *found : RuleTextEntry{};
}

Text questionLabel(const std::string& key);

RouteTable reasonTable(RouteReader& in, const Judgement& judgement) {
    RouteTable table;
    table.key = "reasons";
    table.title = {"判定の理由", "Reasons"};
    table.columns = {{"question", {"質問", "question"}},
                     {"answer", {"回答", "answer"}},
                     {"class", {"区分", "class"}},
                     {"outcome", {"結果", "outcome"}},
                     {"definition", {"区分の定義", "definition"}},
                     {"clause", {"根拠", "clause"}},
                     {"document", {"資料", "document"}},
                     {"status", {"確認の状態", "status"}}};
    for (const Reason& reason : judgement.reasons) {
        const RuleTextEntry definition = textOf(in, "class." + reason.applicationClass);
        table.rows.push_back({routeCell(questionLabel(reason.key)), routeCell(reason.answer),
                              routeCell(Text{reason.applicationClass, reason.applicationClass}),
                              routeCell(reason.decides ? Text{"該当", "applies"} : Text{"該当しない", "ruled out"}),
                              routeCell(definition.text), routeCell(definition.clause),
                              routeCell(Text{definition.document, definition.document}),
                              routeCell(ruleStatusText(definition.status))});
    }
    return table;
}

/// Keys of the wordings that concern the class, in the order of the procedure.
std::vector<std::string> wordingKeys(RouteReader& in, const std::string& applicationClass) {
    std::vector<std::string> keys{"submission.common", "submission." + applicationClass, "submission.kinds",
                                  "submission.copies", "submission.partialChange"};
    const auto add = [&keys](std::initializer_list<const char*> more) {
        keys.insert(keys.end(), more.begin(), more.end());
    };
    if (hasPeriod(applicationClass)) add({"form5", "form.foreignPrice"});
    if (goesToExperts(applicationClass)) add({"submission.hearing", "submission.objection"});
    if (applicationClass == "C1" || applicationClass == "C2") add({"submission.recognised"});
    if (hasPeriod(applicationClass)) add({"timing.exceptionalDate"});
    if (applicationClass == "A3") add({"timing.a3GenericName"});
    if (in.yes("software")) add({"timing.softwareFinished", "samd.material", "samd.cost", "samd.labour"});
    return keys;
}

RouteTable submissionTable(RouteReader& in, const std::string& applicationClass) {
    RouteTable table;
    table.key = "submission";
    table.title = {"提出するものと手続", "What to submit, and the procedure"};
    table.columns = {{"item", {"項目", "item"}},
                     {"content", {"内容", "content"}},
                     {"clause", {"根拠", "clause"}},
                     {"document", {"資料", "document"}},
                     {"status", {"確認の状態", "status"}}};
    if (applicationClass == "F") return table;
    for (const std::string& key : wordingKeys(in, applicationClass)) {
        const auto found = in.pack().text(key);
        if (!found) continue;  // a wording that this revision does not have
        table.rows.push_back({routeCell(Text{key, key}), routeCell(found->text), routeCell(found->clause),
                              routeCell(Text{found->document, found->document}),
                              routeCell(ruleStatusText(found->status))});
    }
    return table;
}

struct PriceRouteHint {
    Text name;
    Text when;
    std::vector<std::string> classes;
};

const std::vector<PriceRouteHint>& priceRouteHints() {
    static const std::vector<PriceRouteHint> hints{
        {{"既存の機能区分の価格", "price of the existing category"},
         {"区分の価格がそのまま適用される", "the category's price applies as it is"},
         {"B1", "B2"}},
        {{"類似機能区分比較方式", "similar-category comparison"},
         {"類似する機能区分があるとき。補正加算・減額・外国平均価格調整を含む",
          "where a similar category exists; premiums, reduction and foreign price adjustment follow"},
         {"B3", "C1", "C2"}},
        {{"原価計算方式", "cost calculation"},
         {"類似する機能区分がないとき", "where there is no similar category"},
         {"C1", "C2"}},
        {{"再製造品の算定", "remanufactured device"},
         {"原型医療機器の区分の価格に係数を掛ける", "the original's category price times a coefficient"},
         {"R"}},
        {{"技術料の評価（材料価格なし）", "evaluation by the fee, no material price"},
         {"材料は技術料に含まれる。C2では新しい技術料を求める",
          "the material is part of the fee; C2 asks for a new fee"},
         {"A1", "A2", "A3", "C2"}},
        {{"費用対効果評価に基づく価格調整", "adjustment by cost-effectiveness"},
         {"収載後、売上高と加算又は開示度により対象となるとき", "after listing, by sales and premium or disclosure"},
         {"C1", "C2"}}};
    return hints;
}

RouteTable priceRouteTable(const std::string& applicationClass) {
    RouteTable table;
    table.key = "priceRoutes";
    table.title = {"考えられる価格の決め方", "Price routes that may apply"};
    table.columns = {{"route", {"算定ルート", "route"}}, {"when", {"条件", "when"}}};
    for (const PriceRouteHint& hint : priceRouteHints()) {
        const bool applies =
            std::find(hint.classes.begin(), hint.classes.end(), applicationClass) != hint.classes.end();
        if (applies) table.rows.push_back({routeCell(hint.name), routeCell(hint.when)});
    }
    return table;
}

/// A day of the cells that the pack's period must hold.
std::optional<CalendarDay> dayInPeriod(RouteReader& in, const std::string& key) {
    const std::string text = in.date(key);
    if (text.empty()) return {};
    const RulePack& pack = in.pack();
    const bool outside = text < pack.effectiveFrom || (!pack.effectiveTo.empty() && text > pack.effectiveTo);
    if (outside) in.refuse("route.dayOutsideRules", key, text, pack.effectiveFrom + " – " + pack.effectiveTo);
    return calendarDay(text);
}

ApplicationDates datesOf(RouteReader& in, const std::string& applicationClass) {
    const auto submitted = dayInPeriod(in, "submissionDate");
    const std::string decisionText = in.date("decisionDate");
    const auto decided = calendarDay(decisionText);
    if (decided && submitted && *decided < *submitted) {
        in.refuse("route.decisionBeforeSubmission", "decisionDate", decisionText, dayText(*submitted));
    }
    if (!submitted || applicationClass.empty() || applicationClass == "F") return {};
    auto dates = applicationDates(applicationClass, *submitted, decided, in.pack());
    in.add(dates.issues());
    return dates ? std::move(*dates) : ApplicationDates{};
}

Text dateOr(const std::optional<CalendarDay>& day, const Text& otherwise) {
    return day ? Text{dayText(*day), dayText(*day)} : otherwise;
}

Text listingText(RouteReader& in, const std::string& applicationClass, const ApplicationDates& dates) {
    if (applicationClass == "F") return {"保険適用なし", "not covered"};
    if (!in.has("submissionDate")) return {"提出日が未入力", "no submission date entered"};
    return dateOr(dates.listing,
                  {"決定の翌月1日（決定日が未定）", "1st of the month after the decision, not yet known"});
}

Text decisionText(RouteReader& in, const std::string& applicationClass, const ApplicationDates& dates) {
    if (hasPeriod(applicationClass) && !in.has("submissionDate"))
        return {"提出日が未入力", "no submission date entered"};
    return dateOr(dates.decisionBy, {"期間の定めなし", "no period is set"});
}

Trace traceOf(RouteReader& in, const Judgement& judgement, const ApplicationDates& dates) {
    Trace trace;
    trace.id = "classGuide.class";
    trace.label = {"決定区分", "Decision category"};
    trace.value = judgement.applicationClass;
    for (const Reason& reason : judgement.reasons) {
        Trace step;
        step.id = "classGuide.reason";
        step.label = questionLabel(reason.key);
        step.formula = (reason.decides ? "→ " : "≠ ") + reason.applicationClass;
        step.value = reason.answer.en;
        citeRules(step, {textOf(in, "class." + reason.applicationClass)});
        trace.steps.push_back(std::move(step));
    }
    for (const Trace& step : dates.steps) trace.steps.push_back(step);
    inheritStatus(trace);
    return trace;
}

Result<RouteResult> guide(RouteReader& in) {
    const Judgement judgement = judge(in);
    const ApplicationDates dates = datesOf(in, judgement.applicationClass);
    if (in.failed()) return in.issues();

    const std::string& found = judgement.applicationClass;
    const RuleTextEntry definition = textOf(in, "class." + found);
    const bool council = found != "F" && in.flag("class." + found + ".council").value;
    RouteResult result;
    result.priceLabel = {"決定区分", "Decision category"};
    result.figures = {figure("class", {"決定区分", "Decision category"}, {found, found}),
                      figure("definition", {"定義", "Definition"}, definition.text),
                      figure("council", {"中医協の審議", "Discussion by the council"},
                             council ? Text{"要", "needed"} : Text{"不要", "not needed"}),
                      figure("experts", {"保険医療材料等専門組織の検討", "Expert body"},
                             goesToExperts(found) ? Text{"要", "needed"} : Text{"不要", "not needed"}),
                      figure("decisionBy", {"決定の期限", "Decision by"}, decisionText(in, found, dates)),
                      figure("listing", {"保険適用の予定日", "Expected listing date"}, listingText(in, found, dates))};
    result.tables = {reasonTable(in, judgement), submissionTable(in, found), priceRouteTable(found)};
    result.trace = traceOf(in, judgement, dates);
    if (in.failed()) return in.issues();
    return result;
}

const std::vector<Field>& fields() {
    static const std::vector<Field> all{
        yesNoField("suited", {"保険適用になじむか", "Suited to insurance coverage?"}),
        yesNoField("remanufactured", {"再製造単回使用医療機器か", "Remanufactured single-use device?"}),
        yesNoField("originalInCategory",
                   {"原型医療機器が機能区分（暫定を含む）に属するか",
                    "Is the original in a (provisional) functional category?"},
                   {"再製造品のとき答える", "For remanufactured devices"}),
        yesNoField("techniqueCovered", {"その技術は既存の診療報酬項目で評価されているか",
                                        "Is the technique covered by an existing fee item?"}),
        choiceField("evaluatedAs", {"機器の評価のされ方", "How is the device evaluated?"},
                    {{"fee", {"診療報酬項目に包括", "within a fee item"}},
                     {"specificFee",
                      {"特定の診療報酬項目（特定診療報酬算定医療機器の区分に該当）",
                       "specific fee item (falls in a listed class of devices)"}},
                     {"material", {"材料価格（機能区分）", "material price (functional category)"}}},
                    {"技術が評価されているとき答える", "Where the technique is covered"}),
        yesNoField("feeNotesChange", {"算定上の留意事項などを変更するか", "Do the notes on claiming the fee change?"},
                   {"技術料で評価されるとき答える", "Where a fee item covers the device"}),
        yesNoField("categoryExists", {"既存の機能区分に当たるか", "Falls in an existing functional category?"},
                   {"材料価格のとき答える", "Where there is a material price"}),
        yesNoField("improvementClaim", {"期限付改良加算を求めるか", "Is a time-limited improvement premium asked for?"},
                   {"既存の機能区分に当たるとき答える", "Where an existing category fits"}),
        yesNoField("definitionChange",
                   {"機能区分の定義や留意事項を変更するか", "Does the definition or note of the category change?"},
                   {"既存の機能区分に当たるとき答える", "Where an existing category fits"}),
        yesNoField("software", {"プログラム医療機器か", "Software as a medical device?"}),
        dateField("submissionDate", {"希望書の提出日", "Date of the request"}),
        dateField("decisionDate", {"決定日（分かるとき）", "Date of the decision, where known"})};
    return all;
}

Text questionLabel(const std::string& key) {
    const auto found =
        std::find_if(fields().begin(), fields().end(), [&](const auto& field) { return field.key == key; });
    return found->label;
}

}  // namespace

RouteDefinition classGuideRoute() {
    RouteDefinition route;
    route.id = "classGuide";
    route.name = {"決定区分ガイド", "Application class guide"};
    route.purpose = {
        "製品についての回答から、保険適用の決定区分（A1～C2、R、F）、提出するもの、決定と適用の時期を示す。価格は示さな"
        "い。",
        "From answers about the product: its decision category (A1 to C2, R, F), what to submit and the "
        "expected dates. Gives no price."};
    route.fields = fields();
    route.price = guide;
    return route;
}

}  // namespace kachi
