import MediaTypes

/// A search for media below a directory while it runs.
struct Walk: Hashable, Sendable {
    var id: Int
    var directory: RawName
    var found = 0
    var directories = 0
}
