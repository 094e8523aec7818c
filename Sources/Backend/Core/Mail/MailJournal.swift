/// Remembers by key which mails were begun and how they ended, for all processes that send: it is what keeps a mail
/// from going out twice. A key goes claimed → transmitting → sent or failed; a claim that is given up or outlives
/// its lease is free again, a key that stays transmitting was cut off in mid-mail and is never sent again.
public protocol MailJournal: Sendable {
    /// - Parameters:
    ///   - key: 1 to 200 bytes of any text, compared byte by byte.
    ///   - token: names this attempt, unlike every other.
    func claim(_ key: String, token: String, lease: Duration) async throws -> MailClaim

    /// The last step before the first byte of the mail leaves: durable when it returns. False when the claim is no
    /// longer the token's.
    func beginTransmission(_ key: String, token: String) async throws -> Bool

    /// Ends the token's attempt; does nothing when the key is not the token's.
    func settle(_ key: String, token: String, _ outcome: MailOutcome) async throws
}
