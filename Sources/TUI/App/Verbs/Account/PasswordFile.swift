import ClientCore
import Descriptors
import Glibc
import MediaTypes

/// A password in a file or on standard input: its first line.
struct PasswordFile {
    private let path: RawName
    private static let largest = 4096

    init(_ path: RawName) { self.path = path }

    func read() throws -> String {
        let descriptor = path == "-" ? dup(0) : path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let bytes: [UInt8]
        do throws(DescriptorError) {
            bytes = try DescriptorIO.bytes(of: descriptor, limit: Self.largest, until: 0x0A)
        } catch { throw failure(error.message) }
        var line = bytes.prefix { $0 != 0x0A }
        if line.last == 0x0D { line = line.dropLast() }
        guard let text = String(validating: line, as: UTF8.self) else { throw failure("it is not UTF-8") }
        return text
    }

    private func failure(_ why: String) -> VerbFailure {
        .usage("the password cannot be read from ‘\(path.text)’: \(why)")
    }
}
