import Glibc
import MediaTypes

@testable import ClientCore

/// A directory of a test's own; removed with everything in it.
final class TemporaryFolder: Sendable {
    let path: RawName

    init() throws {
        var template = Array("/tmp/spool-client-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ClientError(.file, "no temporary directory") }
        path = RawName(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
    }

    deinit {
        Self.remove(path)
    }

    private static func remove(_ path: RawName) {
        if let stream = path.withCString({ opendir($0) }) {
            while let entry = readdir(stream) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { RawName(bytes: $0.prefix { $0 != 0 }) }
                if name != "." && name != ".." { remove(path.appending(name)) }
            }
            closedir(stream)
        }
        _ = path.withCString { Glibc.remove($0) }
    }

    func write(_ name: RawName, _ text: String, mode: mode_t = 0o600) throws -> RawName {
        let file = path.appending(name)
        let descriptor = file.withCString { open($0, O_WRONLY | O_CREAT | O_TRUNC, mode) }
        defer { close(descriptor) }
        guard descriptor >= 0, Glibc.write(descriptor, text, text.utf8.count) == text.utf8.count else {
            throw ClientError(.file, "cannot write")
        }
        return file
    }

    func read(_ name: RawName) -> [UInt8]? {
        let descriptor = path.appending(name).withCString { open($0, O_RDONLY) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 16 << 20)
        return Array(bytes[..<max(Glibc.read(descriptor, &bytes, bytes.count), 0)])
    }

    var names: [String] {
        var names: [String] = []
        guard let stream = path.withCString({ opendir($0) }) else { return [] }
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        closedir(stream)
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }
}
