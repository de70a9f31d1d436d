#include "app/messages/repeated_issues.h"
#include "app/messages/catalogue.h"

#include <QtTest>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

Issue rowSum(const std::string& state, const std::string& value, const std::string& subgroup) {
    return {"outcomes.rowSum",
            Severity::error,
            "/outcomes/transitions/" + state,
            value,
            "1",
            {{"state", state}, {"strategy", "np1"}, {"subgroup", subgroup}, {"cycle", "1"}, {"draw", "0"}}};
}

Issue unknownKey(const std::string& key) {
    return {"case.unknownKey", Severity::warning, "/outcomes", key, {}, {}};
}

}  // namespace

class RepeatedIssuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstOfEachFaultStays() {
        const Issues all{rowSum("A", "0.9", "female"), unknownKey("one"), rowSum("A", "0.8", "male"),
                         rowSum("B", "0.7", "female"), unknownKey("two"), rowSum("A", "0.7", "old")};
        const Issues shown = withoutRepeats(all);
        Issue first = all[0];
        first.details["alike"] = "2";
        QCOMPARE(shown, (Issues{first, all[1], all[3], all[4]}));
        QVERIFY(withoutRepeats({}).empty());
    }

    void theSentenceCountsTheRest() {
        const Issues shown = withoutRepeats({rowSum("A", "0.9", "female"), rowSum("A", "0.8", "male")});
        const MessageCatalogue& catalogue = MessageCatalogue::instance();
        QVERIFY(catalogue.sentence(shown.front(), Language::en).endsWith(u"(1 more of this kind)"_s));
        QVERIFY(catalogue.sentence(shown.front(), Language::ja).endsWith(u"（同様の指摘がほかに1件あります）"_s));
    }
};

QTEST_APPLESS_MAIN(RepeatedIssuesTest)
#include "repeated_issues_test.moc"
