#include "models/expressions/block_evaluator.h"
#include "models/expressions/expressions_fields.h"
#include "models/expressions/resolve.h"

#include <muParser.h>
#include <QtTest>

#include <random>

using namespace kachi;

namespace {

const LookupTable mortality{"mortality", {35, 45, 55}, {{"male", {0.1, 0.2, 0.4}}}, Interpolation::step, false};
const LookupTable openLine{"line", {0, 10}, {{"y", {1, 3}}}, Interpolation::linear, true};

/// Base value of the expression "result", or the issues.
Result<double> valueOf(const std::string& text, std::map<std::string, std::string> others = {}) {
    ParameterValues values;
    values.base = {{"a", 2}, {"b", -3.5}, {"outcomes.rrr", 0.04}, {"zero", 0}};
    others["result"] = text;
    const auto resolved = resolveExpressions(values, {others, {mortality, openLine}}, {});
    if (!resolved) return resolved.issues();
    return resolved->baseOf("result");
}

/// Random text over the words both compilers share, finite almost everywhere.
std::string randomText(std::mt19937& random, int depth) {
    const auto pick = [&](unsigned n) { return random() % n; };
    if (depth == 0) {
        static const char* leaves[] = {"a", "b", "c", "1.5", "2", "0.25", "7"};
        return leaves[pick(7)];
    }
    const auto inner = [&] { return randomText(random, depth - 1); };
    switch (pick(12)) {
        case 0:
            return inner() + " + " + inner();
        case 1:
            return inner() + " - " + inner();
        case 2:
            return '(' + inner() + ") * (" + inner() + ")";
        case 3:
            return '(' + inner() + ") / (3 + abs(" + inner() + "))";
        case 4:
            return "-(" + inner() + ")";
        case 5:
            return "abs(" + inner() + ")^1.5";
        case 6:
            return "min(" + inner() + ", " + inner() + ", " + inner() + ")";
        case 7:
            return "max(" + inner() + ", " + inner() + ")";
        case 8:
            return "exp(-abs(" + inner() + "))";
        case 9:
            return "sqrt(abs(" + inner() + ")) - ln(1 + abs(" + inner() + "))";
        case 10:
            return "((" + inner() + " < " + inner() + ") && (" + inner() + " >= " + inner() + "))";
        default:
            return "2^-abs(" + inner() + ") - " + inner() + " - " + inner();
    }
}

}  // namespace

class ExpressionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void values_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("expected");
        QTest::addColumn<double>("tolerance");
        // Closed forms; the tolerance is 0 where every step is exact.
        const auto row = [](const char* text, double expected, double tolerance = 0) {
            QTest::newRow(text) << QString::fromUtf8(text) << expected << tolerance;
        };
        row("1 + 2*3", 7);
        row("-2^2", -4);
        row("2^3^2", 512);
        row("2^-1", 0.5);
        row("10 - 4 - 3", 3);
        row("16 / 4 / 2", 2);
        row("- - 3", 3);
        row("outcomes.rrr * 100", 4);
        row("a <= 2 and not b > 0", 1);
        row("a < 2 || b < 0 && zero", 0);
        row("!zero + 1", 2);
        row("not a == 2", 0);
        row("if(zero, 1/zero, 5)", 5);
        row("zero != 0 and 1/zero > 1", 0);
        row("min(3, a, 7) + max(1, b)", 3);
        row("floor(-2.5) + round(2.5) + round(-2.5)", -3);
        row("pow(a, 10)", 1024);
        row("rateToProb(0.1, 1)", 0.09516258196404043, 1e-16);  // 1 - e^-0.1
        row("probToRate(0.5, 2)", 0.34657359027997264, 1e-16);  // ln 2 / 2
        row("rateToProb(probToRate(0.3, 5), 5)", 0.3, 1e-15);
        row("rescaleProb(0.19, 2, 1)", 0.1, 1e-15);  // 1 - 0.81^0.5
        row("rescaleProb(1, 5, 1) + rescaleProb(1, 5, 0)", 1);
        row("competing(0.1, 0.4, 1)", 0.08241998849109018, 1e-16);  // (1 - e^-0.4)/4
        row("competing(0, 0, 1)", 0);
        row("oddsToProb(3) + probToOdds(0.75)", 3.75, 1e-15);
        row("hrToProb(0.19, 0.5)", 0.1, 1e-15);
        row("hrToProb(1, 0.5) + hrToProb(1, 0)", 1);
        row("normalCdf(1.959963984540054)", 0.975, 1e-15);
        row("lookup(mortality.male, 35)", 0.1);
        row("lookup(mortality.male, 44.999)", 0.1);
        row("lookup(mortality.male, 45)", 0.2);
        row("lookup(mortality.male, 55)", 0.4);
        row("lookup(line.y, 5)", 2);
        row("lookup(line.y, 500)", 3);
        row("1e-3 * 1E3", 1);
    }
    void values() {
        QFETCH(QString, text);
        QFETCH(double, expected);
        QFETCH(double, tolerance);
        const Result<double> value = valueOf(text.toStdString());
        QVERIFY2(value.ok(), value.ok() ? "" : value.issues().front().code.c_str());
        QVERIFY2(std::abs(*value - expected) <= tolerance, numberText(*value).c_str());
    }

    void faults_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("position");
        const auto row = [](const char* text, const char* code, const char* position) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(code) << QString::fromUtf8(position);
        };
        row("", "expressions.syntax", "1");
        row("1 +", "expressions.syntax", "4");
        row("(1", "expressions.syntax", "3");
        row("1 2", "expressions.syntax", "3");
        row("1 < 2 < 3", "expressions.syntax", "7");
        row("a = 2", "expressions.syntax", "3");
        row("２", "expressions.syntax", "1");
        row("and", "expressions.syntax", "1");
        row("2x", "expressions.badNumber", "1");
        row("1.2.3", "expressions.badNumber", "1");
        row("1e999", "expressions.badNumber", "1");
        row("1 + sin(2)", "expressions.unknownFunction", "5");
        row("pow(2)", "expressions.argumentCount", "1");
        row("if(1, 2)", "expressions.argumentCount", "1");
        row("exp()", "expressions.argumentCount", "1");
        row("1 + outcomes.rr", "expressions.unknownName", "5");
        row("lookup(life.male, 3)", "expressions.unknownTable", "1");
        row("lookup(mortality.female, 40)", "expressions.unknownColumn", "1");
        row("lookup(male, 40)", "expressions.syntax", "8");
        row("1 + 1/zero", "expressions.divisionByZero", "5");
        row("1 / (1/zero)", "expressions.divisionByZero", "6");
        row("1 / exp(1000)", "expressions.notFinite", "5");
        row("exp(1000) > 1", "expressions.notFinite", "1");
        row("max(1, ln(b))", "expressions.notFinite", "8");
        row("if(ln(b) > 1, 1, 2)", "expressions.notFinite", "4");
        row("sqrt(b)", "expressions.notFinite", "1");
        row("1e308 * 10", "expressions.notFinite", "1");
        row("rateToProb(b, 1)", "expressions.notFinite", "1");
        row("probToRate(1, 1)", "expressions.notFinite", "1");
        row("rescaleProb(1.2, 1, 1)", "expressions.notFinite", "1");
        row("rescaleProb(0.5, 0, 1)", "expressions.notFinite", "1");
        row("competing(2, 1, 1)", "expressions.notFinite", "1");
        row("oddsToProb(-1)", "expressions.notFinite", "1");
        row("probToOdds(1)", "expressions.notFinite", "1");
        row("hrToProb(0.5, -1)", "expressions.notFinite", "1");
        row("lookup(mortality.male, 34.9)", "expressions.lookupBelow", "1");
        row("lookup(mortality.male, 56)", "expressions.lookupAbove", "1");
    }
    void faults() {
        QFETCH(QString, text);
        const Result<double> value = valueOf(text.toStdString());
        QVERIFY(!value.ok());
        const Issue& issue = value.issues().front();
        QTEST(QString::fromStdString(issue.code), "code");
        QTEST(QString::fromStdString(issue.details.at("position")), "position");
        QCOMPARE(QString::fromStdString(issue.where), QStringLiteral("result"));
    }

    void nearestNameIsSuggested() {
        const Result<double> value = valueOf("outcomes.rr + 1");
        QCOMPARE(value.issues().front().details.at("suggestion"), std::string("outcomes.rrr"));
    }

    void loopIsNamed() {
        const Result<double> value = valueOf("1", {{"p", "q + 1"}, {"q", "r * 2"}, {"r", "p"}});
        QVERIFY(!value.ok());
        QCOMPARE(value.issues().size(), std::size_t(1));
        QCOMPARE(value.issues().front().code, std::string("expressions.loop"));
        QCOMPARE(value.issues().front().value, std::string("p → q → r → p"));
    }

    void hostileDepthIsRefused() {
        QCOMPARE(valueOf(std::string(5000, '(') + "1").issues().front().code, std::string("expressions.tooDeep"));
        QCOMPARE(valueOf(std::string(5000, '-') + "1").issues().front().code, std::string("expressions.tooDeep"));
        QCOMPARE(valueOf(std::string(50000, '1')).issues().front().code, std::string("expressions.tooDeep"));
        std::string sum = "1";
        while (sum.size() < 9'900) sum += "+1";
        QVERIFY(*valueOf(sum) == 4951);  // 1 and 4,950 further ones
        std::map<std::string, std::string> chain;
        for (int i = 0; i < 600; ++i) chain['n' + std::to_string(i)] = 'n' + std::to_string(i + 1);
        chain["n600"] = "1";
        const Result<double> chained = valueOf("n0", chain);
        QCOMPARE(chained.issues().front().code, std::string("expressions.tooDeep"));
        QCOMPARE(chained.issues().front().limit, std::string("500"));
    }

    /// Oracle: muParser on random expressions; both use the C library's functions, so only the order of evaluation of
    /// exp/ln/pow can differ: relative 1e-12.
    void agreesWithMuParser() {
        std::mt19937 random(20240601);
        constexpr std::size_t draws = 300;
        ParameterValues values;
        values.draws = draws;
        for (const char* name : {"a", "b", "c"}) {
            values.base[name] = 1;
            for (std::size_t i = 0; i < draws; ++i) values.drawn[name].push_back(double(random() % 2000) / 250.0 - 4.0);
        }
        for (int trial = 0; trial < 400; ++trial) {
            const std::string text = randomText(random, 1 + trial % 5);
            const auto resolved = resolveExpressions(values, {{{"result", text}}, {}}, {});
            QVERIFY2(resolved.ok(), text.c_str());
            mu::Parser oracle;
            double a = 0, b = 0, c = 0;
            oracle.DefineVar("a", &a);
            oracle.DefineVar("b", &b);
            oracle.DefineVar("c", &c);
            oracle.SetExpr(text);
            for (std::size_t i = 0; i < draws; i += 7) {
                a = values.at("a", i);
                b = values.at("b", i);
                c = values.at("c", i);
                const double expected = oracle.Eval();
                const double actual = resolved->at("result", i);
                QVERIFY2(std::abs(actual - expected) <= 1e-12 * std::max(1.0, std::abs(expected)),
                         (text + ": " + numberText(actual) + " / " + numberText(expected)).c_str());
            }
        }
    }

    void onlyCaseExpressionsAreResolved() {
        ParameterValues values;
        values.base = {{"a", 2}};
        values.draws = 2;
        values.drawn["a"] = {10, 20};
        const ExpressionInputs inputs{{{"twice", "2*a"}, {"aged", "age/2"}, {"onward", "aged + 1"}, {"fixed", "3"}},
                                      {}};
        const auto resolved = resolveExpressions(values, inputs, {"age"});
        QVERIFY(resolved.ok());
        QVERIFY(resolved->baseOf("twice") == 4);
        QVERIFY(resolved->drawn.at("twice") == (std::vector<double>{20, 40}));
        QVERIFY(!resolved->has("aged") && !resolved->has("onward"));
        QVERIFY(resolved->has("fixed") && !resolved->drawn.contains("fixed"));
    }

    void failedDrawIsNamed() {
        ParameterValues values;
        values.base = {{"a", 2}};
        values.draws = 600;
        values.drawn["a"].assign(600, 1.0);
        values.drawn["a"][411] = 0;
        const auto resolved = resolveExpressions(values, {{{"inverse", "1/a"}}, {}}, {});
        QVERIFY(!resolved.ok());
        QCOMPARE(resolved.issues().front().code, std::string("expressions.divisionByZero"));
        QCOMPARE(resolved.issues().front().details.at("draw"), std::string("412"));
    }

    /// Values per cycle and draw agree with writing the expression out in C++, however the nodes are shared or held.
    void cyclesAndDraws() {
        ParameterValues values;
        values.base = {{"rr", 0.5}, {"p", 0.1}};
        values.draws = 3;
        values.drawn = {{"rr", {0.4, 0.5, 0.6}}, {"p", {0.1, 0.2, 0.3}}};
        const std::vector<LookupTable> tables{{"t", {0, 2}, {{"y", {1, 5}}}, Interpolation::step, true}};
        const std::map<std::string, std::string> expressions{{"effect", "if(cycle <= 2, rr, 1)"}};
        ProgramBuilder builder({{{"", &expressions}}, &values, &tables, {"cycle"}, true});
        Issues issues;
        const int product = builder.add("p * effect + p * effect", "product", issues);
        const int table = builder.add("lookup(t.y, cycle - 1)", "table", issues);
        const int power = builder.add("cycle^p - (cycle - 1)^p", "power", issues);
        QVERIFY(issues.empty());
        const PreparedProgram prepared(builder.program(), {product, table, power}, {{1, 2, 3, 4, 5}});
        BlockEvaluator evaluator(prepared, 8);
        evaluator.begin(0, 3);
        for (std::size_t k = 0; k < 5; ++k) {
            evaluator.enter(k);
            const double cycle = double(k + 1);
            for (std::size_t i = 0; i < 3; ++i) {
                const double p = values.drawn["p"][i];
                const double effect = cycle <= 2 ? values.drawn["rr"][i] : 1.0;
                QVERIFY(evaluator.lanes(product)[i] == p * effect + p * effect);
                QVERIFY(evaluator.lanes(table)[i] == (cycle < 3 ? 1.0 : 5.0));
                QVERIFY(evaluator.lanes(power)[i] == std::pow(cycle, p) - std::pow(cycle - 1, p));
            }
        }
        QVERIFY(prepared.changes(product, 2));
        QVERIFY(!prepared.changes(product, 1) && !prepared.changes(product, 3));
        QVERIFY(prepared.changes(table, 2) && !prepared.changes(table, 4));
    }

    void tableRoundTrip() {
        for (LookupTable table : {mortality, openLine}) {
            UnknownKeys unknown;
            Issues issues;
            LookupTable read;
            const nlohmann::json written = JsonWriter("", unknown).object(table);
            JsonReader(written, "", issues, unknown).object(read);
            QVERIFY(issues.empty() && read == table);
        }
    }

    void tableFaults() {
        const LookupTable wrong{"w", {1, 1}, {{"y", {1}}}, Interpolation::step, false};
        Issues issues = validateTables({wrong, wrong, {"e", {}, {}, Interpolation::step, false}});
        std::set<std::string> codes;
        for (const Issue& issue : issues) codes.insert(issue.code);
        const std::set<std::string> expected{"expressions.tableEmpty", "expressions.tableLength",
                                             "expressions.tableOrder", "expressions.tableTwice"};
        QVERIFY(codes == expected);
    }
};

QTEST_APPLESS_MAIN(ExpressionsTest)
#include "expressions_test.moc"
