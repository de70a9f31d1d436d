#pragma once

#include <QPainter>

#include <functional>
#include <memory>
#include <vector>

namespace kachi {

/// Layout of printed pages. All lengths are points (1/72 inch).
namespace page {
inline constexpr double millimetre = 72.0 / 25.4;
inline constexpr double width = 210.0 * millimetre;
inline constexpr double height = 297.0 * millimetre;
inline constexpr double margin = 20.0 * millimetre;
inline constexpr double textWidth = width - 2.0 * margin;
inline constexpr double top = margin + 4.0 * millimetre;  ///< first line, below the running head
inline constexpr double bottom = height - margin;
}  // namespace page

/// The smallest thing that is never cut by a page end: a line of text, a line of a table row, a figure.
struct FlowItem {
    double spaceBefore = 0.0;  ///< dropped at the top of a page
    double height = 0.0;
    bool keepWithNext = false;
    bool breakBefore = false;
    std::function<void(QPainter&, double top)> draw{};
    std::shared_ptr<const FlowItem> repeatedHead{};  ///< drawn again when this item begins a page: table heads
};

/// An item and where it stands on its page.
struct PlacedItem {
    const FlowItem* item = nullptr;
    double top = 0.0;
};

using Page = std::vector<PlacedItem>;

/// Distributes items over pages; chains of keepWithNext stay together unless they are longer than a page.
/// The pages point into `items`.
std::vector<Page> paginate(const std::vector<FlowItem>& items);

}  // namespace kachi
