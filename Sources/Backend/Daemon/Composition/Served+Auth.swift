import BackendCore
import BackendDistributed
import BackendServices
import Logging

extension Served {
    func authService(_ adapters: Adapters) async throws -> AuthService {
        try await AuthService(adapters.accounts, settings.auth, logger: Logger(label: "auth"))
    }

    /// Where a gateway asks: the auth service of this process, else another's.
    func authority(_ service: AuthService?) -> any SessionAuthority {
        if let service { return service }
        return settings.remoteAuthority
    }

    /// A process with a gateway asks its auth service directly: only one that runs alone has an address.
    func auth(_ service: AuthService, _ watch: DependencyWatch) throws -> [ServiceConfiguration] {
        let cleaner = ServiceConfiguration(service: LoginPurge(service, logger: Logger(label: "auth")))
        guard roles == [.auth] else { return [cleaner] }
        let server = try AuthServer(
            service: service, address: .tcp(host: settings.listen.host, port: settings.listen.port),
            secret: settings.auth.secret, watch: watch, logger: Logger(label: "http"))
        return [.init(service: server), cleaner]
    }
}

extension AuthService {
    /// The service over a store, with the keys and the policy that the settings name.
    init(_ store: any Store, _ settings: AuthSettings, logger: Logger) async throws {
        var configuration = AuthConfiguration()
        configuration.signUp = settings.signUp
        let keys = try await SigningKeys(pem: try SigningKeyFile.load(settings.jwtKeyFile))
        self.init(store: store, keys: keys, configuration: configuration, logger: logger)
    }
}

extension ServedSettings {
    var remoteAuthority: RemoteAuthority { RemoteAuthority(url: auth.url, secret: auth.secret, caFile: caFile) }

    /// The auth service of another process; nil when none is named, since one of this process has no address.
    var namedAuthority: Dependency? {
        guard auth.isNamed else { return nil }
        return Dependency(
            "the auth service", advice: "Start 'spoold auth' there, or correct SPOOL_AUTH_URL and SPOOL_AUTH_SECRET."
        ) { [remoteAuthority] in _ = try await remoteAuthority.verificationKeys() }
    }
}
