#pragma once

#include "app/storage/case_library.h"

#include <QTest>

#include <sys/types.h>
#include <unistd.h>

namespace kachi {

inline NewRevision someRevision(const std::string& id, std::optional<int> parent = {}, const std::string& json = "{}") {
    NewRevision revision;
    revision.header = {id, CaseKind::userCase, {"人工股関節", "Hip prosthesis"}, "ステム"};
    revision.expectedParent = parent;
    revision.json = json;
    revision.digest = "0123456789abcdef";
    revision.author = "山田";
    revision.message = "保存";
    return revision;
}

inline std::string codeOf(const Issues& issues) {
    return issues.empty() ? "" : issues.front().code;
}

/// Drops the power of root to ignore file permissions while it lives; nothing to do for ordinary users.
class OrdinaryUser {
public:
    OrdinaryUser() {
        constexpr uid_t nobody = 65534;
        if (geteuid() == 0 && seteuid(nobody) == 0) m_changed = true;
    }
    ~OrdinaryUser() {
        if (m_changed && seteuid(0) != 0) qFatal("cannot become root again");
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;

private:
    bool m_changed = false;
};

/// Result's value, or a failed test naming the issue.
#define REQUIRE_OK(result)                                                                                          \
    QVERIFY2((result).ok(),                                                                                         \
             (codeOf((result).issues()) + ": " + ((result).ok() ? std::string() : (result).issues().front().value)) \
                 .c_str())

#define REQUIRE_CODE(result, code)                                                             \
    do {                                                                                       \
        const auto& checked = (result);                                                        \
        QVERIFY(!checked.ok());                                                                \
        QCOMPARE(QString::fromStdString(codeOf(checked.issues())), QString::fromLatin1(code)); \
    } while (false)

}  // namespace kachi
