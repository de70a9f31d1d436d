#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <functional>

/// Running the real program and preparing what it is given.
namespace cli {

using Json = nlohmann::json;

inline const QString golden = QStringLiteral(KACHI_TEST_DATA "/golden-01-hiv/kachi-case.json");
inline const QString hip = QStringLiteral(KACHI_SOURCE_DIR "/resources/samples/hip-prosthesis.json");

struct Run {
    int code = -1;
    QString out;
    QString error;
};

/// Runs `program` in `folder` without a display. @param output a file to send standard output to; empty: Run::out
inline Run run(const QString& folder, const QStringList& arguments,
               const QString& program = QStringLiteral(KACHI_BINARY), const QString& output = {},
               const std::function<void()>& beforeStart = {}) {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(QString::fromLatin1(name));
    }
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(folder);
    if (!output.isEmpty()) process.setStandardOutputFile(output);
    if (beforeStart) process.setChildProcessModifier(beforeStart);
    process.start(program, arguments);
    if (!process.waitForFinished(120'000)) qFatal("kachi did not finish");
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

inline QByteArray contentOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("%s cannot be read", qPrintable(path));
    return file.readAll();
}

inline void writeFile(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("%s", qPrintable(path));
}

inline Json jsonOf(const QString& path) {
    return Json::parse(contentOf(path).toStdString());
}

inline void writeJson(const QString& path, const Json& json) {
    writeFile(path, QByteArray::fromStdString(json.dump()));
}

/// Files of a folder but for SQLite's own beside a library.
inline QStringList filesOf(const QString& folder) {
    QStringList files = QDir(folder).entryList(QDir::Files | QDir::Hidden, QDir::Name);
    files.removeIf([](const QString& name) {
        return name.endsWith(QStringLiteral("-wal")) || name.endsWith(QStringLiteral("-shm"));
    });
    return files;
}

}  // namespace cli
