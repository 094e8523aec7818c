import Glibc
import MediaTypes
import Synchronization

/// A private folder for one converter's unfinished files, `PARENT/PID-RANDOM`. It is locked for as long as the process
/// lives; what processes that are gone have left beside it is swept by those that start, and with every conversion.
public final class Workspace: Sendable {
    public let directory: RawName
    private let parent: RawName
    /// flock(2) on the folder itself: the kernel ends it with the process.
    private let lock: OpenFile

    /// Blocks. Creates `parent` (0700) when it is missing.
    ///
    /// - Throws: `SystemError`.
    public init(in parent: RawName) throws {
        self.parent = parent
        try Delivery.makeDirectory(parent, mode: 0o700)
        let parentLock = try Self.open(parent)
        // Nobody sweeps between the making of a folder and its lock.
        guard flock(parentLock.descriptor, LOCK_EX) == 0 else { throw SystemError("flock") }
        Self.sweep(parent)
        directory = parent.appending(RawName("\(getpid())-\(UInt32.random(in: 0 ... .max))"))
        guard directory.withCString({ mkdir($0, 0o700) }) == 0 else { throw SystemError("mkdir") }
        lock = try Self.open(directory)
        guard flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else { throw SystemError("flock") }
    }

    deinit { Self.remove(directory) }

    func file(_ name: String) -> RawName { directory.appending(RawName(name)) }

    /// Removes the folders of processes that are gone. Blocks; does nothing while another process sweeps.
    func sweep() {
        guard let parentLock = try? Self.open(parent), flock(parentLock.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            return
        }
        Self.sweep(parent)
    }

    private static func open(_ directory: RawName) throws -> OpenFile {
        try OpenFile.open(directory, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }

    private static func sweep(_ parent: RawName) {
        for name in names(in: parent) {
            let folder = parent.appending(name)
            guard let left = try? open(folder), flock(left.descriptor, LOCK_EX | LOCK_NB) == 0 else { continue }
            remove(folder)
        }
    }

    /// The folder and the files in it; there are no folders in it.
    private static func remove(_ folder: RawName) {
        for name in names(in: folder) { _ = folder.appending(name).withCString { unlink($0) } }
        _ = folder.withCString { rmdir($0) }
    }

    private static func names(in directory: RawName) -> [RawName] {
        guard let stream = directory.withCString({ opendir($0) }) else { return [] }
        defer { closedir(stream) }
        var names: [RawName] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { RawName(bytes: $0.prefix { $0 != 0 }) }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }
}
