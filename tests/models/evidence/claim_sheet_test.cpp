// The premium-claim sheet over the shipped rules and decisions.
#include "models/evidence/claim_sheet.h"

#include "models/precedents/precedent_fields.h"
#include "tests/models/pricing/pricing_test_data.h"

#include <QtTest>

#include <algorithm>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

QStringList namesOf(const std::vector<Precedent>& decisions) {
    QStringList ids;
    for (const Precedent& decision : decisions) ids.push_back(QString::fromStdString(decision.id));
    ids.sort();
    return ids;
}

QString codesOf(const Issues& issues) {
    QStringList codes;
    for (const Issue& issue : issues) codes.push_back(QString::fromStdString(issue.code));
    return codes.join(u' ');
}

}  // namespace

class ClaimSheetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_pack = shippedPack("jp-2026");
        const auto json =
            nlohmann::json::parse(fileText(QStringLiteral(KACHI_SOURCE_DIR "/resources/tables/precedents.json")));
        Issues issues;
        UnknownKeys unknown;
        for (const auto& row : json.at("precedents")) {
            JsonReader(row, "", issues, unknown).object(m_decisions.emplace_back());
        }
        QVERIFY(issues.empty());
    }

    void printedItems_data() {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("printed");  // as 中医協総会612回 総-1 p. 3 and 総会 2023-07-05 print them
        QTest::newRow("ha.c") << u"ha.c"_s << u"ハ-c"_s;
        QTest::newRow("ro1.a") << u"ro1.a"_s << u"ロ-1a"_s;
        QTest::newRow("he.b") << u"he.b"_s << u"ヘ-b"_s;
    }
    void printedItems() {
        QFETCH(QString, item);
        QFETCH(QString, printed);
        QCOMPARE(QString::fromStdString(printedItem(item.toStdString())), printed);
    }

    void requirementsAreThoseOfThePack() {
        const std::vector<Requirement> all = requirementsOf(m_pack);
        // 26 scored items, チ-a which the pack describes without points, and 16 demands: 3 of the breakthrough premium,
        // 3 of usefulness, イ to チ of improvement, and the premiums for pioneers and specific uses.
        QCOMPARE(all.size(), std::size_t{43});
        QCOMPARE(QString::fromStdString(all.front().key), u"premium.requirement.breakthrough.i"_s);
        const auto ho = std::ranges::find(all, std::string("premium.requirement.improvement.ho"), &Requirement::key);
        QVERIFY(ho != all.end() && !ho->points);
        QCOMPARE(QString::fromStdString(ho->name.ja), u"改良加算 ホ"_s);
        QVERIFY(QString::fromStdString(ho->wording.ja).contains(u"簡易な手技"_s));
        const auto pioneer = std::ranges::find(all, std::string("premium.requirement.pioneer"), &Requirement::key);
        QVERIFY(pioneer != all.end() && pioneer->item.empty());
        QCOMPARE(QString::fromStdString(pioneer->name.ja), u"先駆加算"_s);
        const auto chi = std::ranges::find(all, std::string("premium.points.improvement.chi.a"), &Requirement::key);
        QVERIFY(chi != all.end() && !chi->points && !chi->wording.ja.empty());
        const auto ha = std::ranges::find(all, std::string("premium.points.improvement.ha.c"), &Requirement::key);
        QVERIFY(ha != all.end());
        QCOMPARE(QString::fromStdString(ha->name.ja), u"改良加算 ハ-c"_s);
        QVERIFY(ha->points == Rational(1));
        QVERIFY(ha->source.status == RuleStatus::verified);
        QVERIFY(QString::fromStdString(ha->wording.ja).contains(u"低侵襲"_s));  // what ハ demands, then its part c
        QVERIFY(QString::fromStdString(ha->wording.ja).endsWith(u"その他の工夫を専門組織が認める。"_s));
    }

    /// Saved working time is offered for a simpler procedure (ホ), not for what patients gain (ハ).
    void resultsAreProposedBySubject() {
        const std::vector<Requirement> all = requirementsOf(m_pack);
        const auto named = [&all](const std::string& key) {
            return *std::ranges::find(all, "premium.requirement." + key, &Requirement::key);
        };
        const OfferedResult minutes{"m", {"削減時間", "Minutes saved"}, {}, ResultField::work};
        const OfferedResult effect{"e", {"増分効果", "Incremental effect"}, {}, ResultField::patients};
        const OfferedResult gini{"g", {"Gini", "Gini"}, {}, ResultField::regions};
        QVERIFY(couldSupport(minutes, named("improvement.ho")) && couldSupport(minutes, named("improvement.to")));
        QVERIFY(!couldSupport(minutes, named("improvement.ha")) && !couldSupport(minutes, named("usefulness.ro")));
        QVERIFY(couldSupport(effect, named("improvement.ha")) && couldSupport(effect, named("usefulness.ro")));
        QVERIFY(!couldSupport(gini, named("improvement.ho")) && !couldSupport(gini, named("breakthrough.i")));
    }

    // 中医協総会 2023-07-05: CTAG, 改良加算 ハ-c; the listings of 2013–2016 name ハ alone. 中医協総会612回 総-1 p. 3:
    // イ-b, ロ-1a × ロ-2b, ハ-a.
    void precedents() {
        const std::vector<Requirement> all = requirementsOf(m_pack);
        const auto named = [&all](const std::string& key) {
            return *std::ranges::find(all, "premium.points." + key, &Requirement::key);
        };
        const ItemPrecedents ha = precedentsOn(named("improvement.ha.c"), m_decisions);
        QCOMPARE(namesOf(ha.sameItem), QStringList{u"S-2023-ctag"_s});
        QVERIFY(namesOf(ha.sameLetter).contains(u"S-2016-021-single-3"_s));
        QVERIFY(!namesOf(ha.sameLetter).contains(u"S-2023-ctag"_s));
        const ItemPrecedents product = precedentsOn(named("usefulness.ro2.b"), m_decisions);
        QCOMPARE(namesOf(product.sameItem), QStringList{u"K-2025-thoracic-points"_s});
        QCOMPARE(namesOf(product.sameLetter), QStringList{u"S-2020-percept"_s});
    }

    void findsWhatIsMissing() {
        Case value;
        Evidence trial;
        trial.id = "e1";
        trial.title = {"試験", "Trial"};
        value.evidence.push_back(trial);
        RequirementClaim empty;
        empty.id = "c1";
        empty.requirement = "premium.points.improvement.zz.a";
        value.claims.push_back(empty);
        RequirementClaim full;
        full.id = "c2";
        full.requirement = "premium.points.improvement.ha.c";
        full.statement = {"安全", "Safer"};
        full.evidence = {"e1"};
        full.results = {"labour.hospital.hoursSaved", "s1/mean"};
        full.strength = ClaimStrength::moderate;
        value.claims.push_back(full);
        const OfferedResult hours{"labour.hospital.hoursSaved", {"時間", "Hours"}, {"12 時間", "12 h"}};
        const auto rows = claimSheet(value, m_pack, m_decisions, {hours});
        QCOMPARE(rows.size(), std::size_t{2});
        QVERIFY(!rows[0].requirement);
        QCOMPARE(codesOf(rows[0].findings),
                 u"evidence.claimUnknownRequirement evidence.claimNoStatement evidence.claimNoEvidence "
                 "evidence.claimNoResult evidence.claimNotJudged"_s);
        QCOMPARE(rows[1].results.size(), std::size_t{1});
        QCOMPARE(codesOf(rows[1].findings), u"evidence.claimNotAppraised evidence.claimResultGone"_s);

        value.evidence[0].appraisal.tool = AppraisalTool::rob2;
        value.evidence[0].appraisal.overall = "high";
        const auto judged = claimSheet(value, m_pack, m_decisions, {hours});
        QCOMPARE(codesOf(judged[1].findings), u"evidence.claimHighRisk evidence.claimResultGone"_s);
    }

private:
    RulePack m_pack;
    std::vector<Precedent> m_decisions;
};

QTEST_APPLESS_MAIN(ClaimSheetTest)
#include "claim_sheet_test.moc"
