#include "ui/windows/missing_list.h"

#include "models/case/validate.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/figure_text.h"
#include "ui/windows/icons.h"
#include "ui/windows/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

MissingList::MissingList(const Session& session, QWidget* parent)
    : QFrame(parent), m_session(session), m_title(styledLabel("heading")), m_lines(new QVBoxLayout) {
    setObjectName(u"card"_s);
    m_lines->setSpacing(2);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addLayout(m_lines);
    layout->addStretch(1);
}

void MissingList::refresh() {
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        // A click on a line may lead here: it goes out of sight now and is deleted when the click is done with.
        QWidget* line = item->widget();
        line->hide();
        line->setParent(nullptr);
        line->deleteLater();
        delete item;
    }
    m_title->setText(tr("What is missing"));
    if (!m_session.hasCase()) return;

    const Issues issues = m_session.issues();
    const auto isError = [](const Issue& issue) { return issue.severity == Severity::error; };
    const auto errors = static_cast<int>(std::ranges::count_if(issues, isError));
    if (errors > 0) {
        addLine(false, tr("Faults that stop a calculation: %1").arg(errors),
                std::ranges::find_if(issues, isError)->where);
    } else {
        addLine(true, tr("No fault stops a calculation"), {});
    }

    const Sources found = sources();
    if (found.missing.empty()) {
        addLine(true, tr("Every value has a source (%1 values)").arg(found.all), {});
    } else {
        addLine(false, tr("Values without a source: %1 of %2").arg(found.missing.size()).arg(found.all),
                found.missing.front());
    }
    if (!found.assumed.empty()) {
        addLine(false, tr("Values resting on assumptions: %1 of %2").arg(found.assumed.size()).arg(found.all),
                found.assumed.front());
    }

    QStringList unused;
    std::string firstUnused;
    for (const std::string& model : valueModels()) {
        if (usesModel(m_session.document().current(), model)) continue;
        unused << modelName(model);
        if (firstUnused.empty()) firstUnused = model;
    }
    if (unused.isEmpty()) {
        addLine(true, tr("All sections are in use"), {});
    } else {
        addLine(false, tr("Not used: %1").arg(unused.join(tr(", "))), firstUnused);
    }
}

MissingList::Sources MissingList::sources() const {
    Sources sources;
    const Case& value = m_session.document().current();
    for (const auto& [id, parameter] : value.parameters) {
        if (!parameter.value || !parameter.expression.empty()) continue;
        const std::string section = sectionOf(id);
        if (std::ranges::find(valueModels(), section) != valueModels().end() && !usesModel(value, section)) continue;
        ++sources.all;
        if (parameter.source.kind == SourceKind::none && parameter.evidence.evidence.empty()) {
            sources.missing.push_back(id);
        } else if (parameter.source.kind == SourceKind::assumption) {
            sources.assumed.push_back(id);
        }
    }
    return sources;
}

void MissingList::addLine(bool good, const QString& text, const std::string& where) {
    QFrame* line = nullptr;
    if (where.empty()) {
        line = new QFrame;
    } else {
        auto* link = new ClickableCard;
        link->setToolTip(tr("Go to the first"));
        connect(link, &ClickableCard::clicked, this, [this, where] { Q_EMIT goToRequested(where); });
        line = link;
    }
    line->setObjectName(u"line"_s);
    line->setAccessibleName(text);
    auto* icon = new IconLabel(1.0);
    icon->setIcon(good ? themedIcon(u"good"_s, themeColours().good)
                       : themedIcon(u"incomplete"_s, themeColours().warning));
    auto* words = new QLabel;
    setWrappedText(words, text);
    auto* row = new QHBoxLayout(line);
    const int space = fontMetrics().height() / 5;
    row->setContentsMargins(space, space, space, space);
    row->addWidget(icon);
    row->addWidget(words, 1);
    if (!where.empty()) {
        auto* go = new IconLabel(0.8);
        go->setIcon(themedIcon(u"go"_s, themeColours().muted));
        row->addWidget(go);
    }
    m_lines->addWidget(line);
}

}  // namespace kachi
