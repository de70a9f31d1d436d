#include "app/storage/atomic_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace kachi {

namespace {

Issue cannotWrite(const QString& path, const QString& reason) {
    return {"storage.cannotWrite", Severity::error, path.toStdString(), reason.toStdString(), {}, {}};
}

Done writeToDevice(const QString& path, QByteArrayView bytes) {
    QFile device(path);
    if (!device.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) return cannotWrite(path, device.errorString());
    if (device.write(bytes.data(), bytes.size()) != bytes.size()) return cannotWrite(path, device.errorString());
    return done();
}

}  // namespace

Done writeFileAtomically(const QString& path, QByteArrayView bytes) {
    const QFileInfo target(path);
    if (target.exists() && !target.isFile() && !target.isDir()) return writeToDevice(path, bytes);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return cannotWrite(path, file.errorString());
    if (file.write(bytes.data(), bytes.size()) != bytes.size() || !file.flush()) {
        const QString reason = file.errorString();
        file.cancelWriting();
        return cannotWrite(path, reason);
    }
    if (!file.commit()) return cannotWrite(path, file.errorString());
    return done();
}

}  // namespace kachi
