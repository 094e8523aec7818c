import SpoolAPI

/// Jobs that have left the lists and will be removed once they can no longer be brought back.
struct Removal: Hashable, Sendable {
    /// How long `u` brings them back, milliseconds.
    static let grace = 10_000

    var id: Int
    var jobs: [JobID]
}
