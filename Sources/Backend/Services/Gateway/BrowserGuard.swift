import HTTPTypes
import Hummingbird
import SpoolAPI

/// Keeps web pages away from a daemon that listens on loopback without a login: a page that reaches it by DNS
/// rebinding names a foreign host, and one that posts across origins says where it comes from.
enum BrowserGuard {
    static func check(_ request: Request, over transport: GatewayContext.Transport) throws {
        guard transport == .tcp else { return }
        let host = request.head.authority.map(hostOnly) ?? ""
        guard ["localhost", "127.0.0.1", "[::1]"].contains(host), request.headers[.origin] == nil else {
            throw Problem(.forbidden, "This server answers programs on its own machine only.")
        }
    }

    private static func hostOnly(_ authority: String) -> String {
        guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else { return authority.lowercased() }
        return authority[..<colon].lowercased()
    }
}
