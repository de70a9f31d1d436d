#pragma once

#include "models/pricing/rule_pack.h"

#include <optional>
#include <string>
#include <vector>

namespace kachi {

/// One published price decision, or one row of a price list. Read-only facts with their source.
struct Precedent {
    std::string id;
    std::string route;  ///< id of a price route; "priceList" for a listed price without its calculation
    int year = 0;       ///< calendar year of the decision
    std::string date;   ///< as the source writes it
    std::string product;
    std::string company;
    std::string field;               ///< number in the price list, e.g. "021"
    std::string category;            ///< application class, e.g. "C1"
    std::string premium;             ///< premium kind of the rule packs; empty: none or not read
    std::string premiumText;         ///< the premium as printed where its kind was not read
    std::vector<std::string> items;  ///< requirement items, e.g. "ハ-c"
    std::optional<double> rate;      ///< A, percent
    std::optional<double> points;
    std::optional<double> comparatorPrice;  ///< yen
    std::optional<double> priceBefore;      ///< yen, of a revised price
    std::optional<double> price;            ///< yen
    std::optional<double> temporaryPrice;   ///< yen, with the extra for rapid introduction
    std::optional<double> foreignRatio;     ///< price / foreign average
    std::string status;                     ///< how it was read: verified, secondary, derived
    std::string document;
    std::string url;

    bool operator==(const Precedent&) const = default;
};

/// What to look for; empty parts hold nothing back.
struct PrecedentQuery {
    std::string words;  ///< every word must stand in product, company, category, document or field
    std::string route;
    std::string field;
    std::string premium;  ///< premium kind
    std::string item;     ///< requirement item by its letter: "ハ" finds "ハ" and "ハ-c"
    int fromYear = 0;
    int toYear = 9999;
    std::optional<double> claimedRate;  ///< A of the analyst's own claim, percent; shown beside what is found
};

/// Precedents that answer the query, newest first.
std::vector<Precedent> findPrecedents(const std::vector<Precedent>& all, const PrecedentQuery& query);

/// How often each rate A was granted among these precedents, by ascending rate.
std::vector<std::pair<double, int>> grantedRates(const std::vector<Precedent>& precedents);

/// Letter of a requirement item: "ハ-c" → "ハ".
std::string itemLetter(const std::string& item);

}  // namespace kachi
