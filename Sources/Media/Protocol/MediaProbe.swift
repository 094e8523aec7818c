import MediaTypes

/// Probing without holding a `MediaWorker`.
public enum MediaProbe {
    /// What the file at `path` holds, as the `spool-media` that `WorkerLocator` finds sees it.
    /// - Throws: the failure that prevents it, `cancelled` when the task is.
    public static func probe(path: RawName, track: String? = nil) async throws(MediaFailure) -> MediaInfo {
        try await MediaWorker().probe(path, track: track)
    }
}
