import FoundationEssentials

/// The header of a JWT of ours, and nothing else: whoever embeds keys, links to them or names another algorithm has
/// not got the token from us.
enum TokenHeader {
    static let accessType = "at+jwt"
    static let invitationType = "invitation+jwt"
    private static let longest = 2048

    /// The id of the key that the token says it is signed with; nil for what cannot be a token of `type`.
    static func keyID(of token: String, type: String) -> String? {
        guard token.utf8.count <= longest else { return nil }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]), !payload.isEmpty,
            Base64URL.decode(parts[2])?.count == 64,
            let fields = try? JSONDecoder().decode([String: String].self, from: header),
            fields.count == 3, fields["alg"] == "EdDSA", fields["typ"] == type
        else { return nil }
        return fields["kid"]
    }
}
