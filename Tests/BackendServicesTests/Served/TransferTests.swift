import BackendCore
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct TransferTests {
    private let file = #"name="file"; filename="b/ü \"x\".mkv""#

    @Test func anUploadBecomesAJob() async throws {
        let house = try await ServedHouse()
        let video = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let options = Array(#"{"options":{"encoding":"V5"},"priority":3,"batch":"b1","batchSize":2}"#.utf8)
        let reply = try await house.upload(ServedHouse.form((#"name="options""#, options), (file, video)))
        #expect(reply.status == 201, "\(reply.text)")
        let receipt: JobReceipt = try reply.json()
        let record = try await house.ledger.job(receipt.jobs[0], owner: UserID("ann"))
        #expect(reply.headers["location"] == "/v1/jobs/\(record.id)")
        #expect(record.job.name == RawName(#"ü "x".mkv"#) && record.job.size == 3_000_000 && record.job.priority == 3)
        #expect(record.job.batch == BatchID("b1") && record.batchSize == 2 && record.job.options.encoding == .vbr(5))
        #expect(record.source?.description == "videos/\(record.id)" && record.job.state == .queued)
        #expect(try house.folder.bytes(RawName("blobs/videos/\(record.id)")) == video)
        #expect(try await house.wakeUps.depth().ready == 1)
        try await house.stop()
    }

    @Test(arguments: [
        ("", 400), ("--\(ServedHouse.boundary)--\r\n", 400), ("nonsense", 400),
        ("--\(ServedHouse.boundary)\r\n\r\nx\r\n--\(ServedHouse.boundary)--", 400),
        ("--\(ServedHouse.boundary)\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nbroken off", 400),
        (
            "--\(ServedHouse.boundary)\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--\(ServedHouse.boundary)--",
            422
        ),
        (
            "--\(ServedHouse.boundary)\r\nContent-Disposition: form-data; name=file; filename=..\r\n\r\nx\r\n--\(ServedHouse.boundary)--",
            422
        ),
        (
            "--\(ServedHouse.boundary)\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n\r\n--\(ServedHouse.boundary)--",
            422
        ),
        (
            "--\(ServedHouse.boundary)\r\nContent-Disposition: form-data; name=options\r\n\r\n{\r\n--\(ServedHouse.boundary)--",
            400
        ),
        (
            "--\(ServedHouse.boundary)\r\nContent-Disposition: form-data; name=options\r\n\r\n"
                + #"{"options":{},"priority":101}"# + "\r\n--\(ServedHouse.boundary)--", 422
        ),
    ])
    func refusedUploadsLeaveNothing(body: String, status: Int) async throws {
        let house = try await ServedHouse()
        let reply = try await house.upload(Array(body.utf8))
        #expect(reply.status == status, "\(reply.text)")
        try await expectNothing(house)
        try await house.stop()
    }

    private func expectNothing(_ house: ServedHouse) async throws {
        try await eventually("nothing is left") {
            try house.folder.names("blobs/videos").isEmpty && house.folder.names("blobs/unfinished/videos").isEmpty
        }
        #expect(try await house.ledger.list(.init()).records.isEmpty)
    }

    @Test func aClientThatGoesLeavesNothing() async throws {
        let house = try await ServedHouse()
        let connection = try SocketConnection(unix: house.folder("s.sock"))
        await connection.send(
            """
            POST /upload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token-ann\r\nContent-Length: 9000000\r
            Content-Type: multipart/form-data; boundary=\(ServedHouse.boundary)\r\n\r\n
            """.utf8)
        await connection.send(ServedHouse.form((file, [UInt8](repeating: 7, count: 100_000))).dropLast(200))
        try await eventually("the upload has begun") { try house.folder.names("blobs/unfinished/videos").count == 1 }
        await connection.shutdown()
        try await expectNothing(house)
        try await house.stop()
    }

    @Test func limitsAreCheckedBeforeTheVideoComes() async throws {
        let house = try await ServedHouse {
            $0.maxUploadSize = 1 << 20
            $0.quota = 1 << 21
            $0.maxJobsPerUser = 2
        }
        func head(_ length: Int) async throws -> Reply {
            let connection = try SocketConnection(unix: house.folder("s.sock"))
            await connection.send(
                """
                POST /upload HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token-ann\r\nContent-Length: \(length)\r
                Content-Type: multipart/form-data; boundary=\(ServedHouse.boundary)\r\n\r\n
                """.utf8)
            return Reply(await connection.receiveAll())
        }
        #expect(try await head(9_000_000).status == 413)
        // What the header does not tell is found while the video comes.
        let large = [UInt8](repeating: 1, count: 1 << 20 | 1)
        #expect(try await house.upload(ServedHouse.form((file, large))).status == 413)
        try await expectNothing(house)
        _ = try await house.job(of: "ann", [UInt8](repeating: 1, count: 1 << 20))
        _ = try await house.convert(to: [UInt8](repeating: 2, count: 1 << 20))
        let full = try await house.upload(ServedHouse.form((file, [1])))
        #expect(try full.status == 507 && full.problem().code == .overQuota)
        for _ in 0..<2 { _ = try await house.job(of: "bob") }
        let many = try await house.upload(ServedHouse.form((file, [1])), as: "bob")
        #expect(many.status == 429 && many.headers["retry-after"] == "60")
        try await house.stop()
    }

    @Test func aRepeatedUploadIsTheFirst() async throws {
        let house = try await ServedHouse()
        let form = ServedHouse.form((file, [1, 2, 3]))
        let first: JobReceipt = try await house.upload(form, headers: ["Idempotency-Key: k"]).json()
        #expect(try await house.upload(form, headers: ["Idempotency-Key: k"]).json(JobReceipt.self) == first)
        let other = ServedHouse.form((file, [1, 2, 4]))
        #expect(try await house.upload(other, headers: ["Idempotency-Key: k"]).status == 422)
        #expect(try house.folder.names("blobs/videos") == first.jobs.map(\.rawValue))
        try await house.stop()
    }

    @Test func downloads() async throws {
        let house = try await ServedHouse()
        let id = try await house.job(of: "ann")
        let record = try await house.convert(to: Array("0123456789".utf8))
        let path = Route.mp3.path(id: id)
        let whole = try await house.get("/download?fid=\(id)", as: "ann")
        #expect(whole.status == 200 && whole.text == "0123456789" && whole.headers["repr-digest"] != nil)
        let part = try await house.get(path, as: "ann", "Range: bytes=3-5", "If-Range: \(whole.headers["etag"] ?? "")")
        #expect(part.status == 206 && part.text == "345" && part.headers["content-range"] == "bytes 3-5/10")
        #expect(try await house.get("/download", as: "ann").status == 400)
        let link = SignedLink(to: id, expires: 4_000_000_000, key: house.key).path
        #expect(try await house.get(link, as: nil, "Range: bytes=8-").text == "89")
        #expect(try await house.get(link.replacing(id.rawValue, with: "zzzz"), as: nil).status == 401)
        #expect(try await house.get(SignedLink(to: id, expires: 1, key: house.key).path, as: nil).status == 410)
        #expect(try await house.get(path, as: nil).status == 401)
        try await house.blobs.delete(try #require(record.mp3))
        #expect(try await house.get(path, as: "ann").status == 410)
        #expect(try await house.send("DELETE", Route.remove.path(id: id), as: "ann").status == 204)
        #expect(try house.folder.names("blobs/videos").isEmpty)
        #expect(try await house.get(link, as: nil).status == 404)
        try await house.stop()
    }

    @Test func theStreamTellsOnlyOnesOwn() async throws {
        let house = try await ServedHouse()
        let connection = try SocketConnection(unix: house.folder("s.sock"))
        await connection.send("GET /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token-bob\r\n\r\n".utf8)
        var text = String(decoding: await connection.receive(), as: UTF8.self)
        let theirs = try await house.job(of: "ann")
        #expect(try await house.send("DELETE", Route.remove.path(id: theirs), as: "ann").status == 204)
        let own = try await house.job(of: "bob")
        for _ in 0..<100 where !text.contains(own.rawValue) {
            text += String(decoding: await connection.receive(), as: UTF8.self)
        }
        #expect(text.contains(own.rawValue) && !text.contains(theirs.rawValue))
        try await house.stop()
    }
}
