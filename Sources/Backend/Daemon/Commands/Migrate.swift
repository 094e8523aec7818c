import ArgumentParser
import BackendEmbedded
import Glibc

/// `spoold migrate`: the schema as this version wants it.
struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the ledger's schema up to date. `spoold all` does that by itself.")

    @OptionGroup var home: HomeOption

    func run() throws {
        let home = try home.directories()
        try home.prepare()
        let lock = try DaemonLock(home.lock)
        defer { withExtendedLifetime(lock) {} }
        do {
            try EmbeddedDatabase(path: home.ledger.text).close()
        } catch {
            throw StartFailure(error.message)
        }
        print("The ledger \(home.ledger.text) is up to date.")
    }
}
