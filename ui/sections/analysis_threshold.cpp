#include "ui/sections/analysis_threshold.h"

#include "app/report/case_text.h"
#include "app/report/outcome_axes.h"
#include "models/params/registry.h"
#include "ui/sections/analysis_inputs.h"
#include "ui/sections/value_page.h"

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int pointsOfPicture = 41;

QString readable(double value) {
    return QString::fromStdString(readableNumber(value, uiLanguage()));
}

}  // namespace

ThresholdTab::ThresholdTab(Session& session, QWidget* parent)
    : AnalysisTab(session, parent),
      m_parameter(new ParameterChooser),
      m_range(new RangeFields),
      m_strategy(compactList()),
      m_wtp(new AnalysisNumber) {
    m_parameter->setObjectName(u"parameter"_s);
    addRow(QT_TR_NOOP("Parameter"), m_parameter);
    addRow(QT_TR_NOOP("Range"), m_range);
    addRow(QT_TR_NOOP("Strategy"), m_strategy);
    addRow(QT_TR_NOOP("Willingness to pay"), m_wtp);
    connect(m_parameter, &QComboBox::currentIndexChanged, this,
            [this] { m_range->propose(current(), m_parameter->parameterId()); });
    finish();
}

void ThresholdTab::retranslateInputs() {
    m_range->setLanguageWords(tr("Low end"), tr("High end"));
}

void ThresholdTab::forget() {
    m_parameter->clear();
    m_wtp->clear();
}

void ThresholdTab::refresh() {
    const bool empty = m_parameter->count() == 0;
    m_parameter->fill(current(), ownValueIds(current()));
    const std::vector<std::string> widest = widestParameters(session());
    if (empty && !widest.empty()) m_parameter->choose(widest[0]);
    fillStrategies(m_strategy, current());
    if (m_wtp->text().isEmpty()) m_wtp->setNumber(current().outcomes->referenceWtp);
}

Result<ThresholdTab::Answer> ThresholdTab::search(const Case& value, const RulePack& pack, const std::string& parameter,
                                                  const OneWayRange& range, std::size_t strategy, double wtp,
                                                  const RunOptions& options) {
    auto found = thresholdSearch(value, pack, parameter, range, strategy, wtp, options);
    if (!found) return found.issues();
    Answer answer{.search = std::move(*found)};
    std::vector<std::map<std::string, double>> points;
    for (int i = 0; i < pointsOfPicture; ++i) {
        const double share = static_cast<double>(i) / (pointsOfPicture - 1);
        points.push_back({{parameter, range.low + share * (range.high - range.low)}});
    }
    auto results = evaluateAt(value, pack, points, options);
    if (!results) return answer;  // a point that the model refuses: the search has said so
    for (const auto& point : points) answer.values.push_back(point.at(parameter));
    answer.results = std::move(*results);
    return answer;
}

void ThresholdTab::start() {
    Issues issues;
    const auto [low, high] = m_range->read(issues);
    const double wtp = m_wtp->read(issues);
    if (!issues.empty()) return tell(issues);
    run([parameter = m_parameter->parameterId(), range = OneWayRange{low, high},
         strategy = static_cast<std::size_t>(m_strategy->currentData().toInt()), wtp, pack = rules()](
            const Case& value,
            const RunOptions& options) { return search(value, pack, parameter, range, strategy, wtp, options); },
        [this](Answer found) {
            m_answer = std::move(found);
            tell(m_answer.search.notes);
        });
}

QString ThresholdTab::sentence() const {
    const ThresholdSearch& search = m_answer.search;
    const Parameter& parameter = analysed().parameters.at(search.parameter);
    const QString label = shown(parameterLabel(search.parameter, parameter));
    const QString unit = shown(caseUnitText(analysed(), parameterUnit(search.parameter, parameter)));
    const QString wtp = readable(search.wtp) + u' ' + shown(currencyPerEffectText(analysed()));
    if (search.roots.empty()) {
        return tr("No value of “%1” in this range brings the net benefit to zero at %2: the decision stays the same.")
            .arg(label, wtp);
    }
    QStringList roots;
    for (const double root : search.roots) roots << (readable(root) + u' ' + unit).trimmed();
    return tr("With “%1” at %2 the net benefit is zero: the ICER equals %3.").arg(label, roots.join(u", "_s), wtp);
}

SectionResults ThresholdTab::results() const {
    SectionResults shown;
    if (m_answer.results.empty()) return shown;
    const Case& value = analysed();
    const ThresholdSearch& search = m_answer.search;
    const Parameter& parameter = value.parameters.at(search.parameter);
    const auto& strategies = value.outcomes->strategies;
    const auto comparator = std::ranges::find(strategies, value.outcomes->comparator, &OutcomeStrategy::id);
    LineSeries series{.name = strategies[search.strategy].name};
    for (std::size_t i = 0; i < m_answer.values.size(); ++i) {
        const auto benefit = figureAt(m_answer.results[i], OutcomeFigure::netBenefit, search.strategy,
                                      static_cast<std::size_t>(comparator - strategies.begin()), search.wtp);
        if (benefit) series.points.push_back({m_answer.values[i], *benefit});
    }
    LineFigure lines;
    lines.x = makeAxis(parameterLabel(search.parameter, parameter),
                       caseUnitText(value, parameterUnit(search.parameter, parameter)));
    lines.y = costAxis(value, {"増分純便益", "Incremental net benefit"});
    lines.series = {std::move(series)};
    lines.horizontals = {{{"0", "0"}, 0.0}};
    for (const double root : search.roots) {
        lines.verticals.push_back({{readableNumber(root, Language::ja), readableNumber(root, Language::en)}, root});
    }
    const Figure figure{.id = "outcomes.threshold",
                        .title = {"閾値探索", "Threshold search"},
                        .caption = {"縦線で増分純便益が0になる。", "At the vertical line the net benefit is zero."},
                        .content = std::move(lines)};
    addTable(shown, figureTable(figure));
    addFigure(shown, figure);
    return shown;
}

}  // namespace kachi
