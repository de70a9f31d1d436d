#pragma once

#include "ui/editors/number_grid.h"

namespace kachi {

/// One joint group of the open case: a row per member. Columns: label, then
///   Dirichlet            count, expected share
///   multivariate normal  mean (the base value of the member), covariances
///   rank correlation     own distribution, correlations
///   posterior            mean and standard deviation of its column
/// An entry of a matrix sets its mirror too. Entries that stand against the group are marked with their sentence.
class JointGroupModel : public NumberGridModel {
    Q_OBJECT

public:
    explicit JointGroupModel(CaseDocument& document, QObject* parent = nullptr);

    /// Shows the group with this id; nothing when there is none.
    void setGroup(const std::string& id);
    const std::string& groupId() const { return m_id; }
    std::string memberAt(int row) const;
    /// What is wrong with the group and its members, as validate(Case) finds it.
    const Issues& issues() const { return m_issues; }
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QString name() const override { return QString::fromStdString(m_id); }
    bool isNumber(int row, int column) const override;
    bool isEditable(int row, int column) const override;
    std::optional<double> number(int row, int column) const override;
    NumberContext context(int row, int column) const override;
    Issues put(Case& after, int row, int column, std::optional<double> number) const override;
    Issues conflicts(const Case& after, const std::vector<Number>& numbers) const override;
    const Issue* fault(int row, int column) const override;

private:
    enum Column { labelColumn, secondColumn, firstEntry };

    void refresh();
    const JointGroup* group() const;
    bool isMatrix(int column) const { return column >= firstEntry && hasMatrix(); }
    bool hasMatrix() const;
    Parameter parameter(int row) const;
    QString label(int row) const;
    std::string entryName(int row, int column) const;
    std::optional<double> columnMoment(int row, bool deviation) const;
    QString correlationText(int row, int column) const;

    std::string m_id;
    JointKind m_kind = JointKind::dirichlet;
    std::vector<std::string> m_members;
    Issues m_issues;
};

}  // namespace kachi
