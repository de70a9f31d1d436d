#include "app/rules/shipped_series.h"

#include "models/pricing/price_series_fields.h"

#include <QFile>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

struct SeriesFile {
    std::vector<PriceSeries> series;
};

template <class Archive>
void describe(Archive& archive, SeriesFile& file) {
    archive.field("series", file.series);
}

}  // namespace

Result<std::vector<PriceSeries>> shippedSeries() {
    QFile file(u":/tables/price-series.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return Issue{"session.cannotRead",
                     Severity::error,
                     file.fileName().toStdString(),
                     file.errorString().toStdString(),
                     {},
                     {}};
    }
    const auto json = nlohmann::json::parse(file.readAll().toStdString());
    SeriesFile read;
    Issues issues;
    UnknownKeys unknown;
    JsonReader(json, "", issues, unknown).object(read);
    if (!issues.empty()) return issues;
    return std::move(read.series);
}

}  // namespace kachi
