import ClientCore
import MediaProtocol
import MediaTypes
import Synchronization
import TUIFeatures

/// Probes and plans. What a probe has found is kept for as long as the file stays as it is, so that planning again
/// with other options is quick.
final class PlanWork: Sendable {
    private let post: @Sendable (AppEvent) -> Void
    private let known = Mutex<[FileVersion: MediaInfo]>([:])
    private let running = Mutex<[Int: Task<Void, Never>]>([:])

    init(post: @escaping @Sendable (AppEvent) -> Void) { self.post = post }

    /// False when the effect is not of this kind.
    func perform(_ effect: Effect) -> Bool {
        switch effect {
        case .probe(let path): Task { await probe(path) }
        case .plan(let request):
            let task = Task { await plan(request) }
            running.withLock { $0[request.id] = task }
        case .cancelPlan(let id): running.withLock { $0.removeValue(forKey: id) }?.cancel()
        default: return false
        }
        return true
    }

    /// The focused file is looked at anew each time: it may have changed.
    private func probe(_ path: RawName) async {
        do throws(MediaFailure) {
            post(.probed(path, .success(try await probe(path, as: await FileVersion.current(of: path)))))
        } catch { post(.probed(path, .failure(error))) }
    }

    private func info(_ path: RawName) async throws(MediaFailure) -> MediaInfo {
        let version = await FileVersion.current(of: path)
        if let version, let info = known.withLock({ $0[version] }) { return info }
        return try await probe(path, as: version)
    }

    private func probe(_ path: RawName, as version: FileVersion?) async throws(MediaFailure) -> MediaInfo {
        let info = try await MediaProbe.probe(path: path)
        if let version { known.withLock { $0[version] = info } }
        return info
    }

    private func plan(_ request: PlanRequest) async {
        let batch = BatchPlan(of: request.files) { path throws(MediaFailure) in try await self.info(path) }
        do throws(ClientError) {
            try await batch.run(options: request.options, destination: request.destination, finished: request.finished)
            { index, plan in
                if Task.isCancelled { return }
                post(.planned(request.id, [PlanUpdate(index: index, item: PlanItem(plan))]))
            }
        } catch {
            // A rule or a template that is not understood: it is so for every file.
            let item = PlanItem(problem: MediaFailure(.invalidOptions, error.message))
            post(.planned(request.id, request.files.indices.map { PlanUpdate(index: $0, item: item) }))
        }
        running.withLock { _ = $0.removeValue(forKey: request.id) }
    }
}

extension PlanItem {
    fileprivate init(_ plan: FilePlan) {
        self.init(
            track: plan.chosenTrack.flatMap { track in plan.track.map { TrackText.short(track, index: $0) } } ?? "",
            reason: plan.reason, output: plan.output?.lastComponent ?? "", duration: plan.duration,
            estimatedSize: plan.estimatedSize, isConverted: plan.isConverted, isRenamed: plan.isRenamed,
            problem: plan.problem)
    }
}
