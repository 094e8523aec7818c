import Glibc
import MediaTypes

/// Where `spoold` is: the program that the environment's `SPOOLD` names, else the one beside the running program,
/// else the one in `../libexec/spool` or `../libexec` from there, else the first in `PATH`.
public enum DaemonLocator {
    public static func locate(environment: [RawName: RawName]) throws(ClientError) -> RawName {
        try locate(environment: environment, running: runningProgram(), isExecutable: isExecutable)
    }

    static func locate(
        environment: [RawName: RawName], running: RawName?, isExecutable: (RawName) -> Bool
    ) throws(ClientError) -> RawName {
        if let named = environment["SPOOLD"], !named.bytes.isEmpty {
            guard isExecutable(named) else {
                throw ClientError(.daemon, "SPOOLD does not name a program that can be run: ‘\(named.text)’")
            }
            return named
        }
        let beside = running?.directory
        let near = [beside, beside?.appending("../libexec/spool"), beside?.appending("../libexec")]
        let path = (environment["PATH"]?.bytes ?? []).split(separator: UInt8(ascii: ":")).map { RawName(bytes: $0) }
        let candidates = (near.compactMap { $0 } + path.filter(\.isAbsolute)).map { $0.appending("spoold") }
        guard let found = candidates.first(where: isExecutable) else {
            throw ClientError(
                .daemon,
                "spoold was not found beside this program, in ../libexec or in PATH: install it there or set SPOOLD to it"
            )
        }
        return found
    }

    static func runningProgram() -> RawName? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return count > 0 ? RawName(bytes: buffer[..<count].map(UInt8.init(bitPattern:))) : nil
    }

    private static func isExecutable(_ path: RawName) -> Bool {
        path.withCString { access($0, X_OK) } == 0
    }
}
