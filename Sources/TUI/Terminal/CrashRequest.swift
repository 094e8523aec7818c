/// The hidden `--crash`: shows that the terminal survives a crash.
public enum CrashRequest {
    /// Traps, as a broken precondition does anywhere.
    public static func crash() -> Never { fatalError("a crash was asked for") }
}
