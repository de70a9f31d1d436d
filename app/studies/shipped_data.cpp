#include "app/studies/shipped_data.h"

#include "app/studies/study_data.h"
#include "app/studies/study_requests.h"

#include <QFileInfo>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

const std::vector<ShippedData>& shippedData() {
    static const std::vector<ShippedData> tables{
        {{"都道府県（人口、ブロック）", "Prefectures: population, block"},
         "総務省統計局「令和2年国勢調査」「人口推計（2023年10月1日）」",
         u":/tables/prefectures.csv"_s},
        {{"二次医療圏（人口、病院、病床）", "Secondary medical areas: population, hospitals, beds"},
         "厚生労働省「令和6年度病床機能報告」、総務省「住民基本台帳に基づく人口、人口動態及び世帯数」",
         u":/tables/medical-areas.csv"_s},
        {{"都道府県別の手術6項目（2023年度）", "Six procedures by prefecture, FY2023"},
         "厚生労働省「第10回NDBオープンデータ」、総務省統計局「人口推計（2023年10月1日）」",
         u":/tables/ndb-procedures-2023.csv"_s}};
    return tables;
}

void setShippedData(Case& value, const std::string& study, const std::string& field, const ShippedData& table) {
    const auto raw = readTable(table.resource);
    if (!raw) qFatal("%s cannot be read", qPrintable(table.resource));
    const std::string digest = raw->digest.toStdString();
    auto data = studyData(*raw);
    if (!data) qFatal("%s cannot be taken", qPrintable(table.resource));
    setStudyData(value, study, field, std::move(data).value(), QFileInfo(table.resource).fileName().toStdString(),
                 digest);
    const auto evidence = std::ranges::find(value.evidence, digest, &Evidence::digest);
    if (evidence == value.evidence.end()) return;
    evidence->title = table.name;
    evidence->citation = table.citation;
}

}  // namespace kachi
