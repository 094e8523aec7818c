import FoundationEssentials
import Glibc
import MediaTypes
import SpoolAPI
import Synchronization
import Testing

@testable import ClientCore

@Suite(.timeLimit(.minutes(10))) struct UploadTests {
    private static func receipt(_ id: JobID = "j") throws -> ScriptedServer.Step {
        try .json(JobReceipt(batch: "b", jobs: [id]), status: 201)
    }

    private func upload(_ path: RawName) -> Upload {
        Upload(path: path, options: UploadOptions(batch: "b", batchSize: 2), key: "b-0")
    }

    @Test func optionsComeFirstThenTheFileByteForByte() async throws {
        let server = try ScriptedServer(tcp: true) { _ in [try Self.receipt()] }
        defer { server.stop() }
        let content = String(repeating: "0123456789abcdef\r\n--x", count: 100_000)
        let path = try server.folder.write(
            RawName(bytes: Array("caf\u{e9} ".utf8) + [0xFF] + Array(".mkv".utf8)), content)
        let last = Mutex(Int64(0))
        let sent = try await MultipartUpload(SpoolClient(to: server.endpoint)).send(upload(path)) { bytes in
            last.withLock { $0 = bytes }
        }
        #expect(sent.jobs == ["j"])
        #expect(last.withLock { $0 } == Int64(content.utf8.count))
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.target == "/upload")
        #expect(request.headers["idempotency-key"] == "b-0")
        let type = try #require(request.headers["content-type"])
        let boundary = try #require(type.split(separator: "boundary=").last)
        let body = request.body
        let options = try #require(body.firstRange(of: Array("name=\"options\"".utf8)))
        let file = try #require(body.firstRange(of: Array("name=\"file\"; filename=\"".utf8)))
        #expect(options.lowerBound < file.lowerBound)
        #expect(body.firstRange(of: [0xFF] + Array(".mkv\"".utf8)) != nil)
        let start = try #require(body[file.upperBound...].firstRange(of: Array("\r\n\r\n".utf8))).upperBound
        let end = body.count - "\r\n--\(boundary)--\r\n".utf8.count
        #expect(Array(body[start..<end]) == Array(content.utf8))
    }

    @Test func aLostConnectionIsTriedAgainUnderTheSameKey() async throws {
        let server = try ScriptedServer(tcp: true) { $0.number == 1 ? [.close] : [try Self.receipt()] }
        defer { server.stop() }
        let path = try server.folder.write("a.mkv", "abc")
        let told = Mutex<[Uploads.State]>([])
        await Uploads(MultipartUpload(try SpoolClient(to: server.endpoint))).send([upload(path)]) { _, state in
            told.withLock { $0.append(state) }
        }
        #expect(told.withLock { $0.last } == .done(JobReceipt(batch: "b", jobs: ["j"])))
        #expect(server.requests.map { $0.headers["idempotency-key"] } == ["b-0", "b-0"])
    }

    @Test func aRefusalIsFinalAndSaidInTheServersWords() async throws {
        let server = try ScriptedServer(tcp: true) { _ in [try .json(Problem(.tooLarge, "At most 1 GB."), status: 413)]
        }
        defer { server.stop() }
        let path = try server.folder.write("a.mkv", "abc")
        do throws(ClientError) {
            _ = try await MultipartUpload(SpoolClient(to: server.endpoint)).send(upload(path)) { _ in }
            Issue.record("no error")
        } catch {
            #expect(error.problem?.code == .tooLarge)
            #expect(!error.isTransient)
        }
    }

    @Test func aFileThatChangesIsNeverSentWhole() async throws {
        let server = try ScriptedServer(tcp: true) { _ in [try Self.receipt()] }
        defer { server.stop() }
        let path = try server.folder.write("a.mkv", String(repeating: "x", count: 8 << 20))
        let isFirst = Mutex(true)
        do throws(ClientError) {
            _ = try await MultipartUpload(SpoolClient(to: server.endpoint)).send(upload(path)) { _ in
                guard
                    isFirst.withLock({ first in
                        defer { first = false }; return first
                    })
                else { return }
                _ = path.withCString { truncate($0, 9 << 20) }
            }
            Issue.record("no error")
        } catch {
            #expect(error.code == .file)
            #expect(error.message.contains("changed"))
        }
        #expect(server.requests.isEmpty)
    }

    @Test func whatTheServerWouldNotTakeIsNotSent() async throws {
        let server = try ScriptedServer(tcp: true) { _ in [try Self.receipt()] }
        defer { server.stop() }
        let path = try server.folder.write("a.mkv", "abc")
        do throws(ClientError) {
            _ = try await MultipartUpload(SpoolClient(to: server.endpoint), limit: 2).send(upload(path)) { _ in }
            Issue.record("no error")
        } catch { #expect(error.message.contains("too large")) }
        #expect(server.requests.isEmpty)
    }

    @Test func whatIsNoFileSaysSo() async throws {
        let server = try ScriptedServer(tcp: true) { _ in [try Self.receipt()] }
        defer { server.stop() }
        let method = MultipartUpload(try SpoolClient(to: server.endpoint))
        for path in [server.folder.path, server.folder.path.appending("none.mkv")] {
            do throws(ClientError) {
                _ = try await method.send(upload(path)) { _ in }
                Issue.record("no error")
            } catch { #expect(error.code == .file) }
        }
    }

    @Test func aRefusedTokenIsRenewedInMidUpload() async throws {
        let home = try Home()
        let server = try ScriptedServer(tcp: true) { request in
            if request.target == Route.refresh.path() {
                return [try .json(SessionGrant.sample(access: "new", refresh: "r2"))]
            }
            guard request.token == "new" else { return [try .json(Problem(.unauthorized, "No."), status: 401)] }
            return [try Self.receipt()]
        }
        defer { server.stop() }
        try home.logIn(server.endpoint, access: "old", refresh: "r1")
        let content = String(repeating: "y", count: 1 << 20)
        let path = try server.folder.write("a.mkv", content)
        _ = try await MultipartUpload(home.client(server.endpoint)).send(upload(path)) { _ in }
        let last = try #require(server.requests.last)
        #expect(last.token == "new" && last.body.count > content.utf8.count)
    }

    /// Counts how many are under way at once.
    private actor Counting: UploadMethod {
        private var now = 0
        private(set) var most = 0
        private(set) var all = 0

        func send(_ upload: Upload, report: @escaping @Sendable (Int64) -> Void) async throws(ClientError) -> JobReceipt
        {
            now += 1
            all += 1
            most = max(most, now)
            for _ in 0..<20 { await Task.yield() }
            now -= 1
            return JobReceipt(batch: "b", jobs: [JobID(upload.key)])
        }
    }

    @Test func onlySomeRunAtOnce() async throws {
        let method = Counting()
        let batch = Upload.batch(
            JobSubmission(items: (0..<20).map { .init(path: RawName("/\($0)")) }, priority: 3), "b")
        let done = Mutex<Set<Int>>([])
        await Uploads(method, limit: 3).send(batch) { index, state in
            if case .done = state { _ = done.withLock { $0.insert(index) } }
        }
        #expect(done.withLock { $0.count } == 20)
        #expect(await method.most <= 3)
        #expect(Set(batch.map(\.key)).count == 20)
        #expect(batch.allSatisfy { $0.options.batchSize == 20 && $0.options.priority == 3 })
    }
}
