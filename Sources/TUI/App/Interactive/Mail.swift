import TUIFeatures

/// What waits in the event loop's mailbox.
enum Mail: Sendable {
    case event(AppEvent)
    /// Told the time when it is handed over.
    case due(TUIFeatures.Timer)
    /// The hidden `--crash`.
    case crash
}
