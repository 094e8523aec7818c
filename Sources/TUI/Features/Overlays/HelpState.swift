/// What help shows, and from which line on.
struct HelpState: Sendable {
    /// The contexts in which help was asked for, the focused one first.
    var contexts: [Context]
    var offset = 0
}
