#pragma once

#include "app/interchange/table_reader.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QSpinBox;

namespace kachi {

/// How a file of a table is read: what was found in it is shown and can be changed.
class ReadingForm : public QWidget {
    Q_OBJECT

public:
    explicit ReadingForm(QWidget* parent = nullptr);

    /// Shows how a table was read. @param options  what was asked for; everything else was found
    void show(const RawTable& table, const ReadOptions& options);
    /// What was shown last, with what was changed since.
    const ReadOptions& options() const { return m_options; }

    /// A further line about the cells, beside those about the file.
    void addRow(const QString& label, QWidget* field);

Q_SIGNALS:
    void readingChanged();  ///< the file has to be read again
    void cellsChanged();    ///< by another header row or a known decimal mark: the same rows, taken differently

private:
    void connectFile();
    void connectCells();

    ReadOptions m_options;
    QComboBox* m_encoding;
    QComboBox* m_separator;
    QComboBox* m_decimalMark;
    QComboBox* m_sheet;
    QSpinBox* m_header;
    QCheckBox* m_pad;
    QFormLayout* m_ofFile;
    QFormLayout* m_ofCells;
};

/// A box of choices of which the first, without a value, leaves the matter to the file.
void fillReadingChoices(QComboBox* box, const QString& open, const std::vector<std::pair<QString, QVariant>>& choices);

/// The offer to take a file as the last one with the same headers was taken; hidden until there is one.
QCheckBox* asLastBox();

/// Sets such a box. @param value  invalid: left to the file
void chooseReading(QComboBox* box, const QVariant& value);

}  // namespace kachi
