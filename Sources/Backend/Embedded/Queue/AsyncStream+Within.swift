extension AsyncStream<Void> {
    /// Waits for the next element, at most for `limit`; returns early when the task is cancelled. The stream has
    /// ended afterwards: cancelling a wait for an `AsyncStream` ends it.
    consuming func next(within limit: Duration) async {
        let stream = self
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in stream { return } }
            group.addTask { try? await Task.sleep(for: limit, clock: .continuous) }
            await group.next()
            group.cancelAll()
        }
    }
}
