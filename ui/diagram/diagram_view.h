#pragma once

#include "app/document/case_document.h"

#include <QGraphicsView>

#include <functional>

class QLineEdit;

namespace kachi {

/// An expression as a drawing shows it: without the "outcomes." that every parameter of the model begins with.
QString shortExpression(const std::string& text);

/// A drawing of a part of the case that is edited by hand: follows the document, fits into its frame, and opens a line
/// to type in where something stands.
class DiagramView : public QGraphicsView {
    Q_OBJECT

public:
    /// @param lines  height of the view in lines of text
    DiagramView(CaseDocument& document, int lines, QWidget* parent = nullptr);
    ~DiagramView() override;

    QSize sizeHint() const override;

Q_SIGNALS:
    /// Something was chosen by hand: its JSON pointer.
    void chosen(const std::string& where);

protected:
    virtual void rebuild() = 0;

    const CaseDocument& document() const { return m_document; }
    CaseDocument& document() { return m_document; }
    /// Height of a line of text: the unit of every length.
    double line() const { return fontMetrics().height(); }

    /// Makes the whole drawing visible as far as it stays legible.
    void fit();
    /// Opens `editor` over `place`; Enter and leaving it write, Escape does not.
    void openEditor(QLineEdit* editor, const QRectF& place, QString text, std::function<void(const QString&)> write);
    void closeEditor(bool accept);
    /// Makes it the only chosen item, without telling.
    void chooseQuietly(QGraphicsItem* item);
    QGraphicsItem* chosenItem() const;

    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    CaseDocument& m_document;
    int m_lines;
    QLineEdit* m_editor = nullptr;
    std::function<void(const QString&)> m_write;
};

}  // namespace kachi
