/// The lines of the help for some contexts: what the key table says, the focused context first.
public struct HelpText {
    public struct Line: Hashable, Sendable {
        public let keys: String
        /// A heading when `keys` is empty.
        public let text: String
    }

    public let lines: [Line]

    public init(contexts: [Context]) {
        var lines: [Line] = []
        var seen: Set<KeyBinding> = []
        for context in contexts {
            let bindings = KeyBinding.all.filter {
                $0.contexts.contains(context) && !Self.isEverywhere($0) && seen.insert($0).inserted
            }
            lines += Self.section(context.title, bindings)
        }
        let everywhere = KeyBinding.all.filter(Self.isEverywhere)
        lines += Self.section("Everywhere", everywhere)
        for context in Context.allCases where context.isModal {
            lines += Self.section(
                context.title, KeyBinding.all.filter { $0.contexts.contains(context) && !Self.isEverywhere($0) })
        }
        self.lines = Array(lines.dropLast())
    }

    private static func isEverywhere(_ binding: KeyBinding) -> Bool { binding.contexts.isSuperset(of: Context.screens) }

    private static func section(_ title: String, _ bindings: [KeyBinding]) -> [Line] {
        if bindings.isEmpty { return [] }
        return [Line(keys: "", text: title)] + bindings.map { Line(keys: $0.keyNames, text: $0.help) } + [
            Line(keys: "", text: "")
        ]
    }
}
