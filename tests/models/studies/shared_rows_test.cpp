// Rows of large tables: expected values are those of plain nlohmann::json, of std::vector and of FIPS 180-4 over its
// text.
#include "models/core/sha256.h"
#include "models/studies/study_request.h"

#include <QTest>

#include <atomic>
#include <random>
#include <thread>

namespace {

using namespace kachi;
using namespace Qt::StringLiterals;
using Json = nlohmann::json;

/// Rows with everything a text can trip over.
Json::array_t rowsOf(std::size_t count) {
    const Json strange[] = {"a \"rows\": <discarded> [",
                            "\\",
                            "{\"}",
                            "価値 ∑",
                            "line\nbreak",
                            nullptr,
                            Json::array(),
                            0.1,
                            -7,
                            Json::object(),
                            {{"k", {1, "]"}}},
                            true};
    Json::array_t rows;
    for (std::size_t row = 0; row < count; ++row) {
        rows.push_back({row, static_cast<double>(row) / 7, strange[row % std::size(strange)]});
    }
    return rows;
}

std::string written(const SharedRows& rows, int indent) {
    std::string text;
    rows.write(indent, [&text](std::string_view piece) { text += piece; });
    return text;
}

StudyRequest requestOf(const Json& inputs) {
    StudyRequest request;
    request.id = "s1";
    request.method = "summary";
    setInputs(request, inputs);
    return request;
}

Json twoTables(std::size_t rows) {
    return {{"columns", "x"},
            {"areas", {{"columns", {"id", "x", "y"}}, {"rows", rowsOf(rows / 2)}, {"units", {{"x", "km"}}}}},
            {"data", {{"columns", {"id", "x", "y"}}, {"rows", rowsOf(rows)}}},
            {"notData", {{"columns", 3}, {"rows", {1, 2}}}},
            {"rows", {{"rows", Json::array()}}}};
}

std::string plainDigest(const std::string& method, const Json& inputs) {
    return sha256Hex(method + "\n" + inputs.dump());
}

class SharedRowsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesWhatDumpWrites_data() {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 12, 1024, 1025, 5000}) QTest::addRow("%d", count) << count;
    }

    void writesWhatDumpWrites() {
        QFETCH(int, count);
        const Json plain = rowsOf(static_cast<std::size_t>(count));
        const SharedRows rows(rowsOf(static_cast<std::size_t>(count)));
        QVERIFY(rows.json() == plain);
        QCOMPARE(written(rows, -1), plain.dump());
        QCOMPARE(written(rows, 0), plain.dump(2));
        const Json nested{{"a", {{"rows", plain}}}};
        QCOMPARE("{\n  \"a\": {\n    \"rows\": " + written(rows, 4) + "\n  }\n}", nested.dump(2));
    }

    void editsAreThoseOfAPlainArray() {
        std::mt19937 random(20260401);
        Json::array_t plain = rowsOf(3000);
        SharedRows rows(rowsOf(3000));
        for (int step = 0; step < 200; ++step) {
            const std::size_t first = random() % plain.size();
            const std::size_t end = std::min(plain.size(), first + random() % 40 * (random() % 40));
            if (step % 3 == 0 && end - first < plain.size()) {
                plain.erase(plain.begin() + static_cast<std::ptrdiff_t>(first),
                            plain.begin() + static_cast<std::ptrdiff_t>(end));
                rows.erase(first, end);
            } else if (step % 3 == 1) {
                for (std::size_t row = first; row < end; ++row) plain[row][0] = step;
                rows.edit(first, end, [step](std::size_t, Json& cells) { cells[0] = step; });
            } else {
                Json::array_t more = rowsOf(random() % 1500);
                plain.insert(plain.end(), more.begin(), more.end());
                rows.append(std::move(more));
            }
            QCOMPARE(rows.size(), plain.size());
            const std::size_t any = random() % plain.size();
            QVERIFY(rows[any] == plain[any]);
        }
        QVERIFY(rows.json() == Json(plain));
        QVERIFY(rows == SharedRows(plain));  // the same rows in other blocks
        rows.erase(0, rows.size());
        QVERIFY(rows.empty());
        QVERIFY(rows == SharedRows());
    }

    void copiesKeepTheirValues() {
        const SharedRows before(rowsOf(2500));
        SharedRows after = before;
        QVERIFY(after.sharesPlaceWith(before));
        after.edit(1500, 1501, [](std::size_t, Json& cells) { cells[1] = "other"; });
        QVERIFY(before.json() == Json(rowsOf(2500)));
        QVERIFY(after[1500][1] == "other");
        QVERIFY(!(after == before));
        after.edit(1500, 1501, [&before](std::size_t row, Json& cells) { cells = before[row]; });
        QVERIFY(after == before);
        QVERIFY(!after.sharesPlaceWith(before));
    }

    void answersAreKeptUntilTheNextEdit() {
        SharedRows rows(rowsOf(3));
        const SharedRows copy = rows;
        int asked = 0;
        const auto ask = [&asked] { return std::to_string(++asked); };
        QCOMPARE(rows.remembered("q", ask), std::string("1"));
        QCOMPARE(copy.remembered("q", ask), std::string("1"));
        QCOMPARE(copy.remembered("other", ask), std::string("2"));
        rows.edit(0, 1, [](std::size_t, Json& cells) { cells[0] = 9; });
        QCOMPARE(rows.remembered("q", ask), std::string("3"));
        QCOMPARE(copy.remembered("q", ask), std::string("1"));
    }

    /// Digests in files of earlier versions were made from the plain JSON.
    void digestsAreThoseOfPlainInputs() {
        for (const std::size_t count : {0, 2, 3000}) {
            Json plain = twoTables(count);
            StudyRequest request = requestOf(plain);
            QCOMPARE(request.rows.size(), std::size_t(2));
            QVERIFY(inputsWithRows(request) == plain);
            QCOMPARE(studyDigest(request), plainDigest("summary", plain));
            const StudyRequest before = request;

            setInput(request, "columns", "y");
            plain["columns"] = "y";
            QCOMPARE(studyDigest(request), plainDigest("summary", plain));
            if (count > 0) {
                request.rows["data"].edit(1, 2, [](std::size_t, Json& cells) { cells[0] = 0.5; });
                plain["data"]["rows"][1][0] = 0.5;
                QCOMPARE(studyDigest(request), plainDigest("summary", plain));
                request.rows["areas"].erase(0, 1);
                plain["areas"]["rows"].erase(0);
                QCOMPARE(studyDigest(request), plainDigest("summary", plain));
            }
            request.method = "regression";
            QCOMPARE(studyDigest(request), plainDigest("regression", plain));
            QCOMPARE(studyDigest(before), plainDigest("summary", twoTables(count)));
            setInput(request, "data", nullptr);
            QVERIFY(!request.rows.contains("data"));
        }
    }

    /// Readers of a value and editors of its copies, at the same time.
    void copiesAreEditedWhileOthersRead() {
        const StudyRequest shared = requestOf(twoTables(4000));
        const std::string expected = plainDigest("summary", twoTables(4000));
        std::atomic<int> faults = 0;
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) {
            threads.emplace_back([&, thread] {
                StudyRequest mine = shared;
                for (int step = 0; step < 20; ++step) {
                    if (studyDigest(shared) != expected) ++faults;
                    const auto row = static_cast<std::size_t>(thread * 900 + step);
                    mine.rows["data"].edit(row, row + 1, [step](std::size_t, Json& cells) { cells[0] = step + 0.5; });
                    if (mine == shared || studyDigest(mine) == expected) ++faults;
                    if (mine.rows["data"][row][0] != step + 0.5) ++faults;
                }
            });
        }
        threads.clear();
        QCOMPARE(faults.load(), 0);
        QVERIFY(inputsWithRows(shared) == twoTables(4000));
    }
};

}  // namespace

QTEST_APPLESS_MAIN(SharedRowsTest)
#include "shared_rows_test.moc"
