import Crypto
import FoundationEssentials

@testable import BackendServices

/// A token that somebody made or changed without the service, or that the service made for something else.
struct ForgedToken: CustomStringConvertible, Sendable {
    var description: String
    var token: String

    /// - Parameters:
    ///   - real: a good token.
    ///   - key: the service's own, for tokens that are wrong in their header or claims alone.
    static func all(real: String, key: Curve25519.Signing.PrivateKey, now: Int64) throws -> [ForgedToken] {
        let forge = Forge(key: key, now: now)
        let published = key.publicKey.rawRepresentation
        let parts = real.split(separator: ".").map(String.init)
        var all: [ForgedToken] = []
        func add(_ name: String, _ token: String) { all.append(ForgedToken(description: name, token: token)) }

        for name in ["none", "None", "NONE", "nOnE", ""] {
            add("alg \(name), no signature", forge.unsigned(["alg": name]))
            add("alg \(name), signature kept", forge.unsigned(["alg": name]) + parts[2])
        }
        for secret in [published, Data(Base64URL.encode(published).utf8), Data()] {
            add("HS256 with \(secret.count) bytes of the public key", forge.hmac(secret))
        }
        for name in ["HS256", "HS384", "HS512", "RS256", "PS256", "ES256", "EdDSA ", "eddsa", "Ed25519", "EdDSA\0"] {
            add("alg \(name), signed by the key", forge.token(header: ["alg": name]))
        }
        for kid in ["", "unknown", "../../dev/null", "' OR 1=1 --", "\u{202E}kid", String(repeating: "k", count: 900)] {
            add("kid \(kid.prefix(20))", forge.token(header: ["kid": kid]))
        }
        add("no kid", forge.token(header: ["kid": nil]))
        add("another's key under our kid", forge.token(signedBy: Curve25519.Signing.PrivateKey()))
        for typ in ["JWT", "at+JWT", "", "invitation+jwt", "refresh"] {
            add("typ \(typ)", forge.token(header: ["typ": typ]))
        }
        add("no typ", forge.token(header: ["typ": nil]))
        for name in ["jwk", "jku", "x5u", "x5c", "crit", "b64", "cty", "zip"] {
            add("header \(name)", forge.token(header: [name: "https://example.org/keys"]))
        }
        for (name, value) in [("iss", "other"), ("iss", ""), ("aud", "other"), ("aud", "spool sign-up")] {
            add("\(name) \(value)", forge.token(claims: [name: .text(value)]))
        }
        for name in ["iss", "aud", "sub", "exp", "nbf", "iat", "sid", "role"] {
            add("no \(name)", forge.token(claims: [name: nil]))
        }
        add("aud a list", forge.token(claims: ["aud": .raw(#"["spool"]"#)]))
        add("sub empty", forge.token(claims: ["sub": .text("")]))
        add("role unknown", forge.token(claims: ["role": .text("root")]))
        add("expired, past the leeway", forge.token(from: now - 960))
        add("not yet good, past the leeway", forge.token(from: now + 61))
        add("good for ever", forge.token(claims: ["exp": .number(.max)]))
        add("good for too long", forge.token(claims: ["exp": .number(now + 901)]))
        add("exp a text", forge.token(claims: ["exp": .text("\(now + 900)")]))
        add("exp negative", forge.token(claims: ["exp": .number(-1)]))
        add("exp beyond numbers", forge.token(claims: ["exp": .raw("1e400")]))
        add("claims no object", forge.token(payload: "[]"))
        add("claims no JSON", forge.token(payload: "{"))
        add("claims doubled, unsigned", "\(parts[0]).\(Base64URL.encode(Data(forge.doubled.utf8))).\(parts[2])")
        for length in [0, 1, 10, real.count / 2, real.count - 1] {
            add("cut to \(length)", String(real.prefix(length)))
        }
        for part in 0..<3 {
            var changed = parts
            changed[part] = Self.flipped(parts[part])
            add("bit flipped in part \(part)", changed.joined(separator: "."))
            changed[part] = parts[part] + "="
            add("padded part \(part)", changed.joined(separator: "."))
            changed[part] = ""
            add("empty part \(part)", changed.joined(separator: "."))
        }
        add("last bits of the signature", Self.respelled(real))
        add("four parts", real + ".x")
        add("two parts", parts[0] + "." + parts[1])
        add("white space before", " " + real)
        add("new line after", real + "\n")
        add("NUL after", real + "\0")
        add("huge", real + String(repeating: "A", count: 1 << 20))
        add("only dots", "..")
        add("unicode", "жё.жё.жё")
        add("fullwidth", String(real.map { $0 == "." ? "．" : $0 }))
        return all
    }

    /// The first character's lowest bit of six, another way round.
    private static func flipped(_ text: String) -> String { (text.first == "A" ? "B" : "A") + text.dropFirst() }

    /// 64 bytes fill 85 1/3 characters: the last one has four bits that decoders ignore.
    private static func respelled(_ token: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        let value = token.last.flatMap(alphabet.firstIndex(of:)) ?? 0
        return token.dropLast() + String(alphabet[value ^ 1])
    }
}
