// label: gui
// Estimates of a study in parameters: only the rows whose choice changed change a parameter.
#include "ui/sections/take_over_dialog.h"

#include "models/studies/study.h"
#include "tests/app/studies/queue_case.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTest>

using namespace kachi;

namespace {

/// A queue whose extra patients were taken over as a number in "outcomes.more"; "outcomes.waiting" is still to choose.
Case caseWithNumber() {
    Case value;
    const StudyRequest& queue = *findStudyRequest(value, addQueue(value));
    const StudyResult result = *runStudy(queue, {});
    const auto extra = std::ranges::find(result.estimates, "extraPatients", &StudyEstimate::key);
    takeOver(value, queue, *extra, "outcomes.more");
    value.parameters["outcomes.waiting"].value = 1;
    return value;
}

}  // namespace

class TakeOverDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void otherRowsStayAsTheyAre() {
        CaseDocument document;
        document.open(caseWithNumber(), true);
        const Parameter taken = document.current().parameters.at("outcomes.more");
        const StudyRequest study = document.current().studies.front();
        TakeOverDialog dialog(document, study, *runStudy(study, {}));
        QPushButton* take = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
        QVERIFY(!take->isEnabled());  // nothing would change
        dialog.choose("waitingSaved", "outcomes.waiting");
        QVERIFY(take->isEnabled());
        dialog.accept();
        QVERIFY(followsStudy(document.current().parameters.at("outcomes.waiting")));
        QVERIFY(document.current().parameters.at("outcomes.more") == taken);
    }
};

QTEST_MAIN(TakeOverDialogTest)
#include "take_over_dialog_test.moc"
