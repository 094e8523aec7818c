import MediaTypes

/// What the last few probes found, by path.
struct ProbeCache: Sendable {
    private var results: [RawName: FilesState.Probe] = [:]
    private var order: [RawName] = []
    private static let limit = 256

    subscript(path: RawName) -> FilesState.Probe? { results[path] }

    mutating func store(_ probe: FilesState.Probe, for path: RawName) {
        if results.updateValue(probe, forKey: path) == nil { order.append(path) }
        if order.count > Self.limit { results[order.removeFirst()] = nil }
    }

    mutating func removeAll() { self = ProbeCache() }
}
