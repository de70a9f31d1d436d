#pragma once

#include "ui/editors/table_clipboard.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QInputMethodEvent>
#include <QLineEdit>
#include <QMessageBox>
#include <QTest>
#include <QTimer>

#include <functional>

/// What an analyst does with keyboard and dialogs, for tests of editors.
namespace kachi::keys {

/// The open editor of a cell, or nullptr.
inline QLineEdit* editorOf(const QAbstractItemView& view) {
    for (QLineEdit* editor : view.viewport()->findChildren<QLineEdit*>()) {
        if (editor->isVisible()) return editor;
    }
    return nullptr;
}

/// Opens the cell with F2 and replaces its text, then presses Return.
inline void typeInto(QAbstractItemView& view, int row, int column, const QString& text) {
    view.setFocus();
    view.setCurrentIndex(view.model()->index(row, column));
    QTest::keyClick(&view, Qt::Key_F2);
    QLineEdit* editor = editorOf(view);
    QVERIFY2(editor, qPrintable(QStringLiteral("no editor in row %1, column %2").arg(row).arg(column)));
    editor->selectAll();
    QTest::keyClick(editor, Qt::Key_Delete);
    QInputMethodEvent commit;  // full-width digits come from an input method
    commit.setCommitString(text);
    QCoreApplication::sendEvent(editor, &commit);
    QTest::keyClick(editor, Qt::Key_Return);
    QCoreApplication::processEvents();
}

/// Leaves a cell whose text was refused.
inline void escape(const QAbstractItemView& view) {
    if (QLineEdit* editor = editorOf(view)) QTest::keyClick(editor, Qt::Key_Escape);
    QCoreApplication::processEvents();
}

/// Pastes what a spreadsheet copied, at this cell.
inline void paste(QAbstractItemView& view, int row, int column, const QString& text) {
    QGuiApplication::clipboard()->setText(text);
    view.setCurrentIndex(view.model()->index(row, column));
    view.findChild<TableClipboard*>()->paste();
}

/// Answers the next modal dialog: `answer` runs inside it.
inline void whenAsked(std::function<void(QDialog*)> answer) {
    QTimer::singleShot(0, qApp, [answer = std::move(answer)] {
        if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget())) {
            answer(dialog);
        } else {
            whenAsked(answer);
        }
    });
}

/// The next dialog asks for a name: types it and accepts.
inline void answerName(const QString& name) {
    whenAsked([name](QDialog* dialog) {
        dialog->findChild<QLineEdit*>()->setText(name);
        dialog->accept();
    });
}

/// The next dialog refuses something: keeps its words and closes it.
inline void expectRefusal(QString& words) {
    whenAsked([&words](QDialog* dialog) {
        if (const auto* box = qobject_cast<QMessageBox*>(dialog)) words = box->text() + box->informativeText();
        dialog->reject();
    });
}

inline void trigger(const QWidget& parent, const QString& text) {
    for (QAction* action : parent.findChildren<QAction*>()) {
        if (action->text() == text) {
            QVERIFY2(action->isEnabled(), qPrintable(text));
            return action->trigger();
        }
    }
    QFAIL(qPrintable(QStringLiteral("no action ") + text));
}

}  // namespace kachi::keys
