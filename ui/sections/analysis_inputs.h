#pragma once

#include "app/document/session.h"

#include <QComboBox>
#include <QLineEdit>

#include <string>
#include <utility>
#include <vector>

namespace kachi {

/// Chooses a parameter by any part of its label.
class ParameterChooser : public QComboBox {
    Q_OBJECT

public:
    explicit ParameterChooser(QWidget* parent = nullptr);

    /// Lists these parameters of the case; the chosen one stays chosen, without a signal.
    void fill(const Case& value, const std::vector<std::string>& ids);
    std::string parameterId() const { return currentData().toString().toStdString(); }
    void choose(const std::string& parameterId);
};

/// The number with so many significant digits: enough to state any estimate, too few for the noise of a calculation.
QString entryDigits(double value, int digits = 12);

/// Digits of a range that the program proposes.
inline constexpr int proposedDigits = 6;

/// Parameters that have a value of their own, by id; those of the outcome model first.
std::vector<std::string> ownValueIds(const Case& value);

/// A line for one number, read as people type numbers in Japan (app/interchange/number_text.h).
class AnalysisNumber : public QLineEdit {
    Q_OBJECT

public:
    explicit AnalysisNumber(QWidget* parent = nullptr) : QLineEdit(parent) {}

    void setNumber(double value);
    /// The number; what is wrong with it goes to `issues`, under the accessible name of the field.
    double read(Issues& issues) const;
};

/// Lower and upper end of a range in one line.
class RangeFields : public QWidget {
    Q_OBJECT

public:
    explicit RangeFields(QWidget* parent = nullptr);

    /// The range that a one-way analysis gives the parameter; blank where it has none.
    void propose(const Case& value, const std::string& parameterId);
    void setLanguageWords(const QString& low, const QString& high);
    std::pair<double, double> read(Issues& issues) const;

private:
    AnalysisNumber* m_low;
    AnalysisNumber* m_high;
};

/// Parameters of the last one-way analysis, those that move the net benefit most first; empty without one.
std::vector<std::string> widestParameters(const Session& session);

/// A list whose width does not follow its longest entry.
QComboBox* compactList();

/// Fills a list with the figures that can be analysed; data: OutcomeFigure. The choice stays, net benefit comes first.
void fillFigures(QComboBox* list);

/// Fills a list with the strategies of the case but the comparator; data: index. The choice stays.
void fillStrategies(QComboBox* list, const Case& value, bool withComparator = false);

}  // namespace kachi
