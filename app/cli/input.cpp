#include "app/cli/input.h"

#include <QFile>

namespace kachi {

Result<QByteArray> readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Issue{
            "session.cannotRead", Severity::error, path.toStdString(), file.errorString().toStdString(), {}, {}};
    }
    return file.readAll();
}

}  // namespace kachi
