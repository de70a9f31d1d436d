#include "app/rules/published_decisions.h"

#include "app/rules/shipped_table.h"
#include "models/precedents/precedent_fields.h"

namespace kachi {

using namespace Qt::StringLiterals;

const std::vector<Precedent>& publishedDecisions() {
    static const std::vector<Precedent> decisions =
        shippedTable<Precedent>(u":/tables/precedents.json"_s, "precedents");
    return decisions;
}

}  // namespace kachi
