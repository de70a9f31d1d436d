#pragma once

#include "models/core/result.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <memory>

struct zip;

namespace kachi {

/// What an archive may be before it is opened. Deflate cannot exceed some 1,000:1; real workbooks stay below 50:1.
struct ArchiveLimits {
    qint64 entries = 10'000;
    qint64 uncompressedBytes = 512LL << 20;
    qint64 ratio = 200;                   ///< uncompressed : compressed, of one entry
    qint64 ratioAppliesFrom = 1LL << 20;  ///< bytes; small entries may be as regular as they like
};

/// A zip file in memory whose directory has been checked: entry count, sizes, ratio, paths that stay inside.
class ZipPackage {
public:
    /// Issues: interchange.notAZip, interchange.truncatedArchive, interchange.archiveEntries, interchange.archiveSize,
    /// interchange.archiveRatio, interchange.archivePath, interchange.encryptedFile.
    static Result<ZipPackage> open(const QByteArray& bytes, const QString& fileName, const ArchiveLimits& limits);

    bool contains(const QString& entry) const { return m_sizes.contains(entry); }

    /// Content of an entry, checked against its CRC and its declared size.
    /// Issues: interchange.missingPart, interchange.truncatedArchive.
    Result<QByteArray> read(const QString& entry) const;

private:
    ZipPackage() = default;
    Issue brokenEntry(const QString& entry) const;

    struct Closer {
        void operator()(zip* handle) const;
    };

    QByteArray m_bytes;  // libzip reads from here; declared before the handle so that it goes last
    QString m_fileName;
    std::map<QString, qint64> m_sizes;  // entry → declared uncompressed size
    std::unique_ptr<zip, Closer> m_handle;
};

}  // namespace kachi
