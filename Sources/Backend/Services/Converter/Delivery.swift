import CPOSIX
import Glibc
import MediaTypes
import SpoolAPI

/// The place of one job's MP3: a hidden unfinished file in the destination's own directory, so that it becomes
/// visible whole, by a rename. All calls block.
struct Delivery: Sendable {
    var directory: RawName
    /// `.STEM.mp3.part-JOB`; the same in every attempt, so that what a crash leaves is found.
    var temporary: RawName

    init(_ job: Job) {
        directory = job.destination ?? (job.path ?? job.name).directory
        let stem = job.name.stem.bytes.prefix(longest: 200)
        temporary = directory.appending(
            RawName(bytes: Array(".".utf8) + stem + Array(".mp3.part-\(job.id)".utf8)))
    }

    /// Creates the directory where it is missing, and the empty unfinished file.
    func prepare(directoryMode: mode_t = 0o755) throws(MediaFailure) {
        try Self.makeDirectory(directory, mode: directoryMode)
        discard()
        do {
            _ = try OpenFile.open(temporary, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
        } catch {
            throw Self.failure(error)
        }
    }

    /// Durable content under the unfinished name, readable by whom the user's other files are.
    func synchronize(mode: mode_t) throws(MediaFailure) -> OpenFile {
        do {
            let file = try OpenFile.open(temporary, flags: O_RDWR | O_NOFOLLOW)
            _ = fchmod(file.descriptor, mode)
            try file.synchronizeData()
            return file
        } catch {
            throw Self.failure(error)
        }
    }

    /// Makes the file visible as `path`, in the same directory; false when something has that name.
    func publish(as path: RawName) throws(MediaFailure) -> Bool {
        let code = temporary.withCString { from in path.withCString { spool_rename_new(from, $0) } }
        switch code {
        case 0: return true
        case EEXIST: return false
        default: throw Self.failure(SystemError("rename", errno: code))
        }
    }

    /// The names of a file in `directory` and of the folders between there and `root` survive a power cut once this
    /// has returned.
    static func synchronizeDirectories(_ directory: RawName, upTo root: RawName) throws(MediaFailure) {
        var folder = directory
        while true {
            do {
                try OpenFile.open(folder, flags: O_RDONLY | O_DIRECTORY).synchronize()
            } catch let error as SystemError where error.errno == EINVAL {
                // Some file systems have nothing to synchronize in a directory (fsync(2)).
            } catch {
                throw failure(error)
            }
            guard folder != root, folder.bytes.count > root.bytes.count else { return }
            folder = folder.directory
        }
    }

    func discard() { _ = temporary.withCString { unlink($0) } }

    /// Makes what is missing of `directory`, with these permissions: the daemon's own mask is stricter than its user's.
    static func makeDirectory(_ directory: RawName, mode: mode_t) throws(MediaFailure) {
        var made = RawName("/")
        for component in directory.bytes.split(separator: UInt8(ascii: "/")) {
            made = made.appending(RawName(bytes: component))
            guard made.withCString({ mkdir($0, mode) }) != 0 else {
                permit(mode, on: made)
                continue
            }
            let code = errno
            // Whether an existing part may be written to matters for the last one only, and shows there.
            guard code == EEXIST || made.withCString({ access($0, F_OK) }) == 0 else {
                throw failure(SystemError("mkdir", errno: code))
            }
        }
    }

    /// A group id that is inherited stays so. What cannot be permitted leaves the directory private.
    private static func permit(_ mode: mode_t, on directory: RawName) {
        guard let opened = try? OpenFile.open(directory, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
            let status = try? opened.status()
        else { return }
        _ = fchmod(opened.descriptor, status.st_mode & S_ISGID | mode)
    }

    static func failure(_ error: any Error) -> MediaFailure {
        guard let error = error as? SystemError else {
            return MediaFailure(.internalError, "the MP3 could not be written")
        }
        return switch error.errno {
        case ENOSPC, EDQUOT: MediaFailure(.diskFull, "disk full")
        case EIO: MediaFailure(.destinationUnwritable, "writing to the destination failed: \(error.sentence)")
        default: MediaFailure(.destinationUnwritable, "the destination cannot be written: \(error.sentence)")
        }
    }
}

extension Array where Element == UInt8 {
    /// At most `count` bytes, without cutting a UTF-8 sequence in two.
    func prefix(longest count: Int) -> [UInt8] {
        guard self.count > count else { return self }
        var end = count
        while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
        return Array(self[..<end])
    }
}
