#include "ui/sections/map_panel.h"

#include "ui/charts/figure_view.h"
#include "ui/editors/no_wheel.h"
#include "ui/editors/table_clipboard.h"
#include "ui/itemmodels/area_list_model.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/icons.h"

#include <QAction>
#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr int nameColumn = 1;  ///< of the list
constexpr int sideBySide = 3;  ///< id of the button after those of before, after and difference

constexpr std::array<MapShape, 2> shapes{MapShape::outlines, MapShape::tiles};
constexpr std::array<MapClasses, 4> classifications{MapClasses::quantiles, MapClasses::equalWidths,
                                                    MapClasses::naturalBreaks, MapClasses::continuous};

MapView viewOf(const Figure& figure) {
    return std::get<MapFigure>(figure.content).view;
}

}  // namespace

MapPanel::MapPanel(QWidget* parent)
    : QWidget(parent),
      m_shown(new QButtonGroup(this)),
      m_mapRow(new QHBoxLayout),
      m_splitter(new QSplitter(Qt::Horizontal)),
      m_shape(new QComboBox),
      m_classes(new QComboBox),
      m_search(new QLineEdit),
      m_list(new QTableView),
      m_areas(new AreaListModel(this)),
      m_copy(new QAction(this)),
      m_copyAll(new QAction(this)) {
    auto* maps = new QWidget;
    auto* column = new QVBoxLayout(maps);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeViewBar());
    column->addLayout(m_mapRow, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(maps);
    m_splitter->addWidget(makeList());
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSizeConstraint(QLayout::SetNoConstraint);  // minimumSizeHint is that of the narrow arrangement
    layout->addWidget(m_splitter);
    retranslate();
}

QSize MapPanel::minimumSizeHint() const {
    return {textColumns(this, 30), fontMetrics().height() * 20};
}

QWidget* MapPanel::makeViewBar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    const int gap = fontMetrics().height() / 4;
    row->setContentsMargins(0, gap, 0, 0);
    row->setSpacing(gap);
    for (const int id : {0, 1, 2, sideBySide}) {
        auto* button = new QToolButton;
        button->setObjectName(u"choice"_s);
        button->setCheckable(true);
        m_shown->addButton(button, id);
        row->addWidget(button);
    }
    m_shown->button(0)->setChecked(true);
    row->addStretch(1);
    connect(m_shown, &QButtonGroup::idClicked, this, &MapPanel::showMaps);
    return bar;
}

QHBoxLayout* MapPanel::makeChoices() {
    auto* row = new QHBoxLayout;
    row->setSpacing(fontMetrics().height() / 4);
    for (QComboBox* box : {m_shape, m_classes}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(3);
        ignoreWheelWithoutFocus(box);
        row->addWidget(box, 1);
        connect(box, &QComboBox::activated, this, &MapPanel::takeChoices);
    }
    return row;
}

QWidget* MapPanel::makeList() {
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(u"search"_s), QLineEdit::LeadingPosition);
    m_list->setModel(m_areas);
    m_list->setSortingEnabled(true);
    m_list->sortByColumn(0, Qt::AscendingOrder);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setTextElideMode(Qt::ElideRight);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setTabKeyNavigation(false);
    m_list->setShowGrid(false);
    m_list->setAlternatingRowColors(true);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_list->addActions({m_copy, m_copyAll});
    connect(m_copy, &QAction::triggered, this, [this] { copyRows(selectedRows); });
    connect(m_copyAll, &QAction::triggered, this, [this] { copyRows(everyRow); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& words) {
        {
            const QSignalBlocker blocker(m_list->selectionModel());  // rows that go choose no other area
            m_areas->search(words);
        }
        showList();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (m_areas->rowCount() == 0) return;
        choose(m_areas->codeAt(0));
        m_list->setFocus(Qt::OtherFocusReason);
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (now.isValid()) choose(m_areas->codeAt(now.row()));
    });
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    const int gap = fontMetrics().height() / 4;
    column->setContentsMargins(0, gap, 0, 0);
    column->setSpacing(gap);
    column->addLayout(makeChoices());
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    return side;
}

void MapPanel::retranslate() {
    const std::array names{tr("Before"), tr("After"), tr("Difference"), tr("Side by side")};
    for (std::size_t id = 0; id < names.size(); ++id) m_shown->button(static_cast<int>(id))->setText(names[id]);
    const auto fill = [](QComboBox* box, const QStringList& texts) {
        const QSignalBlocker blocker(box);
        const int chosen = std::max(0, box->currentIndex());
        box->clear();
        box->addItems(texts);
        box->setCurrentIndex(chosen);
    };
    fill(m_shape, {tr("Map"), tr("Tiles")});
    fill(m_classes, {tr("Quantiles"), tr("Equal widths"), tr("Natural breaks"), tr("No classes")});
    m_shape->setAccessibleName(tr("Shape of the map"));
    m_classes->setAccessibleName(tr("Classes of the map"));
    m_shape->setToolTip(m_shape->accessibleName());
    m_classes->setToolTip(m_classes->accessibleName());
    m_search->setPlaceholderText(tr("Find an area"));
    m_search->setAccessibleName(tr("Find an area"));
    m_list->setAccessibleName(tr("Areas of the map"));
    m_copy->setText(tr("Copy"));
    m_copyAll->setText(tr("Copy the whole list"));
}

void MapPanel::setMaps(std::vector<Figure> maps, Language language) {
    const bool changed = maps.size() > 1;
    m_maps = std::move(maps);
    m_language = language;
    for (QAbstractButton* button : m_shown->buttons()) button->setVisible(changed);
    if (!changed) m_shown->button(0)->setChecked(true);
    showMaps();
}

void MapPanel::setStale(bool stale) {
    m_stale = stale;
    for (FigureView* view : m_views) view->setStale(stale);
}

void MapPanel::fitViews(std::size_t count) {
    fitCount(m_views, count, [this](FigureView* view) {
        m_mapRow->addWidget(view, 1);
        view->show();  // at once: a layout shows what is added later only in the next turn of events
        connect(view, &FigureView::failed, this, &MapPanel::failed);
        connect(view, &FigureView::regionClicked, this, &MapPanel::choose);
        connect(view, &FigureView::regionHovered, this, &MapPanel::hover);
        connect(view, &FigureView::mapChoicesChanged, this, [this, view] { shareChoices(view); });
    });
}

void MapPanel::showMaps() {
    std::vector<Figure> shown;
    for (const Figure& map : m_maps) {
        const bool wanted = m_maps.size() == 1 || m_shown->checkedId() == sideBySide ||
                            static_cast<int>(viewOf(map)) == m_shown->checkedId();
        if (wanted) shown.push_back(map);
    }
    if (shown.empty() && !m_maps.empty()) shown.push_back(m_maps.front());
    fitViews(shown.size());
    for (std::size_t i = 0; i < shown.size(); ++i) {
        m_views[i]->setLanguage(m_language);
        m_views[i]->setStale(m_stale);
        m_views[i]->setFigure(shown[i]);
        m_views[i]->setMarkedRegion(m_chosen);
    }
    arrange();
    takeChoices();
    if (shown.empty()) return;
    const int columns = m_areas->columnCount();
    m_areas->setMap(std::get<MapFigure>(shown.back().content), m_language);
    if (m_areas->columnCount() != columns) fitColumns();
    showList();
}

void MapPanel::fitColumns() {
    // Names and values come first, and a long heading does not push them out of sight; the code is last.
    QHeaderView* heading = m_list->horizontalHeader();
    heading->setStretchLastSection(false);
    const int most = textColumns(this, 14);
    for (int column = 0; column < m_areas->columnCount(); ++column) {
        int width = std::min(heading->sectionSizeHint(column), most);
        for (int row = 0; row < m_areas->rowCount(); ++row) {
            const QString words = m_areas->index(row, column).data().toString();
            width = std::max(width, fontMetrics().horizontalAdvance(words) + fontMetrics().height());
        }
        heading->resizeSection(column, width);
    }
    heading->moveSection(heading->visualIndex(0), m_areas->columnCount() - 1);
    heading->setStretchLastSection(true);
}

void MapPanel::showList() {
    const int row = m_areas->rowOf(m_chosen);
    if (row < 0) {
        m_list->clearSelection();
        m_list->setCurrentIndex({});
        return;
    }
    if (m_list->currentIndex().row() != row) m_list->setCurrentIndex(m_areas->index(row, nameColumn));
    m_list->scrollTo(m_areas->index(row, nameColumn));
}

void MapPanel::choose(const std::string& code) {
    if (code == m_chosen) return;
    m_chosen = code;
    for (FigureView* view : m_views) view->setMarkedRegion(code);
    showList();
}

void MapPanel::hover(const std::string& code) {
    m_areas->setHovered(code);
    for (FigureView* view : m_views) view->setHoveredRegion(code);
    const int row = m_areas->rowOf(code);
    if (row >= 0) m_list->scrollTo(m_areas->index(row, nameColumn));
}

void MapPanel::shareChoices(const FigureView* from) {
    m_shape->setCurrentIndex(static_cast<int>(std::ranges::find(shapes, from->mapShape()) - shapes.begin()));
    m_classes->setCurrentIndex(
        static_cast<int>(std::ranges::find(classifications, from->mapClasses()) - classifications.begin()));
    takeChoices();
}

void MapPanel::takeChoices() {
    const auto shape = static_cast<std::size_t>(std::max(0, m_shape->currentIndex()));
    const auto classes = static_cast<std::size_t>(std::max(0, m_classes->currentIndex()));
    for (FigureView* view : m_views) view->setMapChoices(shapes[shape], classifications[classes]);
}

void MapPanel::copyRows(Copied which) {
    const auto cells = [this](const auto& text) {
        QStringList row;
        for (int column = 0; column < m_areas->columnCount(); ++column) row << text(column);
        return row;
    };
    std::vector<QStringList> rows;
    if (which == everyRow) {
        rows.push_back(cells([this](int column) {
            return m_areas->headerData(column, Qt::Horizontal, AreaListModel::rawRole).toString();
        }));
    }
    for (int row = 0; row < m_areas->rowCount(); ++row) {
        if (which == selectedRows && !m_list->selectionModel()->isRowSelected(row)) continue;
        rows.push_back(cells(
            [this, row](int column) { return m_areas->index(row, column).data(AreaListModel::rawRole).toString(); }));
    }
    if (!rows.empty()) QGuiApplication::clipboard()->setText(toTsv(rows));
}

void MapPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

/// The list stands beside the maps, below them where the panel is upright or has no room for both.
void MapPanel::arrange() {
    const bool several = m_views.size() > 1;
    const bool below = height() > 1.3 * width() || width() < textColumns(this, several ? 160 : 72);
    const Qt::Orientation orientation = below ? Qt::Vertical : Qt::Horizontal;
    if (m_splitter->orientation() == orientation && m_arranged) return;
    m_arranged = true;
    m_splitter->setOrientation(orientation);
    const int all = below ? height() : width();
    m_splitter->setSizes({all * 3 / 5, all * 2 / 5});
}

}  // namespace kachi
