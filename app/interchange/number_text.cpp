#include "app/interchange/number_text.h"

#include "app/interchange/issue_text.h"
#include "models/core/yen.h"
#include "models/fields/field_limits.h"

#include <QRegularExpression>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestNumber = 60;  // characters; no amount needs more

/// One piece of "1億2,000万": digits without grouping and the power of ten of its 億 or 万.
struct Part {
    QString digits;
    int power = 0;
};

bool isYen(Unit unit) {
    switch (unit) {
        case Unit::yen:
        case Unit::yenPerYear:
        case Unit::yenPerHour:
        case Unit::yenPerMinute:
        case Unit::yenPerQaly:
        case Unit::yenPerForeign:
            return true;
        default:
            return false;
    }
}

bool takesPercent(Unit unit) {
    switch (unit) {
        case Unit::none:
        case Unit::probability:
        case Unit::rate:
        case Unit::ratio:
        case Unit::percent:
        case Unit::utility:
            return true;
        default:
            return false;
    }
}

QString normalized(const QString& text) {
    return text.normalized(QString::NormalizationForm_KC).trimmed();
}

bool suffixFits(const QString& suffix, Unit unit) {
    if (suffix.isEmpty()) return true;
    if (suffix == u"円") return unit == Unit::none || isYen(unit);
    if (suffix == u"点") return unit == Unit::none || unit == Unit::points;
    if (suffix == u"%") return takesPercent(unit);
    const Text label = unitText(unit);
    return suffix == normalized(QString::fromStdString(label.ja)) ||
           suffix.compare(normalized(QString::fromStdString(label.en)), Qt::CaseInsensitive) == 0;
}

int powerOf(QStringView multiplier) {
    int power = 0;
    for (const QChar character : multiplier) {
        switch (character.unicode()) {
            case u'十':
                power += 1;
                break;
            case u'百':
                power += 2;
                break;
            case u'千':
                power += 3;
                break;
            case u'万':
                power += 4;
                break;
            case u'億':
                power += 8;
                break;
            case u'兆':
                power += 12;
                break;
            default:
                break;
        }
    }
    return power;
}

class NumberParser {
public:
    NumberParser(const QString& text, const NumberContext& context) : m_text(text), m_context(context) {}

    Result<double> parse() {
        const bool footnoteDigits = std::any_of(m_text.begin(), m_text.end(), [](QChar character) {
            return character.category() == QChar::Number_Other || character.category() == QChar::Number_Letter;
        });
        if (footnoteDigits || m_text.size() > longestNumber) return notANumber();
        QString rest = normalized(m_text);
        bool negative = false;
        bool yenSign = false;
        if (rest.startsWith(u'(') && rest.endsWith(u')')) {
            negative = true;
            rest = rest.mid(1, rest.size() - 2).trimmed();
            yenSign = takeYenSign(rest);
        } else {
            yenSign = takeYenSign(rest);
            negative = takeSign(rest);
            yenSign = takeYenSign(rest) || yenSign;
        }
        // Possessive quantifiers keep the match linear.
        static const QRegularExpression shape(
            u"^((?:[0-9.,]++(?:[eE][+-]?[0-9]{1,3}+)?\\s*[十百千]?[万億兆]?\\s*)++)([^0-9.,]*)$"_s);
        const QRegularExpressionMatch match = shape.match(rest);
        if (!match.hasMatch()) return notANumber();
        const QString suffix = match.captured(2).trimmed();
        if (!suffixFits(suffix, m_context.unit) || (yenSign && !suffixFits(u"円"_s, m_context.unit))) {
            return unitMismatch(suffix.isEmpty() ? u"¥"_s : suffix);
        }
        Result<std::vector<Part>> parts = split(match.captured(1));
        if (!parts) return parts.issues();
        const int percentPower = suffix == u"%" && m_context.unit != Unit::percent ? -2 : 0;
        std::optional<double> value = valueOf(*parts, percentPower);
        if (value && m_context.factor != 1) value = scaled(*value);
        if (!value) return notANumber();
        return withinLimits(negative ? 0.0 - *value : *value);
    }

private:
    Issue issue(const char* code, const QString& limit = {}) const {
        return interchangeIssue(code, m_context.where, m_text, limit);
    }
    Issue notANumber() const { return issue("interchange.notANumber"); }

    Issue unitMismatch(const QString& found) const {
        if (m_context.unit == Unit::none) return notANumber();
        const Text label = unitText(m_context.unit);
        Issue mismatch = issue("interchange.unitMismatch", QString::fromStdString(label.ja));
        mismatch.details = {{"found", found.toStdString()}, {"unitJa", label.ja}, {"unitEn", label.en}};
        return mismatch;
    }

    Issue ambiguous(const QString& first, const QString& second) const {
        Issue question = issue("interchange.ambiguousNumber");
        question.details = {{"first", first.toStdString()}, {"second", second.toStdString()}};
        return question;
    }

    /// ¥, and the backslash that CP932 shows as ¥.
    static bool takeYenSign(QString& rest) {
        if (!rest.startsWith(u'¥') && !rest.startsWith(u'\\')) return false;
        rest = rest.mid(1).trimmed();
        return true;
    }

    static bool takeSign(QString& rest) {
        static const QString minusSigns = u"-−△▲"_s;
        const bool negative = !rest.isEmpty() && minusSigns.contains(rest.front());
        if (negative || rest.startsWith(u'+')) rest = rest.mid(1).trimmed();
        return negative;
    }

    Result<std::vector<Part>> split(const QString& body) const {
        static const QRegularExpression piece(u"([0-9.,]+)([eE][+-]?[0-9]+)?\\s*([十百千]?[万億兆]?)"_s);
        std::vector<Part> parts;
        for (auto each = piece.globalMatch(body); each.hasNext();) {
            const QRegularExpressionMatch match = each.next();
            const Result<QString> digits = ungrouped(match.captured(1));
            if (!digits) return digits.issues();
            const QString exponent = match.captured(2).mid(1);
            if (!exponent.isEmpty() && !match.captured(3).isEmpty()) return notANumber();
            parts.push_back({*digits, exponent.toInt() + powerOf(match.captured(3))});
        }
        return parts;
    }

    /// Digits with at most a decimal point, or the question which of two readings is meant.
    Result<QString> ungrouped(const QString& text) const {
        static const QRegularExpression plain(u"^(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)$"_s);
        static const QRegularExpression grouped(u"^[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\\.[0-9]*)?$"_s);
        static const QRegularExpression commaDecimal(u"^[0-9]+,[0-9]+$"_s);
        static const QRegularExpression pointGrouped(u"^[0-9]{1,3}(?:\\.[0-9]{3})+(?:,[0-9]+)?$"_s);
        QString withoutCommas = text;
        withoutCommas.remove(u',');
        QString commaAsPoint = text;
        commaAsPoint.remove(u'.').replace(u',', u'.');

        if (m_context.decimalMark == u',') {
            const bool readable = pointGrouped.match(text).hasMatch() || commaDecimal.match(text).hasMatch() ||
                                  (plain.match(text).hasMatch() && !text.contains(u'.'));
            if (readable) return commaAsPoint;
            return notANumber();
        }
        if (plain.match(text).hasMatch()) return text;
        if (grouped.match(text).hasMatch()) return withoutCommas;
        const bool twoReadings =
            commaDecimal.match(text).hasMatch() || (pointGrouped.match(text).hasMatch() && text.count(u'.') == 1);
        if (!m_context.decimalMark && twoReadings) return ambiguous(commaAsPoint, withoutCommas);
        return notANumber();
    }

    /// Correctly rounded double of the parts; nothing when they do not descend (1万2億) or leave the range of a double.
    static std::optional<double> valueOf(const std::vector<Part>& parts, int extraPower) {
        if (parts.size() == 1) return fromDecimal(parts[0].digits, parts[0].power + extraPower);
        Rational sum = 0;
        Rational finest = 0;
        for (const Part& part : parts) {
            const Result<Rational> digits =
                parseRational((part.digits + u'e' + QString::number(part.power)).toStdString());
            if (!digits) return std::nullopt;
            const bool last = &part == &parts.back();
            const bool descends = finest == 0 || *digits < finest;
            if (!descends || (!last && (part.power == 0 || part.digits.contains(u'.')))) return std::nullopt;
            finest = parseRational("1e" + std::to_string(part.power)).value();
            sum += *digits;
        }
        return fromDecimal(QString::fromStdString(rationalText(sum, static_cast<int>(longestNumber))), extraPower);
    }

    std::optional<double> scaled(double value) const {
        if (!std::isfinite(m_context.factor)) return std::nullopt;
        const Rational product = exactDecimal(value) * exactDecimal(m_context.factor);
        return fromDecimal(QString::fromStdString(rationalText(product, static_cast<int>(longestNumber))), 0);
    }

    static std::optional<double> fromDecimal(const QString& digits, int power) {
        const std::string text = (digits + u'e' + QString::number(power)).toStdString();
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
        return value;
    }

    Result<double> withinLimits(double value) const {
        if (m_context.limits.whole && value != std::floor(value)) return issue("interchange.notWhole");
        if (isWithin(exactDecimal(value), m_context.limits)) return value;
        return issue("interchange.outOfRange", QString::fromStdString(limitText(m_context.limits)));
    }

    const QString& m_text;
    const NumberContext& m_context;
};

}  // namespace

Result<double> parseNumber(const QString& text, const NumberContext& context) {
    return NumberParser(text, context).parse();
}

}  // namespace kachi
