/// `docs/KEYS.md`, made of the key table.
public enum KeyDocument {
    public static var markdown: String {
        var text = """
            # Keys

            Made from the key table (`Sources/TUI/Features/Keys/KeyBinding+All.swift`); do not edit. After a change of the
            table: `SPOOL_UPDATE_DOCS=1 swift test --filter KeyTableTests`.

            In fields the usual editing keys hold: arrows, Home, End, Backspace, Del, ^W (word), ^U (to the start),
            ^K (to the end).

            """
        for section in sections { text += "\n## \(section.title)\n\n| keys | what |\n|---|---|\n" + section.rows }
        return text
    }

    private static var sections: [(title: String, rows: String)] {
        let everywhere = KeyBinding.all.filter { $0.contexts.isSuperset(of: Context.screens) }
        let others = Context.allCases.map { context in
            (context.title, rows(KeyBinding.all.filter { $0.contexts.contains(context) && !everywhere.contains($0) }))
        }
        return [("Everywhere", rows(everywhere))] + others
    }

    private static func rows(_ bindings: [KeyBinding]) -> String {
        bindings.map { binding in
            let keys = binding.keys.map { "`\(KeyName.text($0))`" }.joined(separator: " ")
            return "| \(keys) | \(binding.help.replacingBars) |\n"
        }.joined()
    }
}

extension String {
    fileprivate var replacingBars: String {
        split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
