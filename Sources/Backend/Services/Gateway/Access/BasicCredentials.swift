import FoundationEssentials
import SpoolAPI

extension Credentials {
    /// The value of an `Authorization` header of the scheme Basic (RFC 7617, UTF-8); nil for anything else.
    init?(basic header: String?) {
        guard let token = header?.authorizationToken(of: "basic"), let bytes = Data(base64Encoded: token),
            let text = String(validating: bytes, as: UTF8.self), let colon = text.firstIndex(of: ":")
        else { return nil }
        self.init(email: String(text[..<colon]), password: String(text[text.index(after: colon)...]))
    }
}

extension String {
    /// What follows the scheme (RFC 9110 §11.4), which is compared without regard to case.
    func authorizationToken(of scheme: String) -> String? {
        let parts = split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
        return String(parts[1].drop { $0 == " " })
    }
}
