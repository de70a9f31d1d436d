#pragma once

#include "app/interchange/zip_package.h"
#include "models/statistics/distribution.h"
#include "models/statistics/reference_distributions.h"
#include "models/statistics/survival_family.h"

#include <QRegularExpression>
#include <QString>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <vector>

namespace kachi {

/// Works the formulas of an .xlsx file out again from its typed numbers alone, without the stored values: the operators
/// and functions of the labour and regional sheets, over numbers and ranges of one column.
class SheetCalculator {
public:
    struct Cell {
        QString formula;
        std::optional<double> stored;
    };

    explicit SheetCalculator(const QByteArray& book) {
        const auto package = ZipPackage::open(book, QStringLiteral("book.xlsx"), {});
        QXmlStreamReader names(*package->read(QStringLiteral("xl/workbook.xml")));
        int number = 0;
        while (!names.atEnd()) {
            names.readNext();
            if (!names.isStartElement() || names.name() != QLatin1String("sheet")) continue;
            const QString name = names.attributes().value(QLatin1String("name")).toString();
            readSheet(name, *package->read(QStringLiteral("xl/worksheets/sheet%1.xml").arg(++number)));
        }
    }

    /// Cells by "Sheet!C7".
    const std::map<QString, Cell>& cells() const { return m_cells; }

    /// NaN where the formula gives words.
    double value(const QString& place) {
        const auto known = m_values.find(place);
        if (known != m_values.end()) return known->second;
        const auto cell = m_cells.find(place);
        if (cell == m_cells.end()) qFatal("no number at %s", qPrintable(place));
        if (cell->second.formula.isEmpty()) return cell->second.stored.value();
        const Parser outer = m_parser;
        m_parser = {cell->second.formula, 0, place.section(QLatin1Char('!'), 0, 0)};
        const double result = comparison().at(0);
        m_parser = outer;
        m_values[place] = result;
        return result;
    }

    /// Another number in an input cell; everything is worked out anew.
    void change(const QString& place, double number) {
        if (!m_cells.at(place).formula.isEmpty()) qFatal("%s is no input", qPrintable(place));
        m_cells[place].stored = number;
        m_values.clear();
    }

private:
    using Values = std::vector<double>;  ///< one number, or those of a range

    struct Parser {
        QString text;
        qsizetype at = 0;
        QString sheet;
    };

    void readSheet(const QString& name, const QByteArray& xml) {
        QXmlStreamReader reader(xml);
        QString place;
        bool words = false;
        while (!reader.atEnd()) {
            reader.readNext();
            if (!reader.isStartElement()) continue;
            if (reader.name() == QLatin1String("c")) {
                place = name + QLatin1Char('!') + reader.attributes().value(QLatin1String("r")).toString();
                words = reader.attributes().hasAttribute(QLatin1String("t"));
            } else if (reader.name() == QLatin1String("f")) {
                m_cells[place].formula = reader.readElementText();
            } else if (reader.name() == QLatin1String("v") && !words) {
                m_cells[place].stored = reader.readElementText().toDouble();
            }
        }
    }

    bool take(const char* token) {
        const QLatin1String wanted(token);
        if (!QStringView(m_parser.text).mid(m_parser.at).startsWith(wanted)) return false;
        m_parser.at += wanted.size();
        return true;
    }

    void need(const char* token) {
        if (!take(token)) qFatal("%s expected at %lld of %s", token, m_parser.at, qPrintable(m_parser.text));
    }

    static Values each(const Values& first, const Values& second, const std::function<double(double, double)>& apply) {
        Values result(std::max(first.size(), second.size()));
        for (std::size_t i = 0; i < result.size(); ++i) {
            result[i] = apply(first[first.size() == 1 ? 0 : i], second[second.size() == 1 ? 0 : i]);
        }
        return result;
    }

    Values comparison() {
        Values left = sum();
        while (true) {
            if (take("<=")) {
                left = each(left, sum(), [](double a, double b) { return a <= b ? 1.0 : 0.0; });
            } else if (take(">=")) {
                left = each(left, sum(), [](double a, double b) { return a >= b ? 1.0 : 0.0; });
            } else if (take("<")) {
                left = each(left, sum(), [](double a, double b) { return a < b ? 1.0 : 0.0; });
            } else if (take(">")) {
                left = each(left, sum(), [](double a, double b) { return a > b ? 1.0 : 0.0; });
            } else if (take("=")) {
                left = each(left, sum(), [](double a, double b) { return a == b ? 1.0 : 0.0; });
            } else {
                return left;
            }
        }
    }

    Values sum() {
        Values left = product();
        while (true) {
            if (take("+")) {
                left = each(left, product(), std::plus());
            } else if (take("-")) {
                left = each(left, product(), std::minus());
            } else {
                return left;
            }
        }
    }

    Values product() {
        Values left = power();
        while (true) {
            if (take("*")) {
                left = each(left, power(), std::multiplies());
            } else if (take("/")) {
                left = each(left, power(), std::divides());
            } else {
                return left;
            }
        }
    }

    Values power() {
        Values left = atom();
        while (take("^")) left = each(left, atom(), [](double a, double b) { return std::pow(a, b); });
        return left;
    }

    Values atom() {
        if (take("TRUE")) return {1};
        if (take("(")) {
            Values inner = comparison();
            need(")");
            return inner;
        }
        if (take("\"")) {
            m_parser.at = m_parser.text.indexOf(QLatin1Char('"'), m_parser.at) + 1;
            return {std::nan("")};
        }
        static const QRegularExpression number(QStringLiteral("\\G[0-9]+(\\.[0-9]+)?"));
        static const QRegularExpression function(QStringLiteral("\\G([A-Z]+)\\("));
        static const QRegularExpression reference(
            QStringLiteral("\\G(?:(?:([A-Za-z]+)|'([^']+)')!)?\\$?([A-Z]+)\\$?([0-9]+)(?::\\$?[A-Z]+\\$?([0-9]+))?"));
        if (const auto match = number.match(m_parser.text, m_parser.at); match.hasMatch()) {
            m_parser.at = match.capturedEnd();
            return {match.captured().toDouble()};
        }
        if (const auto match = function.match(m_parser.text, m_parser.at); match.hasMatch()) {
            m_parser.at = match.capturedEnd();
            return called(match.captured(1));
        }
        const auto match = reference.match(m_parser.text, m_parser.at);
        if (!match.hasMatch()) qFatal("not read at %lld: %s", m_parser.at, qPrintable(m_parser.text));
        m_parser.at = match.capturedEnd();
        const QString named = match.captured(1) + match.captured(2);  // plain or in quotes
        const QString sheet = named.isEmpty() ? m_parser.sheet : named;
        const int first = match.captured(4).toInt();
        const int last = match.captured(5).isEmpty() ? first : match.captured(5).toInt();
        Values values;
        for (int row = first; row <= last; ++row) {
            values.push_back(value(sheet + QLatin1Char('!') + match.captured(3) + QString::number(row)));
        }
        return values;
    }

    /// The arguments of a function whose bracket is open. IF works out both branches; NaN stays in the other one.
    Values called(const QString& name) {
        if (take(")")) return {std::nan("")};  // NA()
        std::vector<Values> arguments;
        do arguments.push_back(comparison());
        while (take(","));
        need(")");
        const Values& first = arguments[0];
        const auto one = [&first](const std::function<double(double)>& apply) {
            Values result;
            for (const double x : first) result.push_back(apply(x));
            return result;
        };
        if (name == QLatin1String("IF")) return first[0] != 0 ? arguments[1] : arguments[2];
        if (name == QLatin1String("ABS")) return one([](double x) { return std::abs(x); });
        if (name == QLatin1String("LN")) return one([](double x) { return std::log(x); });
        if (name == QLatin1String("EXP")) return one([](double x) { return std::exp(x); });
        if (name == QLatin1String("SQRT")) return one([](double x) { return std::sqrt(x); });
        if (name == QLatin1String("NORMSDIST")) return one([](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; });
        if (name == QLatin1String("NORMSINV")) return one(normalQuantile);
        if (name == QLatin1String("GAMMALN")) return one([](double x) { return std::lgamma(x); });
        if (name == QLatin1String("GAMMADIST")) {
            const SurvivalParameters gamma{SurvivalFamily::gamma, {arguments[1][0], arguments[2][0], 0}};
            return {1 - survivalAt(gamma, first[0])};
        }
        if (name == QLatin1String("CHIDIST")) return {upperChiSquared(first[0], arguments[1][0])};
        if (name == QLatin1String("POWER")) return {std::pow(first[0], arguments[1][0])};
        if (name == QLatin1String("INDEX")) return {indexed(first, arguments[1][0])};
        if (name == QLatin1String("MATCH")) {
            const Values& keys = arguments[1];
            return {static_cast<double>(std::upper_bound(keys.begin(), keys.end(), first[0]) - keys.begin())};
        }
        if (name == QLatin1String("SUMIF")) {
            double total = 0;
            for (std::size_t i = 0; i < first.size(); ++i) total += first[i] == arguments[1][0] ? arguments[2][i] : 0;
            return {total};
        }
        Values all = first;
        for (std::size_t i = 1; i < arguments.size(); ++i) {
            if (name == QLatin1String("SUMPRODUCT")) {
                all = each(all, arguments[i], std::multiplies());
            } else {
                all.insert(all.end(), arguments[i].begin(), arguments[i].end());
            }
        }
        if (name == QLatin1String("SUM") || name == QLatin1String("SUMPRODUCT")) {
            return {std::accumulate(all.begin(), all.end(), 0.0)};
        }
        if (name == QLatin1String("COUNT")) return {static_cast<double>(all.size())};
        if (name == QLatin1String("MIN")) return {*std::min_element(all.begin(), all.end())};
        if (name == QLatin1String("MAX")) return {*std::max_element(all.begin(), all.end())};
        qFatal("function %s", qPrintable(name));
        return {};
    }

    /// NaN outside the range, as the branch of an IF that is not taken.
    static double indexed(const Values& range, double at) {
        const auto place = static_cast<std::size_t>(at);
        return at >= 1 && place <= range.size() ? range[place - 1] : std::nan("");
    }

    std::map<QString, Cell> m_cells;
    std::map<QString, double> m_values;
    Parser m_parser;
};

}  // namespace kachi
