/// One sentence on the status line: what happened, and for errors why and what to do.
public struct Notice: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case info, success, warning, error }

    public var kind: Kind
    public var text: String
    var id: Int
}
