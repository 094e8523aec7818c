/// The focus within a screen: its list or what stands beside it.
public enum Pane: Hashable, Sendable {
    case list, side
}
