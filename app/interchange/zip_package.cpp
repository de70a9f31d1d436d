#include "app/interchange/zip_package.h"

#include "app/interchange/issue_text.h"

#include <QStringList>

#include <zip.h>

namespace kachi {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView zipStart("PK\x03\x04");

bool leavesFolder(const QString& path) {
    return path.startsWith(u'/') || path.contains(u'\\') || path.contains(u':') || path.split(u'/').contains(u".."_s);
}

Issue tooMuch(const char* code, const QString& fileName, qint64 value, qint64 limit) {
    return interchangeIssue(code, fileName, QString::number(value), QString::number(limit));
}

}  // namespace

void ZipPackage::Closer::operator()(zip* handle) const {
    zip_discard(handle);
}

Result<ZipPackage> ZipPackage::open(const QByteArray& bytes, const QString& fileName, const ArchiveLimits& limits) {
    if (!bytes.startsWith(QByteArray(zipStart.data(), zipStart.size()))) {
        return interchangeIssue("interchange.notAZip", fileName);
    }
    ZipPackage package;
    package.m_bytes = bytes;
    package.m_fileName = fileName;
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(package.m_bytes.constData(), package.m_bytes.size(), 0, &error);
    if (source) package.m_handle.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (source && !package.m_handle) zip_source_free(source);
    const QString reason = QString::fromUtf8(zip_error_strerror(&error));
    zip_error_fini(&error);
    if (!package.m_handle) return interchangeIssue("interchange.truncatedArchive", fileName, reason);

    const qint64 entries = zip_get_num_entries(package.m_handle.get(), 0);
    if (entries > limits.entries) return tooMuch("interchange.archiveEntries", fileName, entries, limits.entries);
    qint64 total = 0;
    for (qint64 i = 0; i < entries; ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat_index(package.m_handle.get(), i, 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE)) {
            return interchangeIssue("interchange.truncatedArchive", fileName, QString::number(i));
        }
        const QString name = QString::fromUtf8(stat.name);
        if (leavesFolder(name)) return interchangeIssue("interchange.archivePath", fileName, name);
        if (stat.encryption_method != ZIP_EM_NONE) return interchangeIssue("interchange.encryptedFile", fileName, name);
        if (stat.size > static_cast<zip_uint64_t>(limits.uncompressedBytes - total)) {
            return tooMuch("interchange.archiveSize", fileName, total + static_cast<qint64>(stat.size),
                           limits.uncompressedBytes);
        }
        const qint64 size = static_cast<qint64>(stat.size);
        const qint64 packed = std::max<qint64>(1, static_cast<qint64>(stat.comp_size));
        if (size >= limits.ratioAppliesFrom && size / packed >= limits.ratio) {
            return tooMuch("interchange.archiveRatio", fileName, size / packed, limits.ratio);
        }
        total += size;
        package.m_sizes[name] = size;
    }
    return package;
}

Result<QByteArray> ZipPackage::read(const QString& entry) const {
    const auto found = m_sizes.find(entry);
    if (found == m_sizes.end()) return interchangeIssue("interchange.missingPart", m_fileName, entry);
    const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(
        zip_fopen(m_handle.get(), entry.toUtf8().constData(), 0), &zip_fclose);
    if (!file) return brokenEntry(entry);
    QByteArray content(found->second, Qt::Uninitialized);
    qint64 filled = 0;
    while (filled < content.size()) {
        const qint64 count = zip_fread(file.get(), content.data() + filled, content.size() - filled);
        if (count <= 0) return brokenEntry(entry);
        filled += count;
    }
    char beyond = 0;
    if (zip_fread(file.get(), &beyond, 1) != 0) return brokenEntry(entry);  // longer than declared, or wrong CRC
    return content;
}

Issue ZipPackage::brokenEntry(const QString& entry) const {
    return interchangeIssue("interchange.truncatedArchive", m_fileName, entry);
}

}  // namespace kachi
