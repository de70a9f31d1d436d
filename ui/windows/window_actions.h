#pragma once

#include <QAction>

namespace kachi {

/// Every command of the window: icon, text, explanation and shortcut, declared once in the .cpp file.
class WindowActions : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QWidget* window);

    void retranslate();

    QAction* newCase;
    QAction* openFile;
    QAction* openLibrary;
    QAction* newLibrary;
    QAction* save;
    QAction* duplicate;
    QAction* history;
    QAction* exportJson;
    QAction* exportPdf;
    QAction* exportWorkbook;
    QAction* importPosterior;
    QAction* quit;
    QAction* undo;
    QAction* redo;
    QAction* findParameter;
    QAction* searchLibrary;
    QAction* recalculate;
    QAction* stop;
    QAction* analyses;
    QAction* precedents;
    QAction* rulePacks;
    QAction* scenarios;
    QAction* jointGroups;
    QAction* themeSystem;
    QAction* themeLight;
    QAction* themeDark;
    QAction* japanese;
    QAction* english;
    QAction* about;
};

}  // namespace kachi
