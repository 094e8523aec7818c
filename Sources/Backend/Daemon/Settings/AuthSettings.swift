import MediaTypes
import SpoolAPI

/// Who may have an account, and where logins are decided.
struct AuthSettings: Sendable {
    var signUp: SignUpPolicy
    var jwtKeyFile: RawName
    /// The auth service of a gateway that runs without one in its own process.
    var url: String
    /// Whether somebody has said where it is.
    var isNamed: Bool
    /// What gateways show the auth service.
    var secret: String?

    init(home: HomeDirectories, _ values: SettingValues) throws(StartFailure) {
        signUp =
            try values.value("SPOOL_SIGN_UP", "closed, invite or open") { SignUpPolicy(rawValue: $0) } ?? .closed
        jwtKeyFile = values.text("SPOOL_JWT_KEY_FILE").map { RawName($0) } ?? home.data.appending("jwt.pem")
        let named = try values.value("SPOOL_AUTH_URL", "an address as http://auth:8081") {
            $0.hasPrefix("http://") || $0.hasPrefix("https://") ? $0 : nil
        }
        (url, isNamed) = (named ?? "http://127.0.0.1:\(Role.auth.port)", named != nil)
        secret = try values.secret("SPOOL_AUTH_SECRET")
    }
}
