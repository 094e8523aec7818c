import MediaTypes
import SpoolAPI
import TUIScreen

/// A text field on the status line.
struct Prompt: Sendable {
    enum Kind: Hashable, Sendable {
        /// Filters as one types; what it was before comes back with Escape.
        case filter(before: String, focus: Int?)
        case pattern
        case goTo
        case option(PlanOption)
        case save([JobID])
    }

    var kind: Kind
    var label: String
    var field: FieldModel
    /// What was wrong with the text when it was accepted.
    var error: String?
    /// Names that Tab found.
    var note: String?
    /// The completion that was asked for.
    var completion: Int?

    init(_ kind: Kind, label: String, text: String = "") {
        self.kind = kind
        self.label = label
        field = FieldModel(text)
    }

    var completesPaths: Bool {
        switch kind {
        case .goTo, .save, .option(.destination): true
        case .filter, .pattern, .option: false
        }
    }
}
