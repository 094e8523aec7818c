import ClientCore
import MediaTypes
import SpoolAPI

/// What every verb works with.
struct VerbContext: Sendable {
    let output: VerbOutput
    let environment: [RawName: RawName]
    let workingDirectory: RawName
    let paths: SpoolPaths
    let settings: Settings
    let profiles: ServerProfiles
    let choice: ServerChoice

    init(_ common: CommonOptions, _ output: VerbOutput) throws(ClientError) {
        self.output = output
        environment = ProcessEnvironment.current
        workingDirectory = ProcessEnvironment.workingDirectory
        paths = try SpoolPaths(environment: environment, workingDirectory: workingDirectory)
        settings = try Settings(file: paths.configurationFile, home: environment["HOME"])
        profiles = try ServerProfilesFile(paths).read()
        choice = try ServerChoice(
            option: common.server, environment: environment, settings: settings, profiles: profiles, paths: paths,
            workingDirectory: workingDirectory,
            caFile: common.cacert.map { [workingDirectory] in workingDirectory.appending($0) })
    }

    /// The embedded daemon, when that is what this run talks to.
    var daemon: EmbeddedDaemon? {
        if case .embedded(let paths) = choice { EmbeddedDaemon(paths, environment: environment) } else { nil }
    }

    /// The server sees this machine's files.
    var endpointIsLocal: Bool { if case .given(let profile) = choice { profile.endpoint.isLocal } else { true } }

    /// A client of the chosen server; the embedded daemon is started when it does not run.
    func client() async throws(ClientError) -> SpoolClient {
        try await daemon?.ensureRunning()
        return try chosenClient()
    }

    /// A client of a server that runs already; nil when one's own daemon does not.
    func runningClient() throws(ClientError) -> SpoolClient? {
        if let daemon, !daemon.isRunning { return nil }
        return try chosenClient()
    }

    private func chosenClient() throws(ClientError) -> SpoolClient {
        switch choice {
        case .embedded(let paths): try EmbeddedDaemon(paths, environment: environment).client()
        case .given(let profile): try SpoolClient(to: profile, paths)
        }
    }

    /// The jobs, kept up to date; a daemon that has gone is started again.
    func live(_ client: SpoolClient, _ query: JobQuery = JobQuery()) -> LiveJobs {
        LiveJobs(client, query: query) { [daemon] () throws(ClientError) in try await daemon?.ensureRunning() }
    }

    func absolute(_ path: RawName) -> RawName { workingDirectory.appending(path).normalized }
}

extension RawName {
    /// An absolute path without empty components and `.`; `..` stays, for only the kernel knows where it leads.
    var normalized: RawName {
        guard isAbsolute else { return self }
        let parts = bytes.split(separator: UInt8(ascii: "/")).filter { !$0.elementsEqual([UInt8(ascii: ".")]) }
        return RawName(bytes: [UInt8(ascii: "/")] + parts.joined(separator: [UInt8(ascii: "/")]))
    }
}
