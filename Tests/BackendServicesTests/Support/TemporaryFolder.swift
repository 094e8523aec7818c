import FoundationEssentials
import Glibc
import MediaTypes

/// A directory of its own for one test, removed with the last reference.
final class TemporaryFolder: Sendable {
    let path: RawName

    init() {
        var template = Array("/tmp/spool-test-XXXXXX".utf8CString)
        path = RawName(String(cString: mkdtemp(&template)))
    }

    deinit { try? FileManager.default.removeItem(atPath: path.text) }

    func callAsFunction(_ name: RawName) -> RawName { path.appending(name) }

    @discardableResult
    func file(_ name: RawName, _ content: some Sequence<UInt8> = [UInt8]("x".utf8)) throws -> RawName {
        let file = path.appending(name)
        try FileManager.default.createDirectory(atPath: file.directory.text, withIntermediateDirectories: true)
        try Data(content).write(to: URL(filePath: file.text))
        return file
    }

    func names(_ directory: RawName = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path.appending(directory).text).sorted()
    }

    func bytes(_ name: RawName) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path.appending(name).text)))
    }
}
