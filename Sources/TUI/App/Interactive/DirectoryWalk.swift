import ClientCore
import MediaTypes
import TUIFeatures

/// Finds the media files below a directory. Links to directories are not followed: they may lead in circles.
struct DirectoryWalk: Sendable {
    let id: Int
    let root: RawName
    let includesHidden: Bool
    let cancellation: Cancellation
    let post: @Sendable (AppEvent) -> Void

    private static let interval: Int64 = 200

    private struct Progress {
        var found: [MarkedFile] = []
        var total = 0
        var directories = 0
        var unreadable = 0
        var reported: Int64 = 0
        var isCut: Bool { total >= WalkSummary.limit }
    }

    /// Blocks for as long as the file system does.
    func run() {
        var progress = Progress()
        var waiting = [root]
        while let path = waiting.popLast(), !progress.isCut, !cancellation.isCancelled {
            do throws(SystemFailure) { try visit(path, &waiting, &progress) } catch {
                if path == root { return post(.walked(id, .failure(error.trouble))) }
                progress.unreadable += 1
            }
        }
        if cancellation.isCancelled { return }
        report(&progress)
        post(.walked(id, .success(WalkSummary(unreadable: progress.unreadable, isCut: progress.isCut))))
    }

    private func visit(_ path: RawName, _ waiting: inout [RawName], _ progress: inout Progress) throws(SystemFailure) {
        let directory = try Directory(path)
        progress.directories += 1
        while let entry = try directory.next(), !progress.isCut, !cancellation.isCancelled {
            if !includesHidden, entry.name.bytes.first == UInt8(ascii: ".") { continue }
            if entry.kind == .directory {
                waiting.append(path.appending(entry.name))
            } else if MediaNames.isMedia(entry.name), let (kind, facts) = directory.describe(entry.name), kind == .file
            {
                progress.found.append(MarkedFile(path: path.appending(entry.name), size: facts.size ?? 0))
                progress.total += 1
            }
            if WallClock.now() - progress.reported >= Self.interval { report(&progress) }
        }
    }

    private func report(_ progress: inout Progress) {
        post(.walkProgress(id, found: progress.found, directories: progress.directories))
        progress.found = []
        progress.reported = WallClock.now()
    }
}
