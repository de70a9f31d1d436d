#include "models/params/registry.h"

#include "models/case/case_json.h"
#include "models/case/validate.h"
#include "models/params/model_inputs.h"

#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

using namespace kachi;

namespace {

/// Id of one cell of the column, in a row no other table has.
std::string sampleId(const ParamDef& definition) {
    return cellId(definition.id, "row7");
}

bool hasJapanese(std::string_view text) {
    const QString decoded = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return std::any_of(decoded.begin(), decoded.end(), [](QChar letter) {
        return letter.script() == QChar::Script_Han || letter.script() == QChar::Script_Hiragana ||
               letter.script() == QChar::Script_Katakana;
    });
}

Case caseWith(const std::string& id, double value) {
    Case holder;
    holder.id = "test";
    holder.parameters[id].value = value;
    return holder;
}

/// Does validation refuse this value of the parameter, by name?
bool refused(const std::string& id, double value) {
    const Issues issues = validate(caseWith(id, value));
    return std::any_of(issues.begin(), issues.end(), [&](const Issue& issue) {
        return issue.severity == Severity::error && issue.where == id && issue.code == "case.outOfBounds";
    });
}

/// A value inside the bounds that no short decimal denotes, whole where the parameter counts.
double insideValue(const ParamDef& definition) {
    const double high = std::isinf(definition.high) ? std::max(definition.low, 0.0) + 1000 : definition.high;
    const double low = std::isinf(definition.low) ? high - 1000 : definition.low;
    const double inside = low + (high - low) / 3;
    return definition.integer ? std::ceil(inside) : inside;
}

}  // namespace

/// Properties every registered parameter has, whichever model declares it.
class RegistryTest : public QObject {
    Q_OBJECT

    static void everyDefinition() {
        QTest::addColumn<const ParamDef*>("definition");
        for (const ParamDef& definition : registry()) QTest::newRow(definition.id.data()) << &definition;
    }

private Q_SLOTS:
    void declaration_data() { everyDefinition(); }
    void declaration() {
        QFETCH(const ParamDef*, definition);
        static const QRegularExpression shape(QStringLiteral("^[a-z][A-Za-z0-9]*(\\.([a-z][A-Za-z0-9]*|\\*))+$"));
        const QString id = QString::fromUtf8(definition->id.data(), static_cast<qsizetype>(definition->id.size()));
        QVERIFY2(shape.match(id).hasMatch(), qPrintable(id));
        QVERIFY(id.count(QLatin1Char('*')) <= 1);
        QVERIFY(hasJapanese(definition->ja));
        QVERIFY(!definition->en.empty() && !hasJapanese(definition->en));
        QVERIFY(definition->low < definition->high);
        QVERIFY(!std::isnan(definition->low) && !std::isnan(definition->high));
        QVERIFY(definition->since >= 1 && definition->since <= caseSchemaVersion);
        QVERIFY2(sectionOf(std::string(definition->id)) != "case", "the id starts with the name of its section");
    }

    void unitHasANameAndAText_data() { everyDefinition(); }
    void unitHasANameAndAText() {
        QFETCH(const ParamDef*, definition);
        Unit read = Unit::none;
        QVERIFY(unitFromName(unitName(definition->unit), read));
        QCOMPARE(read, definition->unit);
        if (definition->unit != Unit::none) {
            QVERIFY(!unitText(definition->unit).ja.empty() && !unitText(definition->unit).en.empty());
        }
    }

    /// Exactly one pattern claims an id, so a number never has two meanings.
    void oneMeaningPerId_data() { everyDefinition(); }
    void oneMeaningPerId() {
        QFETCH(const ParamDef*, definition);
        const std::string id = sampleId(*definition);
        QCOMPARE(std::count_if(registry().begin(), registry().end(),
                               [&](const ParamDef& other) { return matchesPattern(other.id, id); }),
                 std::ptrdiff_t{1});
        QCOMPARE(findDefinition(id), definition);
    }

    void boundsAreKept_data() { everyDefinition(); }
    void boundsAreKept() {
        QFETCH(const ParamDef*, definition);
        const std::string id = sampleId(*definition);
        QVERIFY(!refused(id, insideValue(*definition)));
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if (!std::isinf(definition->low)) {
            QVERIFY(!refused(id, definition->low));
            QVERIFY(refused(id, std::nextafter(definition->low, -infinity)));
        }
        if (!std::isinf(definition->high)) {
            QVERIFY(!refused(id, definition->high));
            QVERIFY(refused(id, std::nextafter(definition->high, infinity)));
        }
        QVERIFY(refused(id, std::numeric_limits<double>::quiet_NaN()));
    }

    void countsAreWhole_data() { everyDefinition(); }
    void countsAreWhole() {
        QFETCH(const ParamDef*, definition);
        const double value = insideValue(*definition) + (definition->integer ? -0.5 : 0.0);
        const Issues issues = validate(caseWith(sampleId(*definition), value));
        const bool notWhole =
            std::any_of(issues.begin(), issues.end(), [](const Issue& issue) { return issue.code == "case.notWhole"; });
        QCOMPARE(notWhole, definition->integer);
    }

    void jsonKeepsEveryBit_data() { everyDefinition(); }
    void jsonKeepsEveryBit() {
        QFETCH(const ParamDef*, definition);
        const std::string id = sampleId(*definition);
        const double value = insideValue(*definition);
        const Result<ReadCase> read = caseFromJson(caseToJson(caseWith(id, value)));
        QVERIFY(read.ok());
        QVERIFY(read->value.parameters.at(id).value == value);  // exact: the same double
    }

    /// Every number of the shipped samples is registered or declared by the analyst.
    void samplesUseKnownParameters() {
        int files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(KACHI_SOURCE_DIR "/resources/samples")) {
            if (entry.path().extension() != ".json") continue;
            ++files;
            std::ostringstream text;
            text << std::ifstream(entry.path()).rdbuf();
            const Result<ReadCase> sample = caseFromJson(text.str());
            QVERIFY2(sample.ok(), entry.path().c_str());
            for (const auto& [id, parameter] : sample->value.parameters) {
                QVERIFY2(findDefinition(id) || isOutcomeId(id), id.c_str());
            }
        }
        QVERIFY(files >= 2);
    }
};

QTEST_APPLESS_MAIN(RegistryTest)
#include "registry_test.moc"
