#include "ui/sections/reading_form.h"

#include "ui/editors/no_wheel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

std::optional<QChar> chosenMark(const QComboBox* box) {
    const QVariant chosen = box->currentData();
    return chosen.isValid() ? std::optional(chosen.toChar()) : std::nullopt;
}

QVariant variantOf(const std::optional<QChar>& mark) {
    return mark ? QVariant(*mark) : QVariant();
}

}  // namespace

void fillReadingChoices(QComboBox* box, const QString& open, const std::vector<std::pair<QString, QVariant>>& choices) {
    box->addItem(open);
    for (const auto& [name, value] : choices) box->addItem(name, value);
    ignoreWheelWithoutFocus(box);
}

QCheckBox* asLastBox() {
    auto* box = new QCheckBox(ReadingForm::tr("As for the last file of this shape"));
    box->setToolTip(ReadingForm::tr("How it was read, what its columns became and what they were used for"));
    box->setObjectName(u"asLast"_s);
    box->hide();
    return box;
}

void chooseReading(QComboBox* box, const QVariant& value) {
    box->setCurrentIndex(value.isValid() ? std::max(0, box->findData(value)) : 0);
}

ReadingForm::ReadingForm(QWidget* parent)
    : QWidget(parent),
      m_encoding(new QComboBox),
      m_separator(new QComboBox),
      m_decimalMark(new QComboBox),
      m_sheet(new QComboBox),
      m_header(new QSpinBox),
      m_pad(new QCheckBox(tr("Fill short rows with empty cells"))),
      m_ofFile(new QFormLayout),
      m_ofCells(new QFormLayout) {
    std::vector<std::pair<QString, QVariant>> encodings;
    for (const TextEncoding encoding :
         {TextEncoding::utf8, TextEncoding::cp932, TextEncoding::utf16LittleEndian, TextEncoding::utf16BigEndian}) {
        encodings.emplace_back(encodingName(encoding), static_cast<int>(encoding));
    }
    fillReadingChoices(m_encoding, tr("detected"), encodings);
    fillReadingChoices(m_separator, tr("detected"),
                       {{tr("comma"), QChar(u',')},
                        {tr("tab"), QChar(u'\t')},
                        {tr("semicolon"), QChar(u';')},
                        {tr("space"), QChar(u' ')}});
    fillReadingChoices(m_decimalMark, tr("as the file shows it"),
                       {{tr("point (1.5)"), QChar(u'.')}, {tr("comma (1,5)"), QChar(u',')}});
    ignoreWheelWithoutFocus(m_sheet);
    m_header->setMinimum(1);
    m_ofFile->addRow(tr("Encoding"), m_encoding);
    m_ofFile->addRow(tr("Separator"), m_separator);
    m_ofFile->addRow(tr("Sheet"), m_sheet);
    m_ofFile->addRow(tr("Row of the headers"), m_header);
    m_ofCells->addRow(tr("Decimal mark"), m_decimalMark);
    m_ofCells->addRow(QString(), m_pad);
    m_ofFile->setRowVisible(m_sheet, false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(fontMetrics().height());
    for (QFormLayout* form : {m_ofFile, m_ofCells}) {
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        layout->addLayout(form, 1);
    }
    connectFile();
    connectCells();
}

void ReadingForm::connectFile() {
    connect(m_encoding, &QComboBox::activated, this, [this] {
        const QVariant chosen = m_encoding->currentData();
        m_options.encoding = chosen.isValid() ? std::optional(static_cast<TextEncoding>(chosen.toInt())) : std::nullopt;
        Q_EMIT readingChanged();
    });
    connect(m_separator, &QComboBox::activated, this, [this] {
        m_options.separator = chosenMark(m_separator);
        Q_EMIT readingChanged();
    });
    connect(m_sheet, &QComboBox::activated, this, [this] {
        m_options.sheet = m_sheet->currentText();
        m_options.headerRow.reset();
        Q_EMIT readingChanged();
    });
}

void ReadingForm::connectCells() {
    connect(m_header, &QSpinBox::valueChanged, this, [this](int row) {
        m_options.headerRow = static_cast<std::size_t>(row - 1);
        Q_EMIT cellsChanged();
    });
    connect(m_decimalMark, &QComboBox::activated, this, [this] {
        m_options.decimalMark = chosenMark(m_decimalMark);
        // What the file itself shows is seen by reading it again; a mark that is known needs no second reading.
        if (m_options.decimalMark) {
            Q_EMIT cellsChanged();
        } else {
            Q_EMIT readingChanged();
        }
    });
    connect(m_pad, &QCheckBox::clicked, this, [this](bool pad) {
        m_options.padRaggedRows = pad;
        Q_EMIT readingChanged();
    });
}

void ReadingForm::addRow(const QString& label, QWidget* field) {
    m_ofCells->insertRow(m_ofCells->rowCount() - 1, label, field);
}

void ReadingForm::show(const RawTable& table, const ReadOptions& options) {
    m_options = options;
    m_sheet->clear();
    m_sheet->addItems(table.sheetNames);
    m_sheet->setCurrentText(table.sheet);
    const bool workbook = !table.sheetNames.isEmpty();
    const bool text = !workbook && table.encoding != TextEncoding::clipboard;
    m_ofFile->setRowVisible(m_sheet, workbook);
    m_ofFile->setRowVisible(m_encoding, text);
    m_ofFile->setRowVisible(m_separator, !workbook);
    m_ofCells->setRowVisible(m_decimalMark, !workbook);
    m_ofCells->setRowVisible(m_pad, text);
    m_encoding->setItemText(0, tr("detected: %1").arg(encodingName(table.encoding)));
    const int known = m_separator->findData(table.separator);
    m_separator->setItemText(0, known > 0 ? tr("detected: %1").arg(m_separator->itemText(known)) : tr("detected"));
    chooseReading(m_encoding, options.encoding ? QVariant(static_cast<int>(*options.encoding)) : QVariant());
    chooseReading(m_separator, variantOf(options.separator));
    chooseReading(m_decimalMark, variantOf(options.decimalMark));
    m_pad->setChecked(options.padRaggedRows);
    const QSignalBlocker blocker(m_header);
    m_header->setMaximum(std::max(1, static_cast<int>(table.rows.size())));
    m_header->setValue(static_cast<int>(table.headerRow) + 1);
}

}  // namespace kachi
