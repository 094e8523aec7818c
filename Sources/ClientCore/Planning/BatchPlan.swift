import Glibc
import MediaProtocol
import MediaTypes
import SpoolAPI

/// Probes files side by side, as many as there are cores, and plans each as soon as it is known.
public struct BatchPlan: Sendable {
    public typealias Probe = @Sendable (RawName) async throws(MediaFailure) -> MediaInfo

    private let files: [RawName]
    private let probe: Probe
    private let width: Int

    /// - Parameter files: absolute paths.
    public init(
        of files: [RawName], width: Int = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
        probe: @escaping Probe = { path throws(MediaFailure) in try await MediaProbe.probe(path: path) }
    ) {
        self.files = files
        self.width = max(width, 1)
        self.probe = probe
    }

    /// Tells each file's index and plan. Names are given in the order of the list, so plans come in that order too.
    public func run(
        options: ConversionOptions, destination: RawName?, finished: [Job] = [],
        _ receive: (Int, FilePlan) async -> Void
    ) async throws(ClientError) {
        var planner = try Planner(options: options, destination: destination, finished: finished)
        await Self.inOrder(files, width: width, probe) { index, outcome in
            await receive(index, planner.plan(files[index], outcome, isTaken: Self.isTaken))
        }
    }

    /// What is in each file, in the order of the list.
    public func probeAll(_ receive: (Int, Result<MediaInfo, MediaFailure>) async -> Void) async {
        await Self.inOrder(files, width: width, probe, receive)
    }

    private static func inOrder(
        _ files: [RawName], width: Int, _ probe: @escaping Probe,
        _ receive: (Int, Result<MediaInfo, MediaFailure>) async -> Void
    ) async {
        await withTaskGroup(of: (Int, Result<MediaInfo, MediaFailure>).self) { group in
            var next = 0
            var told = 0
            var early: [Int: Result<MediaInfo, MediaFailure>] = [:]
            func add() {
                guard next < files.count, !Task.isCancelled else { return }
                let index = next
                next += 1
                group.addTask {
                    // Not in one expression: Swift 6.3.1 with -O loses the tuple's first half over an `await` in its second.
                    do throws(MediaFailure) {
                        let info = try await probe(files[index])
                        return (index, .success(info))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            for _ in 0..<width { add() }
            for await (index, outcome) in group {
                add()
                early[index] = outcome
                while let outcome = early.removeValue(forKey: told) {
                    await receive(told, outcome)
                    told += 1
                }
            }
        }
    }

    private static func isTaken(_ path: RawName) -> Bool {
        var status = stat()
        return path.withCString { lstat($0, &status) } == 0
    }
}
