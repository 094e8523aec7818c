import ClientCore
import Glibc
import MediaTypes
import TUIFeatures

/// Reads one directory for the picker: names first, then sizes and times.
struct DirectoryReading: Sendable {
    let id: Int
    let path: RawName
    let cancellation: Cancellation
    let post: @Sendable (AppEvent) -> Void

    /// Sizes that are found out within this time come with the names, so that a usual directory is drawn once.
    private static let patience: Int64 = 40
    private static let portion = 1000

    /// Blocks for as long as the file system does.
    func run() {
        do throws(SystemFailure) { try read() } catch {
            if !cancellation.isCancelled { post(.listed(id, .failure(error.trouble))) }
        }
    }

    /// Of a file the directory is shown.
    private static func isFile(_ path: RawName) -> Bool {
        var status = stat()
        return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    private func read() throws(SystemFailure) {
        let isFile = Self.isFile(path)
        let path = isFile ? path.directory : path
        let directory = try Directory(path)
        var found: [FileEntry] = []
        while let name = try directory.next() {
            if cancellation.isCancelled { return }
            found.append(FileEntry(name: name.name, kind: name.kind ?? directory.describe(name.name)?.kind ?? .other))
            if found.count % 2000 == 0 { post(.listingProgress(id, count: found.count)) }
        }
        var listing = DirectoryListing(
            directory: path, entries: found, freeSpace: directory.freeSpace,
            focus: isFile ? self.path.lastComponent : nil)
        let deadline = WallClock.now() + Self.patience
        var next = 0
        while next < listing.entries.count, WallClock.now() < deadline {
            if let facts = directory.describe(listing.entries[next].name)?.facts {
                listing.entries[next].size = facts.size
                listing.entries[next].modified = facts.modified
            }
            next += 1
        }
        post(.listed(id, .success(listing)))
        while next < listing.entries.count {
            if cancellation.isCancelled { return }
            let end = min(next + Self.portion, listing.entries.count)
            var facts: [FileFacts] = []
            for entry in listing.entries[next..<end] {
                facts.append(directory.describe(entry.name)?.facts ?? FileFacts(size: nil, modified: nil))
            }
            post(.described(id, start: next, facts))
            next = end
        }
        post(.listingComplete(id))
    }
}
