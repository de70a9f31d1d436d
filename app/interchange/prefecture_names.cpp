#include "app/interchange/prefecture_names.h"

#include <QRegularExpression>

#include <array>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

struct PrefectureName {
    const char16_t* ja;
    const char16_t* en;
};

// JIS X 0401 order.
constexpr std::array<PrefectureName, prefectureCount> names{{
    {u"北海道", u"Hokkaido"}, {u"青森県", u"Aomori"},      {u"岩手県", u"Iwate"},     {u"宮城県", u"Miyagi"},
    {u"秋田県", u"Akita"},    {u"山形県", u"Yamagata"},    {u"福島県", u"Fukushima"}, {u"茨城県", u"Ibaraki"},
    {u"栃木県", u"Tochigi"},  {u"群馬県", u"Gunma"},       {u"埼玉県", u"Saitama"},   {u"千葉県", u"Chiba"},
    {u"東京都", u"Tokyo"},    {u"神奈川県", u"Kanagawa"},  {u"新潟県", u"Niigata"},   {u"富山県", u"Toyama"},
    {u"石川県", u"Ishikawa"}, {u"福井県", u"Fukui"},       {u"山梨県", u"Yamanashi"}, {u"長野県", u"Nagano"},
    {u"岐阜県", u"Gifu"},     {u"静岡県", u"Shizuoka"},    {u"愛知県", u"Aichi"},     {u"三重県", u"Mie"},
    {u"滋賀県", u"Shiga"},    {u"京都府", u"Kyoto"},       {u"大阪府", u"Osaka"},     {u"兵庫県", u"Hyogo"},
    {u"奈良県", u"Nara"},     {u"和歌山県", u"Wakayama"},  {u"鳥取県", u"Tottori"},   {u"島根県", u"Shimane"},
    {u"岡山県", u"Okayama"},  {u"広島県", u"Hiroshima"},   {u"山口県", u"Yamaguchi"}, {u"徳島県", u"Tokushima"},
    {u"香川県", u"Kagawa"},   {u"愛媛県", u"Ehime"},       {u"高知県", u"Kochi"},     {u"福岡県", u"Fukuoka"},
    {u"佐賀県", u"Saga"},     {u"長崎県", u"Nagasaki"},    {u"熊本県", u"Kumamoto"},  {u"大分県", u"Oita"},
    {u"宮崎県", u"Miyazaki"}, {u"鹿児島県", u"Kagoshima"}, {u"沖縄県", u"Okinawa"},
}};

}  // namespace

std::optional<int> prefectureNumber(const QString& text) {
    QString name = text.normalized(QString::NormalizationForm_KC);
    name.remove(QRegularExpression(u"\\s"_s));
    static const QRegularExpression code(u"^(\\d{1,2})(?:000\\d?)?$"_s);
    if (const auto match = code.match(name); match.hasMatch()) {
        const int number = match.captured(1).toInt();
        return number >= 1 && number <= prefectureCount ? std::optional<int>(number) : std::nullopt;
    }
    static const QRegularExpression romanSuffix(u"-(to|do|fu|ken)$"_s, QRegularExpression::CaseInsensitiveOption);
    QString roman = name;
    roman.remove(romanSuffix);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const QString ja = QString::fromUtf16(names[i].ja);
        const bool shortName = ja != u"北海道" && name == ja.chopped(1);
        if (name == ja || shortName || roman.compare(QString::fromUtf16(names[i].en), Qt::CaseInsensitive) == 0) {
            return static_cast<int>(i) + 1;
        }
    }
    return std::nullopt;
}

QString prefectureName(int number) {
    return QString::fromUtf16(names.at(static_cast<std::size_t>(number - 1)).ja);
}

}  // namespace kachi
