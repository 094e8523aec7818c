/// What one Argon2id hash costs.
public struct PasswordCost: Hashable, Sendable {
    public var passes: Int
    /// Bytes; at least 8 KiB.
    public var memory: Int

    public init(passes: Int, memory: Int) {
        self.passes = passes
        self.memory = memory
    }

    public static let standard = PasswordCost(passes: 2, memory: 64 << 20)

    /// How an encoded hash of this cost begins.
    var prefix: String { "$argon2id$v=19$m=\(memory / 1024),t=\(passes),p=1$" }
}
