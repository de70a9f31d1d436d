#pragma once

#include "models/core/result.h"
#include "models/core/text.h"

#include <QString>

namespace kachi {

/// Days before are refused in tables: they are what spreadsheets and databases write for an empty date (1899-12-30,
/// 1900-01-00, 1753-01-01), and nothing that is assessed happened then.
inline constexpr int earliestYear = 1900;

/// Day of an ISO date: "2026-06-01" → 令和8年6月1日 / 1 June 2026. From 1873-01-01, when Japan took the Gregorian
/// calendar. The first year of an era is 元年.
/// Issues: interchange.notADate.
Result<QString> dateText(const QString& isoDate, Language language);

/// Fiscal year, April to March, of an ISO date: 令和8年度 / FY2026. A year in which the era changes bears the new era's
/// name throughout (FY2019 is 令和元年度: agreement of the ministries on the display of years, 1 April 2019).
/// From FY1927 on, earlier changes were named otherwise.
/// Issues: interchange.notADate.
Result<QString> fiscalYearText(const QString& isoDate, Language language);

/// "2026-04" from a month as tables write it: 2026-04, 2026/4, 2026.4, 202604, 2026年4月, 令和8年4月, R8.4, or the
/// first or last day of the month as a date.
/// Issues: interchange.notAMonth, interchange.dayOutsideEra, interchange.dayTooEarly.
Result<QString> parseMonth(const QString& text, const QString& where);

/// "2026-06-01" from a day as tables write it: 2026-06-01, 2026/6/1, 2026.6.1, 20260601, 2026年6月1日, 令和8年6月1日,
/// 令8.6.1, R8.6.1, R8/6/1, in full width too. The last day of Meiji and of Taisho is the first of the next era as
/// well. Issues: interchange.notADay for a text of another form, interchange.dayOutsideEra, and those of calendarDay.
Result<QString> parseDay(const QString& text, const QString& where);

/// ISO text of a day from the earliest year on. @param text  as it stands in the table, for the issues
/// Issues: interchange.noSuchDay, interchange.dayTooEarly.
Result<QString> calendarDay(int year, int month, int day, const QString& text, const QString& where);

}  // namespace kachi
