import Crypto
import Descriptors
import Glibc
import MediaTypes
import SpoolAPI

/// The unfinished file of one download: resumed, verified, then given its name without replacing another file.
///
/// It lies in the target directory and is named after the wanted SHA-256, so that what is resumed always belongs to it.
/// `@unchecked Sendable` holds: one task at a time uses it.
final class PartFile: @unchecked Sendable {
    private let download: Download
    private let directory: Int32
    private let file: Int32
    private let name: RawName
    private let partName: RawName
    private var hash = SHA256()
    /// Bytes that are there.
    private(set) var offset: Int64 = 0

    /// Opens or makes it and reads what is there. Blocks.
    init(_ download: Download) throws(ClientError) {
        self.download = download
        name = SafeFileName.make(download.name)
        partName = RawName(bytes: name.bytes + Array(".\(download.sha256.prefix(12)).part".utf8))
        directory = try Self.openDirectory(download.directory)
        do throws(ClientError) {
            file = try Self.openPart(partName, in: directory)
        } catch {
            close(directory)
            throw error
        }
        try readWhatIsThere()
    }

    deinit {
        // A child that is just being started has a copy of the descriptor, which would keep the lock.
        flock(file, LOCK_UN)
        close(file)
        close(directory)
    }

    private static func openDirectory(_ path: RawName) throws(ClientError) -> Int32 {
        var made = RawName("/")
        for component in path.bytes.split(separator: UInt8(ascii: "/")) {
            made = made.appending(RawName(bytes: component))
            _ = made.withCString { mkdir($0, 0o777) }
        }
        let descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw failure("\(path.text) cannot be used", errno) }
        return descriptor
    }

    private static func openPart(_ name: RawName, in directory: Int32) throws(ClientError) -> Int32 {
        let flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        var descriptor = name.withCString { openat(directory, $0, flags | O_CREAT | O_EXCL, 0o600) }
        if descriptor < 0, errno == EEXIST { descriptor = name.withCString { openat(directory, $0, flags) } }
        guard descriptor >= 0 else { throw failure("\(name.text) cannot be written", errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_nlink == 1
        else {
            close(descriptor)
            throw ClientError(.file, "\(name.text) is not a file that this download may write: remove it")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw ClientError(.file, "\(name.text) is being written by another download")
        }
        return descriptor
    }

    private func readWhatIsThere() throws(ClientError) {
        var chunk = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = DescriptorIO.uninterrupted { pread(file, &chunk, chunk.count, off_t(offset)) }
            guard count >= 0 else { throw Self.failure("\(partName.text) cannot be read", errno) }
            if count == 0 { break }
            hash.update(data: chunk[..<count])
            offset += Int64(count)
        }
        if offset > download.size { try startAgain() }
    }

    static func failure(_ what: String, _ code: Int32) -> ClientError {
        ClientError(.file, "\(what): \(String(cString: strerror(code)))")
    }
}

extension PartFile {
    /// Forgets every byte.
    func startAgain() throws(ClientError) {
        guard ftruncate(file, 0) == 0 else { throw Self.failure("\(partName.text) cannot be written", errno) }
        offset = 0
        hash = SHA256()
    }

    func append(_ bytes: [UInt8]) throws(ClientError) {
        guard offset + Int64(bytes.count) <= download.size else {
            try startAgain()
            throw ClientError(.corrupt, "the server sent more than it announced")
        }
        do throws(DescriptorError) {
            try DescriptorIO.write(bytes, to: file, at: offset)
        } catch {
            throw error.errno == ENOSPC || error.errno == EDQUOT
                ? Self.diskFull(needs: download.size - offset)
                : Self.failure("\(partName.text) cannot be written", error.errno)
        }
        hash.update(data: bytes)
        offset += Int64(bytes.count)
    }

    private static func diskFull(needs bytes: Int64) -> ClientError {
        ClientError(.file, "the disk is full: \(bytes) more bytes are needed; what is there is kept and resumed")
    }

    /// Read once: it can only be read by setting it, and two threads that do so may leave the process without one.
    private static let mask: mode_t = {
        let mask = umask(0o077)
        umask(mask)
        return mask
    }()

    /// Verifies, makes durable, and gives it its name, `name (2).mp3` and so on when that is taken. Blocks.
    func publish() throws(ClientError) -> RawName {
        guard offset == download.size, hash.finalize().hexadecimal == download.sha256 else {
            try startAgain()
            throw ClientError(.corrupt, "what arrived is damaged (its SHA-256 differs); it is fetched again")
        }
        guard fchmod(file, 0o666 & ~Self.mask) == 0, fsync(file) == 0 else {
            throw Self.failure("\(partName.text) cannot be made durable", errno)
        }
        let published = try rename()
        guard fsync(directory) == 0 else {
            throw Self.failure("\(download.directory.text) cannot be made durable", errno)
        }
        return download.directory.appending(published)
    }

    private func rename() throws(ClientError) -> RawName {
        for number in 1...9999 {
            let candidate = SafeFileName.numbered(name, number)
            switch link(as: candidate) {
            case 0: return candidate
            case EEXIST: continue
            case let code: throw Self.failure("\(candidate.text) cannot be made", code)
            }
        }
        throw ClientError(.file, "there are too many files named \(name.text)")
    }

    /// A hard link never replaces a file. Where there are none, an empty file takes the name first.
    private func link(as candidate: RawName) -> Int32 {
        let result = partName.withCString { from in candidate.withCString { linkat(directory, from, directory, $0, 0) }
        }
        if result == 0 { return partName.withCString { unlinkat(directory, $0, 0) } == 0 ? 0 : errno }
        guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK else { return errno }
        let placeholder = candidate.withCString {
            openat(directory, $0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        guard placeholder >= 0 else { return errno }
        close(placeholder)
        let moved = partName.withCString { from in candidate.withCString { renameat(directory, from, directory, $0) } }
        return moved == 0 ? 0 : errno
    }
}
