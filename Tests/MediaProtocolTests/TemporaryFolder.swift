import FoundationEssentials
import Glibc
import MediaTypes

/// A folder that is gone when its owner is.
final class TemporaryFolder: Sendable {
    let path: RawName

    init() throws {
        path = RawName(FileManager.default.temporaryDirectory.path).appending(
            RawName("spool-test-\(UUID().uuidString)"))
        try FileManager.default.createDirectory(atPath: path.text, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path.text)
    }

    func makeFolder(_ name: RawName) throws {
        try FileManager.default.createDirectory(atPath: path.appending(name).text, withIntermediateDirectories: false)
    }

    @discardableResult
    func makeFile(_ name: RawName, _ bytes: [UInt8]) throws -> RawName {
        let file = path.appending(name)
        try Data(bytes).write(to: URL(filePath: file.text))
        return file
    }

    /// An executable shell script.
    func makeScript(_ name: RawName, _ body: String) throws -> RawName {
        let file = try makeFile(name, Array("#!/bin/sh\n\(body)\n".utf8))
        chmod(file.text, 0o755)
        return file
    }
}
