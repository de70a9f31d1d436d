#include "ui/sections/digitiser_dialog.h"

#include "app/interchange/number_text.h"
#include "models/core/sha256.h"
#include "ui/editors/no_wheel.h"
#include "ui/sections/digitiser_picture.h"
#include "ui/windows/clickable_card.h"
#include "ui/windows/issue_messages.h"
#include "ui/windows/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr double grabDistance = 6;  ///< screen pixels
constexpr double traceStep = 3;     ///< screen pixels between traced points

const std::array<QString, 4>& axisLabels() {
    static const std::array<QString, 4> labels{u"x1"_s, u"x2"_s, u"y1"_s, u"y2"_s};
    return labels;
}

}  // namespace

DigitiserDialog::DigitiserDialog(QWidget* parent)
    : QDialog(parent),
      m_open(new QPushButton(tr("Picture…"))),
      m_zoom(new QComboBox),
      m_tools(new QButtonGroup(this)),
      m_values{},
      m_arm(new QComboBox),
      m_picture(new DigitiserPicture),
      m_scroll(new QScrollArea),
      m_points(new QTableWidget),
      m_message(styledLabel("warning")),
      m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel)) {
    setWindowTitle(tr("Read curves from a picture"));
    m_digitiser.curves.push_back({tr("Arm %1").arg(1), {}});
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Take as data"));
    m_message->setWordWrap(true);
    for (const int percent : {50, 100, 150, 200, 300}) m_zoom->addItem(u"%1 %"_s.arg(percent), percent / 100.0);
    m_zoom->setCurrentIndex(1);
    m_zoom->setAccessibleName(tr("Zoom"));
    ignoreWheelWithoutFocus(m_zoom);
    m_scroll->setWidget(m_picture);
    m_scroll->setAlignment(Qt::AlignCenter);
    auto* side = new QVBoxLayout;
    side->addWidget(makeTools());
    side->addWidget(makePoints(), 1);
    auto* work = new QHBoxLayout;
    work->addWidget(m_scroll, 1);
    work->addLayout(side);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(work, 1);
    layout->addWidget(m_message);
    layout->addWidget(m_buttons);
    resizeForText(this, 130, 42);

    connect(m_open, &QPushButton::clicked, this, &DigitiserDialog::askForPicture);
    connect(m_zoom, &QComboBox::activated, this, [this] { m_picture->setZoom(m_zoom->currentData().toDouble()); });
    connect(m_buttons, &QDialogButtonBox::accepted, this, &DigitiserDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &DigitiserDialog::reject);
    connect(m_picture, &DigitiserPicture::pressed, this, &DigitiserDialog::press);
    connect(m_picture, &DigitiserPicture::moved, this, &DigitiserDialog::follow);
    connect(m_picture, &DigitiserPicture::released, this, [this] {
        m_held = -1;
        m_tracing = false;
        showPoints();
    });
    connect(m_picture, &DigitiserPicture::removeWanted, this, &DigitiserDialog::removeChosen);
    choose(Tool::firstTime);
    refresh();
}

QWidget* DigitiserDialog::makeTools() {
    auto* tools = new QWidget;
    auto* grid = new QGridLayout(tools);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(m_open, 0, 0);
    grid->addWidget(m_zoom, 0, 1);
    const std::array<QString, 4> captions{tr("x axis, first point"), tr("x axis, second point"),
                                          tr("y axis, first point"), tr("y axis, second point")};
    const std::array<QString, 4> usual{u"0"_s, QString(), u"0"_s, u"1"_s};
    for (std::size_t i = 0; i < captions.size(); ++i) {
        auto* button = new QRadioButton(captions[i]);
        m_tools->addButton(button, static_cast<int>(i));
        m_values[i] = new QLineEdit(usual[i]);
        m_values[i]->setAccessibleName(tr("Value of: %1").arg(captions[i]));
        m_values[i]->setPlaceholderText(tr("value"));
        m_values[i]->setMaximumWidth(textColumns(this, 12));
        const int row = static_cast<int>(i) + 1;
        grid->addWidget(button, row, 0);
        grid->addWidget(m_values[i], row, 1);
        connect(m_values[i], &QLineEdit::textEdited, this, [this] {
            readValues();
            refresh();
        });
    }
    auto* points = new QRadioButton(tr("Click or trace points"));
    points->setToolTip(
        tr("Click adds a point; with the button held the mouse traces; a point is moved by dragging it"));
    auto* colour = new QRadioButton(tr("Follow the colour"));
    colour->setToolTip(tr("Click the curve at its left end: it is followed to the right by its colour"));
    m_tools->addButton(points, static_cast<int>(Tool::points));
    m_tools->addButton(colour, static_cast<int>(Tool::colour));
    grid->addWidget(points, 5, 0, 1, 2);
    grid->addWidget(colour, 6, 0, 1, 2);
    readValues();
    return tools;
}

QWidget* DigitiserDialog::makePoints() {
    auto* part = new QWidget;
    auto* grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    m_arm->setEditable(true);
    m_arm->setInsertPolicy(QComboBox::NoInsert);
    m_arm->setAccessibleName(tr("Arm"));
    m_arm->setToolTip(tr("Name of the arm whose curve is read"));
    ignoreWheelWithoutFocus(m_arm);
    auto* add = new QPushButton(tr("Add arm"));
    auto* remove = new QPushButton(tr("Remove point"));
    auto* clear = new QPushButton(tr("Remove all"));
    m_points->setColumnCount(2);
    m_points->setHorizontalHeaderLabels({tr("Time"), tr("Survival")});
    m_points->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_points->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_points->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_points->setAccessibleName(tr("Points of the arm"));
    auto* armLabel = new QLabel(tr("Arm"));
    armLabel->setBuddy(m_arm);
    grid->addWidget(armLabel, 0, 0);
    grid->addWidget(m_arm, 0, 1);
    grid->addWidget(add, 0, 2);
    grid->addWidget(m_points, 1, 0, 1, 3);
    grid->addWidget(remove, 2, 1);
    grid->addWidget(clear, 2, 2);
    connect(m_arm, &QComboBox::activated, this, [this](int row) {
        m_curve = row;
        refresh();
    });
    connect(m_arm->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        curve().arm = m_arm->currentText().trimmed();
        m_arm->setItemText(m_curve, curve().arm);
    });
    connect(add, &QPushButton::clicked, this, [this] { setArm(tr("Arm %1").arg(m_digitiser.curves.size() + 1)); });
    connect(remove, &QPushButton::clicked, this, &DigitiserDialog::removeChosen);
    connect(clear, &QPushButton::clicked, this, &DigitiserDialog::removeAll);
    connect(m_points, &QTableWidget::itemSelectionChanged, this, &DigitiserDialog::refresh);
    return part;
}

void DigitiserDialog::askForPicture() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Picture of the curves"), {}, tr("Pictures (*.png *.jpg *.jpeg)"));
    if (path.isEmpty()) return;
    const Done opened = openPicture(path);
    if (!opened) showIssues(this, tr("The picture was not opened."), opened.issues());
}

Done DigitiserDialog::openPicture(const QString& path) {
    QFile file(path);
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const QImage image = QImage::fromData(bytes).convertToFormat(QImage::Format_RGB32);
    if (image.isNull()) return Issue{"digitiser.notAPicture", Severity::error, path.toStdString(), {}, {}, {}};
    m_image = image;
    m_fileName = QFileInfo(path).fileName();
    m_digest = QString::fromStdString(sha256Hex({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    m_picture->setPicture(m_image);
    refresh();
    return kachi::done();
}

void DigitiserDialog::choose(Tool tool) {
    m_tools->button(static_cast<int>(tool))->setChecked(true);
}

DigitiserDialog::Tool DigitiserDialog::tool() const {
    return static_cast<Tool>(m_tools->checkedId());
}

void DigitiserDialog::setAxisValues(double firstTime, double secondTime, double firstSurvival, double secondSurvival) {
    const std::array<double, 4> values{firstTime, secondTime, firstSurvival, secondSurvival};
    for (std::size_t i = 0; i < values.size(); ++i) m_values[i]->setText(QString::number(values[i], 'g', 15));
    readValues();
    refresh();
}

void DigitiserDialog::setArm(const QString& arm) {
    const auto found = std::ranges::find(m_digitiser.curves, arm, &DigitisedCurve::arm);
    m_curve = static_cast<int>(found - m_digitiser.curves.begin());
    if (found == m_digitiser.curves.end()) m_digitiser.curves.push_back({arm, {}});
    refresh();
}

DigitisedCurve& DigitiserDialog::curve() {
    return m_digitiser.curves[static_cast<std::size_t>(m_curve)];
}

void DigitiserDialog::readValues() {
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        if (!m_values[i]) continue;
        NumberContext context;
        context.where = axisLabels()[i];
        const auto number = parseNumber(m_values[i]->text(), context);
        AxisReference& axis = i < 2 ? m_digitiser.time : m_digitiser.survival;
        axis.values[i % 2] = number ? std::optional(*number) : std::nullopt;
    }
}

int DigitiserDialog::nearestPoint(QPointF pixel) const {
    const std::vector<QPointF>& points = m_digitiser.curves[static_cast<std::size_t>(m_curve)].points;
    int nearest = -1;
    double least = grabDistance / m_picture->zoom();
    for (std::size_t i = 0; i < points.size(); ++i) {
        const QPointF between = points[i] - pixel;
        const double distance = std::hypot(between.x(), between.y());
        if (distance > least) continue;
        least = distance;
        nearest = static_cast<int>(i);
    }
    return nearest;
}

void DigitiserDialog::press(QPointF pixel) {
    m_picture->setFocus(Qt::MouseFocusReason);
    if (tool() == Tool::points) {
        m_held = nearestPoint(pixel);
        m_tracing = m_held < 0;
        if (m_tracing) curve().points.push_back(pixel);
        showPoints();
        m_points->selectRow(m_held < 0 ? m_points->rowCount() - 1 : m_held);
    } else if (tool() == Tool::colour) {
        const std::vector<QPointF> traced = tracedCurve(m_image, pixel.toPoint());
        if (!traced.empty()) curve().points = traced;
        showPoints();
    } else {
        const int which = m_tools->checkedId();
        AxisReference& axis = which < 2 ? m_digitiser.time : m_digitiser.survival;
        axis.pixels[static_cast<std::size_t>(which % 2)] = pixel;
        // The next point is what the analyst clicks next.
        choose(static_cast<Tool>(which + 1));
        refresh();
    }
}

void DigitiserDialog::follow(QPointF pixel) {
    std::vector<QPointF>& points = curve().points;
    if (m_held >= 0) {
        points[static_cast<std::size_t>(m_held)] = pixel;
    } else if (m_tracing) {
        const QPointF between = pixel - points.back();
        if (std::hypot(between.x(), between.y()) < traceStep / m_picture->zoom()) return;
        points.push_back(pixel);
    } else {
        return;
    }
    refresh();
}

void DigitiserDialog::removeChosen() {
    std::vector<QPointF>& points = curve().points;
    std::vector<QPointF> kept;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!m_points->selectionModel()->isRowSelected(static_cast<int>(i))) kept.push_back(points[i]);
    }
    points = std::move(kept);
    m_points->clearSelection();
    showPoints();
}

void DigitiserDialog::removeAll() {
    curve().points.clear();
    showPoints();
}

void DigitiserDialog::showPoints() {
    const std::vector<QPointF>& points = curve().points;
    const bool readable = m_digitiser.axisFaults().empty();
    const QSignalBlocker blocker(m_points);
    m_points->setRowCount(static_cast<int>(points.size()));
    for (int row = 0; row < m_points->rowCount(); ++row) {
        const QPointF value = readable ? m_digitiser.valueAt(points[static_cast<std::size_t>(row)]) : QPointF();
        for (const int column : {0, 1}) {
            const double number = column == 0 ? value.x() : value.y();
            m_points->setItem(row, column,
                              new QTableWidgetItem(readable ? QString::number(number, 'g', 4) : QString()));
        }
    }
    refresh();
}

void DigitiserDialog::refresh() {
    const QSignalBlocker blocker(m_arm);
    m_arm->clear();
    for (const DigitisedCurve& each : m_digitiser.curves) m_arm->addItem(each.arm);
    m_arm->setCurrentIndex(m_curve);
    if (m_held < 0 && !m_tracing && m_points->rowCount() != static_cast<int>(curve().points.size())) {
        showPoints();
        return;
    }
    std::vector<DigitiserPicture::Mark> marks;
    for (std::size_t i = 0; i < axisLabels().size(); ++i) {
        const AxisReference& axis = i < 2 ? m_digitiser.time : m_digitiser.survival;
        if (axis.pixels[i % 2]) marks.push_back({*axis.pixels[i % 2], axisLabels()[i]});
    }
    for (std::size_t i = 0; i < m_digitiser.curves.size(); ++i) {
        const bool quiet = static_cast<int>(i) != m_curve;
        for (std::size_t k = 0; k < m_digitiser.curves[i].points.size(); ++k) {
            const bool chosen = !quiet && m_points->selectionModel()->isRowSelected(static_cast<int>(k));
            marks.push_back({m_digitiser.curves[i].points[k], {}, chosen, quiet});
        }
    }
    m_picture->setMarks(std::move(marks));
    const Issues faults = m_digitiser.faults();
    setLabelRole(m_message, m_image.isNull() || faults.empty() ? "muted" : "warning");
    m_message->setText(m_image.isNull() ? tr("Open a picture of the published curves (PNG or JPEG).")
                       : faults.empty() ? tr("%n point(s) read.", nullptr, static_cast<int>(curve().points.size()))
                                        : issuesText({faults.front()}));
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(!m_image.isNull() && faults.empty());
}

}  // namespace kachi
