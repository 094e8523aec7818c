import ClientCore
import Descriptors
import Glibc
import MediaTypes

/// The bookmarks a person has set with keys: paths, each ended by a NUL byte. They take the place of those in the
/// settings file, which stays as its writer left it.
struct BookmarksFile: Sendable {
    let path: RawName
    private static let largest = 1 << 20

    /// Nil when there is none.
    func read() -> [RawName]? {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = (try? DescriptorIO.bytes(of: descriptor, limit: Self.largest)) ?? []
        return bytes.prefix(Self.largest).split(separator: 0).map { RawName(bytes: $0) }.filter(\.isAbsolute)
    }

    func write(_ bookmarks: [RawName]) -> SystemFailure? {
        _ = path.directory.withCString { mkdir($0, 0o700) }
        let bytes = bookmarks.reduce(into: [UInt8]()) { $0 += $1.bytes + [0] }
        do throws(DescriptorError) {
            try WholeFile.replace(path, with: bytes)
        } catch { return SystemFailure("cannot write", path, error.errno) }
        return nil
    }
}
