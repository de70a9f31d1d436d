#include "ui/charts/figure_painter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

/// Nodes evenly on an ellipse that leaves room for their names, the first at the top, clockwise.
struct CircleLayout {
    QPointF centre;
    double reachX = 0;
    double reachY = 0;
    std::size_t count = 0;

    double angle(std::size_t node) const {
        return 2.0 * std::numbers::pi * static_cast<double>(node) / static_cast<double>(count);
    }
    QPointF place(std::size_t node, double further = 0) const {
        return {centre.x() + (reachX + further) * std::sin(angle(node)),
                centre.y() - (reachY + further) * std::cos(angle(node))};
    }
};

double largest(const std::vector<double>& values) {
    const double most = values.empty() ? 1.0 : *std::ranges::max_element(values);
    return most > 0.0 ? most : 1.0;
}

/// A name outside the circle, on the side its node lies on.
void drawName(const Canvas& canvas, const CircleLayout& layout, std::size_t node, double radius, const QString& name,
              const QRectF& area) {
    const double em = canvas.em();
    const QPointF anchor = layout.place(node, radius + 0.4 * em);
    const QFont font = canvas.theme.font(0.9);
    const double side = std::sin(layout.angle(node));
    const double width = std::min(canvas.textWidth(name, font) + 2.0, 0.3 * area.width());
    const double height = canvas.textHeight(width, name, font);
    const double left = std::abs(side) < 0.2 ? anchor.x() - width / 2.0 : side > 0 ? anchor.x() : anchor.x() - width;
    const double up = std::cos(layout.angle(node));
    const double top = std::abs(side) < 0.2 ? (up > 0 ? anchor.y() - height : anchor.y()) : anchor.y() - height / 2.0;
    canvas.drawText({std::clamp(left, area.left(), area.right() - width), top, width, height}, name, font,
                    canvas.theme.text,
                    side < -0.2  ? Qt::AlignRight
                    : side > 0.2 ? Qt::AlignLeft
                                 : Qt::AlignHCenter);
}

}  // namespace

void paintNetwork(const Canvas& canvas, const QRectF& area, const NetworkFigure& network) {
    const ChartTheme& theme = canvas.theme;
    const double em = canvas.em();
    const CircleLayout layout{area.center(), std::max(4.0 * em, 0.5 * area.width() - 0.2 * area.width() - 2.0 * em),
                              std::max(3.0 * em, 0.5 * area.height() - 3.2 * em), network.nodes.size()};
    std::vector<double> sizes;
    std::vector<double> weights;
    for (const NetworkNode& node : network.nodes) sizes.push_back(node.size);
    for (const NetworkEdge& edge : network.edges) weights.push_back(edge.weight);
    const double mostSize = largest(sizes);
    const double mostWeight = largest(weights);
    for (const NetworkEdge& edge : network.edges) {
        const QPointF from = layout.place(static_cast<std::size_t>(edge.from));
        const QPointF to = layout.place(static_cast<std::size_t>(edge.to));
        const double thickness = 0.1 * em + 0.6 * em * std::max(0.0, edge.weight) / mostWeight;
        canvas.painter.setPen(QPen(theme.axis, thickness, Qt::SolidLine, Qt::RoundCap));
        canvas.painter.drawLine(from, to);
        const QPointF middle = (from + to) / 2.0;
        const QString words = canvas.text(network.nodes[static_cast<std::size_t>(edge.from)].name) + u" – "_s +
                              canvas.text(network.nodes[static_cast<std::size_t>(edge.to)].name) + u'\n' +
                              canvas.text(edge.label);
        canvas.hotSpots.push_back({QRectF(middle.x() - em, middle.y() - em, 2 * em, 2 * em), words.trimmed()});
    }
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
        const double radius = em * (0.4 + 0.9 * std::sqrt(std::max(0.0, network.nodes[i].size) / mostSize));
        const QPointF centre = layout.place(i);
        canvas.painter.setPen(QPen(theme.background, theme.hairline() * 2.0));
        canvas.painter.setBrush(theme.seriesColour(0));
        canvas.painter.drawEllipse(centre, radius, radius);
        drawName(canvas, layout, i, radius, canvas.text(network.nodes[i].name), area);
        canvas.hotSpots.push_back({QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
                                   canvas.text(network.nodes[i].name)});
    }
}

}  // namespace kachi
