#pragma once

#include "app/document/case_document.h"
#include "app/jobs/evaluation_runner.h"

#include <QModelIndex>

class QAbstractItemView;
class QAction;

namespace kachi {

class NumberGridModel;

/// Rows of cells as spreadsheets exchange them: tab between cells, line feed between rows, quotes where needed.
QString toTsv(const std::vector<QStringList>& rows);
std::vector<QStringList> fromTsv(const QString& text);

/// Ctrl+C, Ctrl+V and Ctrl+D of a table whose cells are parameters (parameterIdRole) or of a NumberGridModel. Copies
/// raw digits; pastes and fills as one undo step, or not at all when one of the texts is not accepted.
class TableClipboard : public QObject {
    Q_OBJECT

public:
    /// Lives as long as the view.
    TableClipboard(QAbstractItemView* view, CaseDocument& document);

    void copy();
    void paste();
    void fillDown();

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// Nothing was changed: the texts that were not accepted.
    void refused(const kachi::Issues& issues);

private:
    void retranslate();

    /// A text for a cell; rows may lie below the last one of a grid that grows.
    struct CellText {
        int row;
        int column;
        QString text;
    };

    void write(const std::vector<CellText>& cells, const QString& what);
    void writeParameters(const std::vector<CellText>& cells, const QString& what);
    void writeGrid(NumberGridModel& grid, const std::vector<CellText>& cells, const QString& what);
    std::vector<QModelIndex> selected() const;

    QAbstractItemView* m_view;
    CaseDocument& m_document;
    QAction* m_copy;
    QAction* m_paste;
    QAction* m_fill;
};

}  // namespace kachi
