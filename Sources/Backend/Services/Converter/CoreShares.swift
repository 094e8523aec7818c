import BackendCore
import SpoolAPI
import Synchronization

/// Divides the processor's cores among the conversions that run: each has at least one, the earlier ones what is left
/// over, the last one all. Shares change while conversions run.
final class CoreShares: Sendable {
    private struct Member {
        var id: JobID
        var share = 0
        var transcoding: (any Transcoding)?
    }

    private let cores: Int
    private let members = Mutex<[Member]>([])

    init(cores: Int) { self.cores = cores }

    /// The cores of each of `count` conversions, in the order of their start.
    static func divide(_ cores: Int, among count: Int) -> [Int] {
        (0..<count).map { max(1, cores / count + ($0 < cores % count ? 1 : 0)) }
    }

    /// Runs `body` with a share, which it is told, while those of others shrink.
    func withShare<Result>(of id: JobID, _ body: (Int) async throws -> Result) async throws -> Result {
        let share = members.withLock { members in
            members.append(Member(id: id))
            divide(among: &members)
            return members.last?.share ?? 1
        }
        defer {
            members.withLock { members in
                members.removeAll { $0.id == id }
                divide(among: &members)
            }
        }
        let result = try await body(share)
        return result
    }

    /// Has `transcoding` use the share of `id`, whatever it becomes.
    func attach(_ id: JobID, _ transcoding: any Transcoding) {
        members.withLock { members in
            guard let index = members.firstIndex(where: { $0.id == id }) else { return }
            members[index].transcoding = transcoding
            // It may have changed since the conversion was started with it.
            transcoding.use(threads: members[index].share)
        }
    }

    /// Tells under the lock, so that nobody is left with a share that was somebody's before.
    private func divide(among members: inout [Member]) {
        let shares = Self.divide(cores, among: members.count)
        for index in members.indices where members[index].share != shares[index] {
            members[index].share = shares[index]
            members[index].transcoding?.use(threads: shares[index])
        }
    }
}
