#include "app/interchange/number_formats.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

FormatKind formatKindOfCode(const QString& code) {
    static const QRegularExpression zeros(u"^0{2,}$"_s);
    static const QRegularExpression elapsed(u"\\[(h+|m+|s+)\\]"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression literals(u"\"[^\"]*\"|\\\\.|_.|\\*.|\\[[^\\]]*\\]"_s);
    if (zeros.match(code).hasMatch()) return FormatKind::zeroPadded;
    const QString section = code.section(u';', 0, 0);
    if (elapsed.match(section).hasMatch()) return FormatKind::duration;
    QString bare = section;
    bare.remove(literals);
    bare.remove("General"_L1, Qt::CaseInsensitive).remove(u"G/標準"_s);
    static const QRegularExpression dateParts(u"[ymdhsge]"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression digits(u"[0#?]"_s);
    const bool scientific = bare.contains("E+"_L1, Qt::CaseInsensitive) || bare.contains("E-"_L1, Qt::CaseInsensitive);
    const bool fractionOfSecond = bare.contains("ss.0"_L1, Qt::CaseInsensitive);
    const bool hasParts = dateParts.match(bare).hasMatch();
    return hasParts && !scientific && (fractionOfSecond || !digits.match(bare).hasMatch()) ? FormatKind::date
                                                                                           : FormatKind::number;
}

FormatKind formatKindOfBuiltin(int identifier) {
    if (identifier == 46) return FormatKind::duration;  // [h]:mm:ss
    const bool date = (identifier >= 14 && identifier <= 22) || (identifier >= 27 && identifier <= 36) ||
                      identifier == 45 || identifier == 47 || (identifier >= 50 && identifier <= 58);
    return date ? FormatKind::date : FormatKind::number;
}

QString dateOfSerial(double serial, bool since1904) {
    if (!(serial >= 0) || serial >= 2'958'466) return {};
    double days = std::floor(serial);
    qint64 seconds = std::llround((serial - days) * 86'400);
    if (seconds == 86'400) {
        days += 1;
        seconds = 0;
    }
    const QTime time = QTime(0, 0).addSecs(static_cast<int>(seconds));
    if (days == 0 && !since1904) return time.toString(u"HH:mm:ss"_s);
    QDate origin(1904, 1, 1);
    if (!since1904) {
        if (days == 60) return {};
        origin = days < 60 ? QDate(1899, 12, 31) : QDate(1899, 12, 30);
    }
    const QString date = origin.addDays(static_cast<qint64>(days)).toString(Qt::ISODate);
    return seconds == 0 ? date : date + u'T' + time.toString(u"HH:mm:ss"_s);
}

}  // namespace kachi
