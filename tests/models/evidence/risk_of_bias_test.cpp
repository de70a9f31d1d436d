// Overall judgements by the rules of RoB 2 (Sterne JAC et al. BMJ 2019;366:l4898, "Reaching an overall judgement") and
// ROBINS-I (Sterne JA et al. BMJ 2016;355:i4919, table 2).
#include "models/evidence/risk_of_bias.h"

#include <QtTest>

#include <set>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

/// Judges the domains in the order of the tool; "" leaves one open.
Appraisal judged(AppraisalTool tool, const std::vector<std::string>& judgements) {
    Appraisal appraisal;
    appraisal.tool = tool;
    const BiasTool* definition = findBiasTool(tool);
    for (std::size_t at = 0; at < judgements.size(); ++at) {
        appraisal.domains.push_back({definition->domains[at].id, judgements[at], {}});
    }
    return appraisal;
}

using Words = std::vector<std::string>;

}  // namespace

Q_DECLARE_METATYPE(Words)

class RiskOfBiasTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void toolsAreComplete() {
        QCOMPARE(findBiasTool(AppraisalTool::rob2)->domains.size(), std::size_t{5});
        QCOMPARE(findBiasTool(AppraisalTool::robinsI)->domains.size(), std::size_t{7});
        QCOMPARE(findBiasTool(AppraisalTool::none), nullptr);
        for (const BiasTool& tool : biasTools()) {
            std::set<std::string> ids;
            for (const BiasDomain& domain : tool.domains) {
                QVERIFY2(ids.insert(domain.id).second, domain.id.c_str());
                QVERIFY(!domain.label.ja.empty() && !domain.label.en.empty());
            }
            for (const BiasJudgement& judgement : tool.judgements) {
                QVERIFY(!judgement.label.ja.empty() && !judgement.label.en.empty());
            }
        }
    }

    void overall_data() {
        QTest::addColumn<int>("tool");
        QTest::addColumn<Words>("domains");
        QTest::addColumn<QString>("expected");
        const auto rob2 = static_cast<int>(AppraisalTool::rob2);
        const auto robins = static_cast<int>(AppraisalTool::robinsI);
        QTest::newRow("RoB 2: low in all domains") << rob2 << Words{"low", "low", "low", "low", "low"} << "low";
        QTest::newRow("RoB 2: concerns in one, high in none")
            << rob2 << Words{"low", "someConcerns", "low", "low", "low"} << "someConcerns";
        QTest::newRow("RoB 2: high in one") << rob2 << Words{"someConcerns", "low", "low", "high", "low"} << "high";
        QTest::newRow("RoB 2: a domain not judged") << rob2 << Words{"low", "low", "low", "low", ""} << "";
        QTest::newRow("RoB 2: a domain absent") << rob2 << Words{"low", "low", "low", "low"} << "";
        QTest::newRow("ROBINS-I: low in all")
            << robins << Words{"low", "low", "low", "low", "low", "low", "low"} << "low";
        QTest::newRow("ROBINS-I: low or moderate in all")
            << robins << Words{"moderate", "low", "low", "low", "low", "moderate", "low"} << "moderate";
        QTest::newRow("ROBINS-I: serious in one, critical in none")
            << robins << Words{"serious", "low", "low", "moderate", "low", "low", "low"} << "serious";
        QTest::newRow("ROBINS-I: critical in one")
            << robins << Words{"serious", "critical", "low", "low", "noInformation", "low", "low"} << "critical";
        QTest::newRow("ROBINS-I: no information, none serious or critical")
            << robins << Words{"moderate", "low", "low", "low", "noInformation", "low", "low"} << "noInformation";
        QTest::newRow("ROBINS-I: serious outweighs no information")
            << robins << Words{"serious", "low", "low", "low", "noInformation", "low", "low"} << "serious";
    }
    void overall() {
        QFETCH(int, tool);
        QFETCH(Words, domains);
        QFETCH(QString, expected);
        const Appraisal appraisal = judged(static_cast<AppraisalTool>(tool), domains);
        QCOMPARE(QString::fromStdString(suggestedOverall(appraisal)), expected);
    }

    void ownJudgementNeedsAReason() {
        Appraisal appraisal =
            judged(AppraisalTool::rob2, {"someConcerns", "someConcerns", "someConcerns", "low", "low"});
        QVERIFY(checkAppraisal(appraisal, "/a").empty());
        appraisal.overall = "high";
        QCOMPARE(QString::fromStdString(overallJudgement(appraisal)), QStringLiteral("high"));
        Issues issues = checkAppraisal(appraisal, "/a");
        QCOMPARE(issues.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(issues[0].code), QStringLiteral("evidence.overallDiffers"));
        QVERIFY(issues[0].severity == Severity::warning);
        appraisal.note.en = "Concerns in three domains";
        QVERIFY(checkAppraisal(appraisal, "/a").empty());
    }

    void namesEveryFault() {
        Appraisal appraisal;
        appraisal.tool = AppraisalTool::rob2;
        appraisal.domains = {{"confounding", "low", {}}, {"missingData", "serious", {}}, {"missingData", "low", {}}};
        appraisal.overall = "critical";
        QStringList codes;
        for (const Issue& issue : checkAppraisal(appraisal, "/a")) codes.push_back(QString::fromStdString(issue.code));
        QCOMPARE(codes, QStringList({u"evidence.unknownDomain"_s, u"evidence.unknownJudgement"_s,
                                     u"evidence.domainTwice"_s, u"evidence.unknownJudgement"_s}));
    }
};

QTEST_APPLESS_MAIN(RiskOfBiasTest)
#include "risk_of_bias_test.moc"
