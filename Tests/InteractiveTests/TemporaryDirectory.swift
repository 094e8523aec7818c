import Foundation
import MediaTypes

/// A directory that goes with its owner.
final class TemporaryDirectory {
    let path: RawName

    init() {
        let url = FileManager.default.temporaryDirectory.appending(path: "spool-\(UUID().uuidString)")
        try! FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = RawName(url.path())
    }

    deinit { try? FileManager.default.removeItem(atPath: path.text) }

    func directory(_ name: RawName) { _ = path.appending(name).withCString { mkdir($0, 0o755) } }
    func link(_ name: RawName, to target: RawName) {
        _ = target.withCString { target in path.appending(name).withCString { symlink(target, $0) } }
    }

    func file(_ name: RawName, bytes: Int = 0) {
        let descriptor = path.appending(name).withCString { open($0, O_WRONLY | O_CREAT, 0o644) }
        _ = ftruncate(descriptor, bytes)
        close(descriptor)
    }
}
