#pragma once

#include "app/document/session.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace kachi {

/// What still stands between the case and a submission: faults, values without a source, assumptions, sections not
/// used. Each line leads to the first place it is about.
class MissingList : public QFrame {
    Q_OBJECT

public:
    explicit MissingList(const Session& session, QWidget* parent = nullptr);

    /// Shows the case of the session in the language of the window.
    void refresh();

Q_SIGNALS:
    void goToRequested(const std::string& where);

private:
    /// Inputs of the sections in use, counted by where their values come from.
    struct Sources {
        int all = 0;
        std::vector<std::string> missing;  ///< neither source nor evidence
        std::vector<std::string> assumed;  ///< the source says it is an assumption
    };

    Sources sources() const;
    /// @param where  empty: the line leads nowhere
    void addLine(bool good, const QString& text, const std::string& where);

    const Session& m_session;
    QLabel* m_title;
    QVBoxLayout* m_lines;
};

}  // namespace kachi
