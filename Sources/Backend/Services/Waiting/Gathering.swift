/// Hands items over together: as soon as there are `size` of them, or the first has waited for `patience`. For calls
/// that cost the same for several as for one, and that nobody waits for.
actor Gathering<Item: Sendable> {
    private let size: Int
    private let patience: Duration
    private let deliver: @Sendable ([Item]) async -> Void
    private var items: [Item] = []
    private var timer: Task<Void, any Error>?

    init(size: Int, patience: Duration = .seconds(1), deliver: @escaping @Sendable ([Item]) async -> Void) {
        self.size = size
        self.patience = patience
        self.deliver = deliver
    }

    /// Returns at once, unless this makes them enough.
    func add(_ item: Item) async {
        items.append(item)
        if items.count >= size { return await flush() }
        guard timer == nil else { return }
        timer = Task { [patience] in
            try await Task.sleep(for: patience)
            await self.flush()
        }
    }

    /// All that has come is handed over, also when the calling task has been cancelled.
    func flush() async {
        let found = items
        items = []
        timer?.cancel()
        timer = nil
        guard !found.isEmpty else { return }
        await Task { [deliver] in await deliver(found) }.value
    }
}
