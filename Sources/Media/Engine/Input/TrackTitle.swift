/// What a track's title says about its kind, for containers that have no flag for it.
struct TrackTitle {
    private let words: String

    init(_ title: String) { words = title.lowercased() }

    var saysCommentary: Bool { words.contains("commentary") }

    var saysDescription: Bool {
        ["audio description", "described video", "descriptive audio", "visually impaired"].contains {
            words.contains($0)
        }
    }
}
