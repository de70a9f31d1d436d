#include "models/price_routes/route_reader.h"

namespace kachi {

RouteReader::RouteReader(const std::vector<Field>& fields, const PriceRequest& request, const RulePack& pack,
                         const RouteSurroundings& surroundings, Issues& issues)
    : FieldCells(fields, request.inputs, "/inputs", surroundings.named, issues),
      m_pack(pack),
      m_surroundings(surroundings),
      m_issues(issues) {}

}  // namespace kachi
