import SpoolAPI

/// A question before something is lost.
struct Confirmation: Sendable {
    enum Subject: Hashable, Sendable {
        case cancel([JobID])
        case remove([JobID])
        case quitWhileSaving
        case quitWhileSending
    }

    var subject: Subject
    var question: String
    /// What follows from a yes.
    var consequence: String
}
