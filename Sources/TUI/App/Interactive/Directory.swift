import Glibc
import MediaTypes
import TUIFeatures

/// The names of one directory, read one after the other.
struct Directory: ~Copyable {
    struct Name {
        var name: RawName
        /// Nil when only `describe` can tell.
        var kind: FileEntry.Kind?
    }

    let path: RawName
    private let handle: OpaquePointer

    init(_ path: RawName) throws(SystemFailure) {
        guard let handle = path.withCString({ opendir($0) }) else { throw SystemFailure("cannot read", path) }
        self.path = path
        self.handle = handle
    }

    deinit { closedir(handle) }

    /// Nil at the end; without `.` and `..`.
    func next() throws(SystemFailure) -> Name? {
        while true {
            errno = 0
            guard let entry = readdir(handle) else {
                if errno != 0 { throw SystemFailure("cannot read", path) }
                return nil
            }
            let type = Int32(entry.pointee.d_type)
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: Int(NAME_MAX) + 1) {
                    RawName(
                        bytes: UnsafeBufferPointer(
                            start: $0, count: strlen(UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))))
                }
            }
            if name == "." || name == ".." { continue }
            return Name(name: name, kind: Self.kind(type))
        }
    }

    private static func kind(_ type: Int32) -> FileEntry.Kind? {
        switch type {
        case Int32(DT_DIR): .directory
        case Int32(DT_REG): .file
        // A link is what it leads to, and some file systems do not tell.
        case Int32(DT_LNK), Int32(DT_UNKNOWN): nil
        default: .other
        }
    }

    /// What `stat` says of a name in this directory, links followed; nil when it cannot be looked at.
    func describe(_ name: RawName) -> (kind: FileEntry.Kind, facts: FileFacts)? {
        var status = stat()
        guard name.withCString({ fstatat(dirfd(handle), $0, &status, 0) }) == 0 else { return nil }
        let modified = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
        let kind: FileEntry.Kind =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: .directory
            case S_IFREG: .file
            default: .other
            }
        return (kind, FileFacts(size: kind == .file ? Int64(status.st_size) : nil, modified: modified))
    }

    /// Bytes that an ordinary user may still fill; nil when unknown.
    var freeSpace: Int64? {
        var status = statvfs()
        guard fstatvfs(dirfd(handle), &status) == 0 else { return nil }
        let (bytes, isTooMuch) = Int64(clamping: status.f_bavail).multipliedReportingOverflow(
            by: Int64(clamping: status.f_frsize))
        return isTooMuch ? nil : bytes
    }
}
