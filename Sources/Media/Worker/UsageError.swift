/// A command line or a request that cannot be understood, in a sentence for people.
struct UsageError: Error {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}
