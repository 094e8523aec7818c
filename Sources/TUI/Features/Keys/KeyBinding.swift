import TUIScreen

/// A row of the one key table: what handling, footer, help, palette and `docs/KEYS.md` are made of.
public struct KeyBinding: Hashable, Sendable {
    public let action: Action
    public let keys: [Key]
    public let contexts: Set<Context>
    /// One line for help and the palette.
    public let help: String
    /// One or two words for the footer; nil keeps it out of there.
    public let hint: String?

    init(_ action: Action, _ keys: [Key], in contexts: Set<Context>, _ help: String, hint: String? = nil) {
        self.action = action
        self.keys = keys
        self.contexts = contexts
        self.help = help
        self.hint = hint
    }

    /// The keys as people read them, e.g. `j ↓`.
    public var keyNames: String { keys.map(KeyName.text).joined(separator: " ") }

    /// The binding of `key` in the first of `contexts` that has one.
    public static func find(_ key: Key, in contexts: [Context]) -> KeyBinding? {
        for context in contexts {
            if let binding = byKey[context]?[key] { return binding }
        }
        return nil
    }

    /// The bindings that hold in `contexts`, those of the first context first, each in the table's order.
    public static func available(in contexts: [Context]) -> [KeyBinding] {
        var seen: Set<Action> = []
        return contexts.flatMap { context in
            all.filter { $0.contexts.contains(context) && seen.insert($0.action).inserted }
        }
    }

    private static let byKey: [Context: [Key: KeyBinding]] = {
        var table: [Context: [Key: KeyBinding]] = [:]
        for binding in all {
            for context in binding.contexts {
                for key in binding.keys where table[context]?[key] == nil {
                    table[context, default: [:]][key] = binding
                }
            }
        }
        return table
    }()
}
