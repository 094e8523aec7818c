import ArgumentParser

/// `spoold migrate`: the schemas as this version wants them.
struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the schemas of ledger and stores up to date. `spoold all` does that by itself.")

    @OptionGroup var options: StoreOptions

    func run() throws {
        try options.run("the migration") { adapters, _ in
            try await adapters.migrate()
            return "Tables and queues are up to date."
        }
    }
}
