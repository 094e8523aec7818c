import FoundationEssentials

/// The one JSON line with which a starting `spoold` says how its start went.
struct ReadyMessage: Decodable, Hashable {
    enum State: String, Decodable { case ready, error }

    var state: State
    /// Why it does not start; for people.
    var message: String?
    /// Its exit status; 3 when another daemon serves the same directories.
    var status: Int32?

    static let alreadyRunning: Int32 = 3

    /// nil when the bytes are not such a line.
    init?(line: [UInt8]) {
        guard let message = try? JSONDecoder().decode(ReadyMessage.self, from: Data(line)) else { return nil }
        self = message
    }
}
