#pragma once

#include <QMenu>

#include <string>

namespace kachi {

/// The methods of analysis that can be added, by what their results are for.
class StudyMenu : public QMenu {
    Q_OBJECT

public:
    explicit StudyMenu(QWidget* parent = nullptr);

    void retranslate();

Q_SIGNALS:
    void chosen(const std::string& method);
};

}  // namespace kachi
