import FoundationEssentials
import SpoolAPI
import Testing

@testable import ClientCore

@Suite(.timeLimit(.minutes(10))) struct LiveJobsTests {
    private static func event(_ id: Int64, _ name: String, _ payload: some Encodable) throws -> ScriptedServer.Step {
        .send(
            "id: \(id)\nevent: \(name)\ndata: \(String(decoding: try SpoolClient.encode(payload), as: UTF8.self))\n\n")
    }
    private static let head = ScriptedServer.Step.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")

    /// The jobs' states as they are told, until one job has ended.
    private func follow(_ server: ScriptedServer, until id: JobID) async throws -> (states: [String], lost: Int) {
        var states: [String] = []
        var lost = 0
        try await LiveJobs(try SpoolClient(to: server.endpoint)).follow { update in
            switch update {
            case .synchronised: states.append("synchronised")
            case .lost: lost += 1
            case .resumed: states.append("resumed")
            case .changes(let changes):
                for change in changes {
                    switch change {
                    case .added(let job), .updated(let job):
                        states.append("\(job.id) \(job.state.rawValue)")
                        if job.id == id, job.state.isFinal { return false }
                    case .removed(let id): states.append("\(id) removed")
                    case .queue(let status): states.append("queue \(status.paused)")
                    }
                }
            }
            return true
        }
        return (states, lost)
    }

    @Test func snapshotThenChanges() async throws {
        let server = try ScriptedServer { request in
            if request.target.hasPrefix("/v1/jobs?") {
                return [try .json(JobPage(jobs: [.sample("a")], next: nil, revision: 4))]
            }
            return [
                Self.head, try Self.event(4, "hello", FeedHello(revision: 4, reset: false)), .send(":\n\n"),
                try Self.event(4, "queue", QueueStatus(paused: true, workers: 1)),
                try Self.event(5, "future", ["x": 1]),
                try Self.event(6, "job", Job.sample("a", revision: 6, state: .done)), .hold,
            ]
        }
        defer { server.stop() }
        let told = try await follow(server, until: "a")
        #expect(told.states == ["a queued", "synchronised", "queue true", "a done"])
        #expect(server.requests.last?.headers["last-event-id"] == "4")
    }

    @Test func aLostStreamIsResumedWhereItBroke() async throws {
        let server = try ScriptedServer { request in
            if request.target.hasPrefix("/v1/jobs?") {
                return [try .json(JobPage(jobs: [.sample("a")], next: nil, revision: 4))]
            }
            let isFirst = request.headers["last-event-id"] == "4"
            let event = try Self.event(
                isFirst ? 7 : 8, "job", Job.sample("a", revision: isFirst ? 7 : 8, state: isFirst ? .converting : .done)
            )
            return [Self.head, event, isFirst ? .close : .hold]
        }
        defer { server.stop() }
        let told = try await follow(server, until: "a")
        #expect(told.states == ["a queued", "synchronised", "a converting", "resumed", "a done"])
        #expect(told.lost == 1)
        #expect(server.requests.filter { $0.target == "/v1/events" }.map { $0.headers["last-event-id"] } == ["4", "7"])
    }

    @Test func aResetReadsTheListAgain() async throws {
        let server = try ScriptedServer { request in
            if request.target.hasPrefix("/v1/jobs?") {
                let again = request.number > 2
                let jobs: [Job] = again ? [.sample("b", revision: 9, state: .done)] : [.sample("a")]
                return [try .json(JobPage(jobs: jobs, next: nil, revision: again ? 9 : 4))]
            }
            return [Self.head, try Self.event(9, "hello", FeedHello(revision: 9, reset: true)), .hold]
        }
        defer { server.stop() }
        let told = try await follow(server, until: "b")
        #expect(told.states == ["a queued", "synchronised", "b done"])
    }

    @Test func aRefusalIsThrown() async throws {
        let server = try ScriptedServer { _ in [try .json(Problem(.unauthorized, "Log in first."), status: 401)] }
        defer { server.stop() }
        do {
            _ = try await follow(server, until: "a")
            Issue.record("no error")
        } catch let error as ClientError {
            #expect(error.problem?.code == .unauthorized)
        }
    }
}
