import Glibc
import MediaTypes

/// Where `spool-media` is: the program that the environment's `SPOOL_MEDIA` names, else the one beside the
/// running program, else the one in `../libexec/spool` from there.
public enum WorkerLocator {
    static let program = RawName("spool-media")

    /// - Throws: `internalError` that says where it was looked for.
    public static func locate() throws(MediaFailure) -> RawName {
        let named = getenv("SPOOL_MEDIA").map {
            RawName(bytes: UnsafeBufferPointer(start: $0, count: strlen($0)).map(UInt8.init(bitPattern:)))
        }
        return try locate(named: named, running: runningProgram())
    }

    static func locate(named: RawName?, running: RawName?) throws(MediaFailure) -> RawName {
        if let named, !named.bytes.isEmpty {
            guard isExecutable(named) else {
                throw MediaFailure(.internalError, "SPOOL_MEDIA does not name a program that can be run")
            }
            return named
        }
        let folder = running?.directory
        let candidates = [folder, folder?.appending("../libexec/spool")].compactMap { $0?.appending(program) }
        guard let found = candidates.first(where: isExecutable) else {
            throw MediaFailure(
                .internalError,
                "spool-media is neither beside this program nor in ../libexec/spool: install it there or set SPOOL_MEDIA to it"
            )
        }
        return found
    }

    private static func runningProgram() -> RawName? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return count > 0 ? RawName(bytes: buffer[..<count].map(UInt8.init(bitPattern:))) : nil
    }

    private static func isExecutable(_ path: RawName) -> Bool {
        path.withCString { access($0, X_OK) } == 0
    }
}
