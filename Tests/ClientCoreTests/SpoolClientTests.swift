import FoundationEssentials
import SpoolAPI
import Testing

@testable import ClientCore

@Suite(.timeLimit(.minutes(10))) struct SpoolClientTests {
    @Test func pagesAreJoined() async throws {
        let server = try ScriptedServer { request in
            let isFirst = !request.target.contains("after=")
            return [try .json(JobPage(jobs: [.sample(isFirst ? "a" : "b")], next: isFirst ? "c1" : nil, revision: 1))]
        }
        defer { server.stop() }
        let jobs = try await SpoolClient(to: server.endpoint).jobs(JobQuery(state: .done))
        #expect(jobs.map(\.id) == ["a", "b"])
        #expect(
            server.requests.map(\.target) == [
                "/v1/jobs?state=done&limit=1000", "/v1/jobs?after=c1&state=done&limit=1000",
            ])
    }

    @Test func aListWithoutEndIsRefused() async throws {
        let server = try ScriptedServer { _ in [try .json(JobPage(jobs: [], next: "same", revision: 1))] }
        defer { server.stop() }
        await #expect(throws: ClientError.self) { try await SpoolClient(to: server.endpoint).jobs() }
    }

    @Test func problemsBecomeRefusals() async throws {
        let server = try ScriptedServer { _ in
            let body = try SpoolClient.encode(Problem(.conflict, "The job has ended."))
            return [.answer(409, body, headers: ["Content-Type": "application/problem+json", "Retry-After": "7"])]
        }
        defer { server.stop() }
        do {
            _ = try await SpoolClient(to: server.endpoint).cancel("a")
            Issue.record("no error")
        } catch {
            #expect(error.code == .refused)
            #expect(error.problem?.code == .conflict)
            #expect(error.message == "The job has ended.")
            #expect(error.retryAfter == 7)
        }
        #expect(server.requests.first?.target == "/v1/jobs/a/cancel")
    }

    @Test func otherServersAreNotUnderstood() async throws {
        let server = try ScriptedServer { request in
            request.target == "/v1/queue" ? [.answer(200, Array("<html>".utf8))] : [.answer(500)]
        }
        defer { server.stop() }
        let client = try SpoolClient(to: server.endpoint)
        await #expect(throws: ClientError.self) { _ = try await client.queue() }
        do { _ = try await client.info() } catch { #expect(error.code == .badResponse) }
    }

    @Test func aLostAnswerIsAskedForUnderTheSameKey() async throws {
        let server = try ScriptedServer { request in
            if request.number == 1 { return [.close] }
            if request.number == 2 { return [try .json(Problem(.unavailable, "later"), status: 503)] }
            return [try .json(JobReceipt(batch: "b", jobs: ["j"]), status: 201)]
        }
        defer { server.stop() }
        let receipt = try await SpoolClient(to: server.endpoint).submit(JobSubmission(items: [.init(path: "/a")]))
        #expect(receipt.jobs == ["j"])
        let keys = Set(server.requests.map { $0.headers["idempotency-key"] ?? "" })
        #expect(server.requests.count == 3)
        #expect(keys.count == 1)
        #expect(keys.first?.count == 16)
    }

    @Test func aRefusedSubmissionIsNotRepeated() async throws {
        let server = try ScriptedServer { _ in [try .json(Problem(.unprocessable, "No."), status: 422)] }
        defer { server.stop() }
        await #expect(throws: ClientError.self) {
            try await SpoolClient(to: server.endpoint).submit(JobSubmission(items: []))
        }
        #expect(server.requests.count == 1)
    }

    @Test func namesThatAreNotUTF8ArriveAsTheyAre() async throws {
        let server = try ScriptedServer { _ in [try .json(JobReceipt(batch: "b", jobs: []), status: 201)] }
        defer { server.stop() }
        let item = JobSubmission.Item(path: .init(bytes: [0x2F, 0xFF, 0x61]))
        _ = try await SpoolClient(to: server.endpoint).submit(JobSubmission(items: [item]))
        let body = try #require(server.requests.first?.body)
        #expect(try JSONDecoder().decode(JobSubmission.self, from: Data(body)).items == [item])
    }
}
