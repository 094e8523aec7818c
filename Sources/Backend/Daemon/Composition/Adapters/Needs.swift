import BackendCore
import BackendEmbedded
import BackendServices

/// What the roles ask; nil is what lies in the home.
struct Needs {
    var ledger: Dependency
    var blobs: Dependency?
    var queues: Dependency?
    var mail: Dependency?

    func of(_ role: Role) -> [Dependency] {
        switch role {
        case .auth: [ledger]
        case .gateway, .converter: [ledger, blobs, queues].compactMap(\.self)
        case .notifier: [ledger, queues, mail].compactMap(\.self)
        }
    }
}

extension Dependency {
    static func file(_ ledger: SQLiteJobLedger) -> Dependency {
        Dependency("the ledger") { _ = try await ledger.revision() }
    }
}
