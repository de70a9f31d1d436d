#pragma once

#include "ui/windows/section_page.h"

#include <QFormLayout>

class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace kachi {

class FigureView;
class MissingList;
class TextArea;
class TextField;
class ValueCard;

/// The case on one page: a card per value model, the facts of the product, and the rules that apply.
class OverviewPage : public SectionPage {
    Q_OBJECT

public:
    explicit OverviewPage(Session& session, QWidget* parent = nullptr);

    bool goTo(const std::string& where) override;

protected:
    void retranslate() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// A field with its label and the pointer ("/product/name") under which issues name it.
    struct Row {
        std::string where;
        const char* label;
        QLabel* caption;
        QWidget* field;
    };

    void addRow(QFormLayout* form, const std::string& where, const char* label, QWidget* field);
    void fillChoices();
    void refresh();
    void showCorridor();
    void arrangeCards();
    void chooseClass();
    void choosePack();
    void commitDate();

    std::vector<Row> m_rows;
    std::vector<ValueCard*> m_cards;
    QVBoxLayout* m_cardRows;
    int m_columns = 0;
    FigureView* m_corridor;
    MissingList* m_missing;
    QLabel* m_productTitle;
    QLabel* m_contextTitle;
    QComboBox* m_class;
    QComboBox* m_pack;
    QLineEdit* m_date;
    QLabel* m_dateText;
};

}  // namespace kachi
