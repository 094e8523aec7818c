import ArgumentParser
import ClientCore
import SpoolAPI

struct CancelVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "End jobs that wait or run.")
    @OptionGroup var selection: JobSelection
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let jobs = try await selection.resolve(client) { !$0.state.isFinal }
        return try await JobControl(context: context, client: client, done: "cancelled").run(jobs) {
            id throws(ClientError) in
            try await client.cancel(id)
        }
    }
}

struct RetryVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Queue failed or cancelled jobs again.")
    @OptionGroup var selection: JobSelection
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let jobs = try await selection.resolve(client) { $0.state == .failed || $0.state == .cancelled }
        return try await JobControl(context: context, client: client, done: "queued again").run(jobs) {
            id throws(ClientError) in
            try await client.retry(id)
        }
    }
}

struct PauseVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "pause", abstract: "Hold jobs where they are.")
    @OptionGroup var selection: JobSelection
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let jobs = try await selection.resolve(client) { !$0.state.isFinal && !$0.paused }
        return try await JobControl(context: context, client: client, done: "paused").run(jobs) {
            id throws(ClientError) in
            try await client.pause(id)
        }
    }
}

struct ResumeVerb: Verb {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Let paused jobs go on.")
    @OptionGroup var selection: JobSelection
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let jobs = try await selection.resolve(client) { !$0.state.isFinal && $0.paused }
        return try await JobControl(context: context, client: client, done: "goes on").run(jobs) {
            id throws(ClientError) in
            try await client.resume(id)
        }
    }
}

struct RemoveVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take jobs off the list, with the server's copy of their MP3s; delivered files stay.")
    @OptionGroup var selection: JobSelection
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let jobs = try await selection.resolve(client) { $0.state.isFinal }
        return try await JobControl(context: context, client: client, done: "removed").run(jobs) {
            id throws(ClientError) in
            try await client.remove(id)
            return nil
        }
    }
}

struct MoveVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move waiting jobs within the queue.",
        usage: "spool move <job> ... top|up|down|bottom")

    @Argument(help: ArgumentHelp("Job ids, then top, up, down or bottom.", valueName: "job"))
    var words: [String]
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        guard words.count >= 2, let move = words.last.flatMap({ JobPatch.Move(rawValue: $0) }) else {
            throw VerbFailure.usage("name jobs and then top, up, down or bottom: spool move JOB… top")
        }
        let client = try await context.client()
        let known = try await client.jobs()
        let ids = try words.dropLast().map { try JobPrefix.resolve($0, among: known.map(\.id)) }
        var jobs = ids.compactMap { id in known.first { $0.id == id } }
        // One after the other, and so that the jobs keep the order in which they were named.
        if move == .top || move == .down { jobs.reverse() }
        var control = JobControl(context: context, client: client, done: "moved \(move.rawValue)")
        control.width = 1
        return try await control.run(ChosenJobs(jobs: jobs, named: Set(ids))) { id throws(ClientError) in
            try await client.change(id, JobPatch(move: move))
        }
    }
}
