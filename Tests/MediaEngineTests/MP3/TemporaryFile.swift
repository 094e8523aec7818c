import Foundation
import Glibc

/// An empty file, open for reading and writing, that goes with its last reference.
final class TemporaryFile {
    let path: String
    let descriptor: Int32

    init() throws {
        var template = Array((NSTemporaryDirectory() + "/spool-test-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if descriptor < 0 { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    func contents() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
}
