import FoundationEssentials
import Glibc
import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices
@testable import spoold

/// People with accounts, served by processes of the roles over one home.
@Suite struct AccountTests {
    private let folder = TemporaryFolder()
    private let content = Array("sound of a video".utf8)
    private var home: RawName { folder("home") }

    private func start(_ arguments: [String], port: UInt16, worker: String = "/bin/true") throws -> DaemonProcess {
        try DaemonProcess(arguments + ["--listen", "127.0.0.1:\(port)"], home: home, worker: worker)
    }

    private func user(_ arguments: String..., config: String) async throws -> (status: Int32, text: String) {
        let command = try DaemonProcess(
            ["user"] + arguments + ["--config", config], home: home, worker: "/bin/true")
        let text = String(decoding: try command.output(), as: UTF8.self)
        return (try await command.ended(), text)
    }

    private func upload(_ client: Client, token: String) async throws -> JobReceipt {
        let head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"clip.mkv\"\r\n\r\n"
        let reply = try await client.send(
            "POST", Route.upload.template,
            headers: ["Authorization: Bearer \(token)", "Content-Type: multipart/form-data; boundary=x"],
            body: Array(head.utf8) + content + Array("\r\n--x--\r\n".utf8))
        try #require(reply.status == 201, "\(reply.text)")
        return try reply.json()
    }

    private func login(_ client: Client, _ credentials: Credentials) async throws -> SessionGrant {
        let reply = try await client.post(
            Route.login.template, credentials, headers: ["Content-Type: application/json"])
        try #require(reply.status == 201, "\(reply.text)")
        return try reply.json()
    }

    private func signUp(_ client: Client, _ request: SignUpRequest) async throws -> Reply {
        try await client.post(Route.signUp.template, request, headers: ["Content-Type: application/json"])
    }

    @Test func invitedServedAndDisabled() async throws {
        let port = LoopbackPort.free()
        let config = try folder.file(
            "spool.toml", "sign_up = \"invite\"\nauth_url = \"http://127.0.0.1:\(port + 1)\"\n".utf8
        ).text
        let worker = try WorkerDouble.copying(in: folder, size: content.count)
        let processes = [
            try start(["auth", "--config", config], port: port + 1),
            try start(["gateway", "--config", config], port: port),
            try start(["converter"], port: port + 2, worker: worker),
        ]
        let client = Client { try SocketConnection(loopback: port) }
        try await eventually("the gateway is ready") { (try? await client.get("/readyz"))?.status == 200 }
        let ann = Credentials(email: "ann@example.org", password: "correct horse")
        #expect(try await signUp(client, SignUpRequest(email: ann.email, password: ann.password)).status == 403)
        let invitation = try await user("invite", ann.email, config: config).text
        let request = SignUpRequest(
            email: ann.email, password: ann.password, invitation: String(invitation.prefix { $0 != "\n" }))
        #expect(try await signUp(client, request).status == 201)
        let list = try await user("list", config: config)
        #expect(list.text == "ann@example.org\tuser\n", "exit \(list.status)")

        let grant = try await login(client, ann)
        let job = try #require(try await upload(client, token: grant.accessToken).jobs.first)
        let access = "Authorization: Bearer \(grant.accessToken)"
        let ended: Job = try await eventually("the job ends") {
            let seen: Job = try await client.get(Route.job.path(id: job), access).json()
            return seen.state.isFinal ? seen : nil
        }
        try #require(ended.state == .done, "\(ended)")
        #expect(try await client.get(Route.mp3.path(id: job), access).body == content)
        #expect(try await client.get(Route.mp3.path(id: job)).status == 401)

        #expect(try await user("disable", ann.email, config: config).status == 0)
        try await eventually("the login has ended") {
            try await client.get(Route.job.path(id: job), access).status == 401
        }
        #expect(try await user("disable", "bob@example.org", config: config).status == 1)
        for process in processes {
            process.send(SIGTERM)
            #expect(try await process.ended() == 0)
        }
    }

    /// One person's options and those of accounts exclude each other.
    @Test func oneOrTheOther() async throws {
        let daemon = try DaemonProcess(
            ["all", "--listen", "127.0.0.1:0", "--idle-exit", "1"], home: home, worker: "/bin/true")
        #expect(try await daemon.ended() == 2)
    }
}
