#include "ui/forms/wage_menu.h"

#include "app/report/number_format.h"
#include "models/core/yen.h"
#include "ui/windows/language.h"

#include <QCoreApplication>
#include <QMenu>

namespace kachi {

void fillWageMenu(QMenu& menu, const std::function<void(const ShippedWage&)>& chosen) {
    menu.clear();
    menu.setToolTipsVisible(true);
    for (const ShippedWage& wage : shippedWages()) {
        const QString pay = QString::fromStdString(groupDigits(plainDigits(wage.annualPay)));
        QAction* action = menu.addAction(QCoreApplication::translate("kachi::FieldForm", "%1 (%2): %3 yen a year")
                                             .arg(shown(wage.occupation))
                                             .arg(wage.year)
                                             .arg(pay));
        action->setToolTip(shown(wage.source));
        QObject::connect(action, &QAction::triggered, &menu, [chosen, &wage] { chosen(wage); });
    }
}

}  // namespace kachi
