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
    /// Divides the range anew; chips stay where the limits of their bin stay.
    void setRange(double low, double high, int bins);

private:
    RouletteExpert& expert() { return m_experts[m_shown]; }
    void readRange();
    void nameExpert();
    void showExpert();
    void judge();

    std::vector<RouletteExpert> m_experts;  ///< never empty
    FitBounds m_possible;
    std::size_t m_shown = 0;
    QComboBox* m_names;
    QLineEdit* m_low;
    QLineEdit* m_high;
    QSpinBox* m_count;
    ChipBoard* m_board;
    QLabel* m_message;
    QDialogButtonBox* m_buttons;
};

}  // namespace kachi
