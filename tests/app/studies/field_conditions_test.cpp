// Fields that are used only with some answers: what is declared holds in every example of the guide.
#include "app/report/study_json.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace kachi;
using namespace Qt::StringLiterals;

namespace {

const QString exampleFolder = QStringLiteral(KACHI_SOURCE_DIR "/resources/guide/examples/");

nlohmann::json exampleOf(const QString& name) {
    QFile file(exampleFolder + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", qPrintable(name));
    return nlohmann::json::parse(file.readAll().toStdString());
}

StudyRequest requestOf(const nlohmann::json& example) {
    StudyRequest request;
    request.id = "s1";
    request.method = example["method"];
    setInputs(request, example["inputs"]);
    return request;
}

std::string answerTo(const nlohmann::json& inputs, const std::string& key) {
    if (!inputs.contains(key)) return {};
    return inputs[key].is_boolean() ? (inputs[key].get<bool>() ? "true" : "false") : inputs[key].get<std::string>();
}

/// Every answer that a field of this key has in some study: studies of a kind share their conditions.
std::set<std::string> answersTo(const std::string& key) {
    std::set<std::string> answers;
    for (const StudyDefinition& study : studies()) {
        for (const Field& field : study.fields) {
            if (field.key != key) continue;
            if (field.kind == FieldKind::yesNo) answers.insert({"true", "yes"});
            for (const FieldChoice& choice : field.choices) answers.insert(choice.id);
        }
    }
    return answers;
}

bool isUsedIn(const Field& field, const nlohmann::json& inputs) {
    return !field.usedWhen || isUsed(field, answerTo(inputs, field.usedWhen->key));
}

/// Something the field takes; null for a column without data.
nlohmann::json somethingFor(const Field& field, const nlohmann::json& inputs) {
    switch (field.kind) {
        case FieldKind::number:
            if (field.limits.whole) return field.limits.atLeast.value_or(1);
            return 0.4;
        case FieldKind::yesNo:
            return true;
        case FieldKind::choice:
            return field.choices.back().id;
        case FieldKind::text:
            return "control";
        case FieldKind::column:
            return inputs.contains("data") ? inputs["data"]["columns"].back() : nlohmann::json();
        case FieldKind::columns:
            return inputs.contains("data") ? nlohmann::json::array({inputs["data"]["columns"].back()})
                                           : nlohmann::json();
        case FieldKind::table: {
            nlohmann::json row;
            for (const Field& column : field.columns) row[column.key] = somethingFor(column, inputs);
            return nlohmann::json::array({row});
        }
        case FieldKind::data:
            return {{"columns", {"of no study"}}, {"rows", {{1}, {2}}}};
        case FieldKind::date:
            return "2026-04-01";
        case FieldKind::month:
            return "2026-04";
    }
    return {};
}

}  // namespace

class FieldConditionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// A condition asks a field beside it, for answers that field has; what is always needed has none.
    void declared() {
        int conditions = 0;
        for (const StudyDefinition& study : studies()) {
            for (const Field& field : study.fields) {
                if (!field.usedWhen) continue;
                ++conditions;
                const QByteArray place = QByteArray::fromStdString(study.id + "/" + field.key);
                const auto asked = std::ranges::find(study.fields, field.usedWhen->key, &Field::key);
                QVERIFY2(asked != study.fields.end(), place.constData());
                QVERIFY2(asked->kind == FieldKind::choice || asked->kind == FieldKind::yesNo, place.constData());
                QVERIFY2(!field.required, place.constData());
                QVERIFY2(!field.usedWhen->answers.empty(), place.constData());
                const std::set<std::string> known = answersTo(field.usedWhen->key);
                for (const std::string& answer : field.usedWhen->answers) {
                    QVERIFY2(answer.empty() || known.contains(answer), place.constData());
                }
                const bool reachable = std::ranges::any_of(field.usedWhen->answers, [&](const std::string& answer) {
                    return asked->kind == FieldKind::yesNo ||
                           std::ranges::find(asked->choices, answer, &FieldChoice::id) != asked->choices.end();
                });
                QVERIFY2(reachable, place.constData());
                QVERIFY2(!isUsed(field, "an answer of no field"), place.constData());
            }
        }
        QVERIFY(conditions > 80);
    }

    void examples_data() {
        QTest::addColumn<QString>("file");
        for (const QString& name : QDir(exampleFolder).entryList({u"study-*.json"_s})) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    /// What an example gives is used. What it leaves unused changes no digit when it is given.
    void examples() {
        QFETCH(QString, file);
        const nlohmann::json example = exampleOf(file);
        const StudyRequest asked = requestOf(example);
        const StudyDefinition* study = findStudy(asked.method);
        QVERIFY(study);
        const auto plain = runStudy(asked, {});
        QVERIFY(plain.ok());
        const std::string digits = studyResultJson(*plain).dump();
        const nlohmann::json& inputs = example["inputs"];
        for (const Field& field : study->fields) {
            if (isUsedIn(field, inputs)) continue;
            QVERIFY2(!inputs.contains(field.key), field.key.c_str());
            const nlohmann::json something = somethingFor(field, inputs);
            if (something.is_null()) continue;
            nlohmann::json more = example;
            more["inputs"][field.key] = something;
            const auto result = runStudy(requestOf(more), {});
            if (field.key == "exposure" && study->id == "regression") continue;  // refused: it belongs to counts
            QVERIFY2(result.ok(), field.key.c_str());
            QVERIFY2(studyResultJson(*result).dump() == digits, field.key.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(FieldConditionsTest)
#include "field_conditions_test.moc"
