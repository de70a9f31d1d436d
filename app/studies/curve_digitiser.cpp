#include "app/studies/curve_digitiser.h"

#include "app/studies/import_memory.h"
#include "app/studies/study_requests.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kachi {
namespace {

constexpr int colourTolerance = 60;      ///< of the sum of the differences of red, green and blue
constexpr int whiteFrom = 235;           ///< of every channel
constexpr int longestGap = 12;           ///< pixels without the colour
constexpr double toleratedRise = 0.005;  ///< of the height of the axis between its two points

Issue fault(const char* code, const char* axis, const std::string& value = {}) {
    return {code, Severity::error, axis, value, {}, {}};
}

Issues axisFaultsOf(const AxisReference& axis, const char* name) {
    if (!axis.complete()) return {fault("digitiser.axisMissing", name)};
    Issues issues;
    const QPointF between = *axis.pixels[1] - *axis.pixels[0];
    if (QPointF::dotProduct(between, between) < 1) issues.push_back(fault("digitiser.axisPointsEqual", name));
    if (*axis.values[0] == *axis.values[1]) {
        issues.push_back(fault("digitiser.axisValuesEqual", name, numberText(*axis.values[0])));
    }
    return issues;
}

bool isWhite(QRgb colour) {
    return qRed(colour) >= whiteFrom && qGreen(colour) >= whiteFrom && qBlue(colour) >= whiteFrom;
}

bool alike(QRgb first, QRgb second) {
    return std::abs(qRed(first) - qRed(second)) + std::abs(qGreen(first) - qGreen(second)) +
               std::abs(qBlue(first) - qBlue(second)) <=
           colourTolerance;
}

struct Run {
    int top = 0;
    int bottom = 0;
};

/// The run of the colour in a column of pixels that is nearest to, or below, the run of the column before.
std::optional<Run> runIn(const QImage& picture, int column, QRgb colour, const Run& before) {
    constexpr int reach = 2;  // pixels a level line may wander upwards
    for (int y = std::max(0, before.top - reach); y < picture.height(); ++y) {
        if (!alike(picture.pixel(column, y), colour)) continue;
        Run run{y, y};
        while (run.bottom + 1 < picture.height() && alike(picture.pixel(column, run.bottom + 1), colour)) ++run.bottom;
        // Further down without a step that leads there it is another curve, or the axis.
        if (run.top > before.bottom + reach) return {};
        return run;
    }
    return {};
}

std::vector<QPointF> withoutLevelPoints(const std::vector<QPointF>& points) {
    std::vector<QPointF> kept;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool level =
            i > 0 && i + 1 < points.size() && points[i - 1].y() == points[i].y() && points[i + 1].y() == points[i].y();
        if (!level) kept.push_back(points[i]);
    }
    return kept;
}

}  // namespace

double AxisReference::valueAt(QPointF pixel) const {
    const QPointF along = *pixels[1] - *pixels[0];
    const double share = QPointF::dotProduct(pixel - *pixels[0], along) / QPointF::dotProduct(along, along);
    return *values[0] + share * (*values[1] - *values[0]);
}

Issues CurveDigitiser::axisFaults() const {
    Issues issues = axisFaultsOf(time, "x");
    append(issues, axisFaultsOf(survival, "y"));
    return issues;
}

bool CurveDigitiser::inPercent() const {
    return std::ranges::any_of(survival.values, [](const auto& value) { return value.value_or(0) > 1; });
}

Issues CurveDigitiser::faults() const {
    Issues issues = axisFaults();
    if (!issues.empty()) return issues;
    if (std::ranges::all_of(curves, [](const DigitisedCurve& curve) { return curve.points.empty(); })) {
        issues.push_back({"digitiser.noPoints", Severity::error, {}, {}, {}, {}});
    }
    const double whole = inPercent() ? 100 : 1;
    const double tolerated = toleratedRise * std::abs(*survival.values[1] - *survival.values[0]);
    for (const DigitisedCurve& curve : curves) {
        std::vector<QPointF> values;
        for (const QPointF& pixel : curve.points) values.push_back(valueAt(pixel));
        std::ranges::sort(values, {}, [](const QPointF& value) { return value.x(); });
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto report = [&](const char* code, double limit) {
                Issue issue{code,
                            Severity::error,
                            curve.arm.toStdString(),
                            numberText(values[i].y()),
                            numberText(limit),
                            {{"time", numberText(values[i].x())}}};
                issues.push_back(std::move(issue));
            };
            if (values[i].y() < -tolerated || values[i].y() > whole + tolerated) report("digitiser.outside", whole);
            if (i > 0 && values[i].y() > values[i - 1].y() + tolerated) report("digitiser.rises", values[i - 1].y());
        }
    }
    return issues;
}

nlohmann::json CurveDigitiser::data() const {
    const double whole = inPercent() ? 100 : 1;
    nlohmann::json rows = nlohmann::json::array();
    for (const DigitisedCurve& curve : curves) {
        std::vector<QPointF> values;
        for (const QPointF& pixel : curve.points) values.push_back(valueAt(pixel));
        std::ranges::sort(values, {}, [](const QPointF& value) { return value.x(); });
        for (const QPointF& value : values) {
            // A click a pixel before the origin or above the top means the origin and the top.
            rows.push_back({curve.arm.toStdString(), std::max(0.0, value.x()), std::clamp(value.y(), 0.0, whole)});
        }
    }
    return {{"columns", {"arm", "time", "survival"}}, {"rows", std::move(rows)}};
}

std::vector<QPointF> tracedCurve(const QImage& picture, QPoint start) {
    if (!picture.rect().contains(start)) return {};
    const QRgb colour = picture.pixel(start);
    if (isWhite(colour)) return {};
    Run run{start.y(), start.y()};
    while (run.top > 0 && alike(picture.pixel(start.x(), run.top - 1), colour)) --run.top;
    while (run.bottom + 1 < picture.height() && alike(picture.pixel(start.x(), run.bottom + 1), colour)) ++run.bottom;
    std::vector<QPointF> points;
    int thickness = run.bottom - run.top + 1;
    int gap = 0;
    double level = 0;
    for (int column = start.x(); column < picture.width() && gap <= longestGap; ++column) {
        const std::optional<Run> found = runIn(picture, column, colour, run);
        if (!found) {
            ++gap;
            continue;
        }
        gap = 0;
        thickness = std::min(thickness, found->bottom - found->top + 1);
        const double half = (thickness - 1) / 2.0;
        const double before = std::exchange(level, std::max(level, found->bottom - half));
        run = {found->bottom - thickness + 1, found->bottom};
        // A step shows at the left edge of its vertical stroke, which is as thick as the line; it lies in the middle.
        const bool step = !points.empty() && level - before > thickness;
        const double x = step ? column + half : column;
        points.emplace_back(points.empty() ? x : std::max(x, points.back().x()), level);
    }
    return withoutLevelPoints(points);
}

void setDigitisedCurves(Case& value, const std::string& study, const CurveDigitiser& digitiser, const QString& fileName,
                        const QString& digest) {
    setStudyData(value, study, "data", digitiser.data(), fileName.toStdString(), digest.toStdString());
    StudyRequest* request = findStudyRequest(value, study);
    if (!request) return;
    giveRoles(*request, {{"group", {"arm"}}, {"time", {"time"}}, {"survival", {"survival"}}});
    if (digitiser.inPercent()) {
        request->inputs["scale"] = "percent";
    } else {
        request->inputs.erase("scale");
    }
}

}  // namespace kachi
