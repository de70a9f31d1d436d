#pragma once

#include "app/studies/roulette.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace kachi {

class ChipBoard;

/// Elicitation of a quantity from experts by the roulette method (Gore 1987; Oakley and O'Hagan, SHELF): each expert
/// lays chips on a range of values, and sees at once what distribution they say.
class RouletteDialog : public QDialog {
    Q_OBJECT

public:
    /// @param experts  as the table has them; empty: one without a name
    /// @param possible  values the distribution shown must stay within, and the first range of one who begins; 0 to 1
    /// where they are not known
    RouletteDialog(std::vector<RouletteExpert> experts, const FitBounds& possible, QWidget* parent = nullptr);

    /// Those who laid chips.
    std::vector<RouletteExpert> experts() const;

    ChipBoard* board() { return m_board; }

    /// Shows the chips of an expert, a new one when there is none of that name.
    void setExpert(const QString& name);
    /// Divides the range anew; chips stay where the limits of their bin stay, and come back with them.
    void setRange(double low, double high, int bins);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// An expert with the bins the chips were laid on, which the range may have left.
    struct Laid {
        RouletteExpert expert;
        std::vector<ChipBin> laid;
    };

    RouletteExpert& expert() { return m_experts[m_shown].expert; }
    QWidget* makeSettings();
    void readRange();
    void nameExpert();
    void takeChips();
    void showExpert();
    void judge();
    void tell(const QString& words, const char* role);

    std::vector<Laid> m_experts;  ///< never empty
    FitBounds m_possible;
    std::size_t m_shown = 0;
    QString m_fault;  ///< of the range as typed; empty: none
    QComboBox* m_names;
    QLineEdit* m_low;
    QLineEdit* m_high;
    QSpinBox* m_count;
    ChipBoard* m_board;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
