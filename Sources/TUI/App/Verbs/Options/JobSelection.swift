import ArgumentParser
import ClientCore
import SpoolAPI

/// Which jobs a verb works on: ids (a unique prefix is enough) or a whole kind of them.
struct JobSelection: ParsableArguments {
    @Argument(help: ArgumentHelp("Job ids; a unique prefix is enough.", valueName: "job"))
    var jobs: [String] = []

    @Flag(help: "All jobs that the verb applies to.")
    var all = false

    @Flag(help: "All failed jobs.")
    var failed = false

    @Option(help: ArgumentHelp("All jobs of a batch.", valueName: "batch"))
    var batch: String?

    /// The chosen jobs in the order given, then oldest first. Of `--all`, `--failed` and `--batch` only those that
    /// `applies` holds for.
    func resolve(_ client: SpoolClient, applies: (Job) -> Bool) async throws -> ChosenJobs {
        guard !jobs.isEmpty || all || failed || batch != nil else {
            throw VerbFailure.usage("name at least one job, or give --all, --failed or --batch (see spool ls)")
        }
        let known = try await client.jobs()
        var chosen: [Job] = []
        for text in jobs {
            let id = try JobPrefix.resolve(text, among: known.map(\.id))
            chosen += known.filter { $0.id == id }
        }
        let named = Set(chosen.map(\.id))
        let batchID = try batch.map { try resolveBatch($0, known) }
        let isMass = all || failed || batchID != nil
        let mass = known.filter { job in
            isMass && applies(job) && (!failed || job.state == .failed) && (batchID.map { job.batch == $0 } ?? true)
        }
        var seen: Set<JobID> = []
        chosen = (chosen + mass).filter { seen.insert($0.id).inserted }
        guard !chosen.isEmpty else { throw VerbFailure(.nothingToDo, "nothing to do: there are no such jobs") }
        return ChosenJobs(jobs: chosen, named: named)
    }

    private func resolveBatch(_ text: String, _ known: [Job]) throws -> BatchID {
        let matches = Set(known.map(\.batch).filter { $0.rawValue.hasPrefix(text.lowercased()) })
        guard let only = matches.first else { throw VerbFailure(.usage, "no batch \(text): see spool ls") }
        guard matches.count == 1 else {
            throw VerbFailure(.usage, "\(text) fits \(matches.count) batches: type more of it")
        }
        return only
    }
}
