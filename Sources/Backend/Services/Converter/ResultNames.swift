import Glibc
import MediaTypes
import Synchronization

/// Gives every result of this process a name of its own, and one that nothing on the disk has.
final class ResultNames: Sendable {
    private let taken = Mutex<Set<RawName>>([])

    struct Choice: Hashable, Sendable {
        var path: RawName
        /// True when the wanted name was not free.
        var isRenamed: Bool
    }

    /// The first free of `NAME.mp3`, `NAME (2).mp3`, … in `directory`; it is taken until `release`. Blocks.
    func take(_ stem: RawName, in directory: RawName) -> Choice {
        var number = 1
        while true {
            let suffix = Array((number == 1 ? ".mp3" : " (\(number)).mp3").utf8)
            let name = RawName(bytes: stem.bytes.prefix(longest: 255 - suffix.count) + suffix)
            let path = directory.appending(name)
            let isFree = taken.withLock { $0.insert(path).inserted }
            if isFree {
                if !Self.exists(path) { return Choice(path: path, isRenamed: number > 1) }
                release(path)
            }
            number += 1
        }
    }

    func release(_ path: RawName) { taken.withLock { _ = $0.remove(path) } }

    private static func exists(_ path: RawName) -> Bool {
        var status = stat()
        return path.withCString { lstat($0, &status) } == 0
    }
}
