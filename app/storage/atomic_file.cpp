#include "app/storage/atomic_file.h"

#include <QSaveFile>

namespace kachi {

Done writeFileAtomically(const QString& path, QByteArrayView bytes) {
    const auto refused = [&path](const QString& reason) {
        return Issue{"storage.cannotWrite", Severity::error, path.toStdString(), reason.toStdString(), {}, {}};
    };
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return refused(file.errorString());
    if (file.write(bytes.data(), bytes.size()) != bytes.size() || !file.flush()) {
        const QString reason = file.errorString();
        file.cancelWriting();
        return refused(reason);
    }
    if (!file.commit()) return refused(file.errorString());
    return done();
}

}  // namespace kachi
