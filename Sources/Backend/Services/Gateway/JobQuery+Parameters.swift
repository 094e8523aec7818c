import BackendCore
import HummingbirdCore
import SpoolAPI

extension JobQuery {
    /// Reads `after`, `state`, `batch`, `q` and `limit`; a state may be given several times.
    ///
    /// Throws `Problem(.badRequest)` for values that make no sense.
    init(_ parameters: FlatDictionary<Substring, Substring>) throws {
        self.init()
        after = parameters["after"].map(String.init)
        if let given = parameters["batch"] {
            guard given.isIdentifier else {
                throw Problem(.badRequest, "A batch's id is 1 to 64 digits and lower-case letters.")
            }
            batch = BatchID(String(given))
        }
        text = parameters["q"].flatMap { $0.isEmpty ? nil : String($0) }
        guard (text?.unicodeScalars.count ?? 0) <= 200 else {
            throw Problem(.badRequest, "q is at most 200 characters.")
        }
        for name in parameters.getAll("state").flatMap({ $0.split(separator: ",") }) {
            guard let state = JobState(rawValue: String(name)) else {
                let known = JobState.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(.badRequest, "There is no such state: use \(known).")
            }
            states.insert(state)
        }
        if let given = parameters["limit"] {
            guard let number = Int(given), (1...1000).contains(number) else {
                throw Problem(.badRequest, "limit must be a number from 1 to 1000.")
            }
            limit = number
        }
    }
}
