#pragma once

#include "app/document/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QToolButton;

namespace kachi {

/// Under which rules and with how many draws of which design the open case is evaluated: settings of the case, so undo
/// takes them back. Choosing the Sobol design stores a dimension for every parameter that varies.
class RunBar : public QWidget {
    Q_OBJECT

public:
    explicit RunBar(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void refused(const kachi::Issues& issues);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void fill();
    void choosePack();
    void commitDraws();
    void commitSeed();
    void chooseDesign();
    void fillCompareMenu();

    Session& m_session;
    QLabel* m_packLabel;
    QComboBox* m_pack;
    QLabel* m_drawsLabel;
    QComboBox* m_draws;
    QComboBox* m_design;
    QLabel* m_seedLabel;
    QLineEdit* m_seed;
    QToolButton* m_compare;
    QMenu* m_compareMenu;
};

}  // namespace kachi
