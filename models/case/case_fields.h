#pragma once

#include "models/case/archive.h"
#include "models/case/case.h"
#include "models/statistics/distribution_fields.h"

namespace kachi {

inline constexpr ChoiceName<SourceKind> sourceKindNames[] = {
    {SourceKind::none, "none"},           {SourceKind::published, "published"}, {SourceKind::official, "official"},
    {SourceKind::secondary, "secondary"}, {SourceKind::derived, "derived"},     {SourceKind::assumption, "assumption"}};

template <class Archive>
void describe(Archive& archive, Source& source) {
    archive.choice("kind", source.kind, sourceKindNames);
    archive.optional("citation", source.citation);
    archive.optional("url", source.url);
}

template <class Archive>
void describe(Archive& archive, EvidenceLink& link) {
    archive.optional("evidence", link.evidence);
    archive.optional("locator", link.locator);
    archive.optional("study", link.study);
    archive.optional("estimate", link.estimate);
    archive.optional("digest", link.digest);
}

template <class Archive>
void describe(Archive& archive, SensitivityRange& range) {
    archive.field("low", range.low);
    archive.field("high", range.high);
}

template <class Archive>
void describe(Archive& archive, Parameter& parameter) {
    archive.optional("label", parameter.label);
    archive.optionalUnit("unit", parameter.unit);
    archive.optional("value", parameter.value);
    archive.optional("expression", parameter.expression);
    archive.optional("range", parameter.range);
    archive.optional("distribution", parameter.distribution);
    archive.optional("source", parameter.source);
    archive.optional("evidence", parameter.evidence);
    archive.optional("note", parameter.note);
}

/// The mean of a multivariate normal group is the base value of its members, so it is not stored twice.
template <class Archive>
void describe(Archive& archive, JointGroup& group) {
    archive.field("id", group.id);
    archive.choice("kind", group.kind, jointKindNames);
    archive.field("members", group.members);
    archive.optional("concentration", group.concentration);
    archive.optional("covariance", group.covariance);
    archive.optional("correlation", group.correlation);
    archive.optional("rows", group.rows);
    archive.optional("inOrder", group.inOrder);
}

template <class Archive>
void describe(Archive& archive, Product& product) {
    archive.field("name", product.name);
    archive.optional("genericName", product.genericName);
    archive.optional("maker", product.maker);
    archive.optional("indication", product.indication);
    archive.optional("comparator", product.comparator);
    archive.optional("description", product.description);
}

template <class Archive>
void describe(Archive& archive, Context& context) {
    archive.optional("applicationClass", context.applicationClass);
    archive.optional("functionalCategory", context.functionalCategory);
    archive.field("rulePack", context.rulePack);
    archive.optional("comparedPack", context.comparedPack);
    archive.optional("perspective", context.perspective);
    archive.optional("decisionDate", context.decisionDate);
    archive.optional("rules", context.rules);
}

template <class Archive>
void describe(Archive& archive, Scenario& scenario) {
    archive.field("id", scenario.id);
    archive.field("name", scenario.name);
    archive.field("values", scenario.values);
}

template <class Archive>
void describe(Archive& archive, RunSettings& run) {
    archive.field("draws", run.draws);
    archive.field("seed", run.seed);
    archive.optionalChoice("design", run.design, designNames);
    archive.optional("sobolDimensions", run.sobolDimensions);
}

template <class Archive>
void describe(Archive& archive, ReportSettings& report) {
    archive.optional("text", report.text);
    archive.optional("hidden", report.hidden);
}

template <class Archive>
void describe(Archive& archive, Case& value) {
    archive.field("id", value.id);
    archive.field("title", value.title);
    archive.field("product", value.product);
    archive.field("context", value.context);
    archive.field("parameters", value.parameters);
    archive.optional("jointGroups", value.jointGroups);
    archive.optional("tables", value.tables);
    archive.optional("priceSeries", value.priceSeries);
    archive.optional("outcomes", value.outcomes);
    archive.optional("labour", value.labour);
    archive.optional("equalisation", value.equalisation);
    archive.optional("pricing", value.pricing);
    archive.optional("recalculation", value.recalculation);
    archive.optional("routes", value.routes);
    archive.optional("studies", value.studies);
    archive.optional("evidence", value.evidence);
    archive.optional("literature", value.literature);
    archive.optional("claims", value.claims);
    archive.optional("scenarios", value.scenarios);
    archive.optional("run", value.run);
    archive.optional("report", value.report);
}

}  // namespace kachi
