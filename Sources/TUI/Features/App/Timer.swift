/// What a due `.after` effect means. A number ties it to the request it was made for; later ones make it void.
public enum Timer: Hashable, Sendable {
    /// Hide the notice.
    case notice(Int)
    /// Show that a directory is still being read.
    case reading(Int)
    /// The focus has rested on a file: probe it.
    case probe(Int)
    /// The options have rested: plan again.
    case plan(Int)
    /// The time to undo a removal is over.
    case removal(Int)
    /// A second of a refused login's waiting is over.
    case login(Int)
    /// Running times and remaining times move on.
    case tick
}
