import CPOSIX
import Glibc
import MediaTypes

/// The command line and environment of a worker.
struct WorkerCommand {
    /// All that a worker inherits: it reads hostile files, so no secret of this process may reach it.
    static let inherited = ["LD_LIBRARY_PATH", "SPOOL_REQUIRE_SANDBOX"]

    let executable: RawName
    let options: [RawName]

    init(_ executable: RawName, options: [RawName] = []) {
        self.executable = executable
        self.options = options
    }

    /// Starts it with `descriptors` as 0, 1, 2, …; -1 leaves one closed.
    func spawn(_ descriptors: [Int32]) throws(MediaFailure) -> pid_t {
        var process: pid_t = 0
        let code = executable.withCString { path in
            Self.withCStrings([executable, "--parent", RawName("\(getpid())")] + options) { arguments in
                Self.withCStrings(Self.environment()) { environment in
                    spool_spawn(path, arguments, environment, descriptors, Int32(descriptors.count), &process)
                }
            }
        }
        guard code == 0 else {
            throw MediaFailure(.internalError, "the converter (spool-media) could not be started: \(systemError(code))")
        }
        return process
    }

    private static func environment() -> [RawName] {
        let values = inherited.compactMap { name in
            getenv(name).map { value in RawName("\(name)=\(String(cString: value))") }
        }
        // The Swift runtime would otherwise start another program when this one crashes.
        return values + ["SWIFT_BACKTRACE=enable=no"]
    }

    /// `strings` as C takes them: terminated, and followed by NULL.
    private static func withCStrings<Result>(
        _ strings: [RawName], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = strings.map { $0.withCString { strdup($0) } } + [nil]
        defer { for copy in copies { free(copy) } }
        return copies.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("a terminated list is not empty") }
            return body(base)
        }
    }
}
