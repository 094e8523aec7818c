import BackendCore
import Logging
import ServiceLifecycle
import Synchronization

/// Asks what a service depends on whether it is there, says in the log what is waited for, and answers `/readyz`.
public final class DependencyWatch: Service {
    private let dependencies: [Dependency]
    private let interval: Duration
    private let logger: Logger
    /// Why each does not answer, by name; nil before the first answer of all.
    private let missing = Mutex<[String: String]?>(nil)

    /// - Parameter interval: between two questions to one that answers.
    public init(_ dependencies: [Dependency], interval: Duration = .seconds(5), logger: Logger) {
        self.dependencies = dependencies
        self.interval = interval
        self.logger = logger
    }

    /// What is waited for, one sentence each; empty when everything answers.
    public var waitsFor: [String] {
        missing.withLock { $0.map { $0.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" } } ?? ["the start"] }
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for dependency in self.dependencies { group.addTask { await self.watch(dependency) } }
            }
        }
    }

    private func watch(_ dependency: Dependency) async {
        var delay = Backoff()
        while !Task.isCancelled {
            do {
                try await dependency.ask()
                note(dependency, nil)
                delay = Backoff()
                try await Task.sleep(for: dependency.interval ?? interval)
            } catch {
                if Task.isCancelled { return }
                note(dependency, (error as? BackendError)?.message ?? "\(error)")
                try? await Task.sleep(for: delay.next())
            }
        }
    }

    private func note(_ dependency: Dependency, _ reason: String?) {
        let before = missing.withLock { missing in
            var reasons = missing ?? Dictionary(uniqueKeysWithValues: dependencies.map { ($0.name, "not asked yet") })
            defer { missing = reasons }
            let before = reasons[dependency.name]
            reasons[dependency.name] = reason
            return before
        }
        if let reason, before != reason {
            logger.notice("waiting for \(dependency.name): \(reason)")
        } else if reason == nil, before != nil {
            logger.notice("\(dependency.name) answers")
        }
    }
}
