import Synchronization
import TUIFeatures

/// Collects the events that the code under test posts.
final class Recorder: Sendable {
    private let stored = Mutex<[AppEvent]>([])
    var events: [AppEvent] { stored.withLock { $0 } }
    var post: @Sendable (AppEvent) -> Void { { event in self.stored.withLock { $0.append(event) } } }

    var listing: DirectoryListing? {
        for case .listed(_, .success(let listing)) in events { return listing }
        return nil
    }

    var trouble: String? {
        for case .listed(_, .failure(let trouble)) in events { return trouble.message }
        return nil
    }

    var completion: Completion? {
        for case .completed(_, let completion) in events { return completion }
        return nil
    }
}
