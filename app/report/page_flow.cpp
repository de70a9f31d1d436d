#include "app/report/page_flow.h"

namespace kachi {

std::vector<Page> paginate(const std::vector<FlowItem>& items) {
    std::vector<Page> pages(1);
    double y = page::top;
    const auto newPage = [&](const FlowItem& first) {
        if (!pages.back().empty()) pages.emplace_back();
        y = page::top;
        if (first.repeatedHead) {
            pages.back().push_back({first.repeatedHead.get(), y});
            y += first.repeatedHead->height;
        }
    };
    const auto chainHeight = [&](std::size_t first) {
        double height = items[first].height;
        for (std::size_t i = first; items[i].keepWithNext && i + 1 < items.size(); ++i) {
            height += items[i + 1].spaceBefore + items[i + 1].height;
        }
        return height;
    };
    const double room = page::bottom - page::top;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const FlowItem& item = items[i];
        const bool startsChain = i == 0 || !items[i - 1].keepWithNext;
        const double chain = startsChain ? chainHeight(i) : item.height;
        const double needed = chain > room ? item.height : chain;
        if (item.breakBefore || y + item.spaceBefore + needed > page::bottom) newPage(item);
        if (y > page::top) y += item.spaceBefore;
        pages.back().push_back({&item, y});
        y += item.height;
    }
    return pages;
}

}  // namespace kachi
