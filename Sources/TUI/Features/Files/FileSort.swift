/// How the picker orders files; directories always come first.
public enum FileSort: String, CaseIterable, Sendable {
    case name, size, date

    var next: FileSort {
        switch self {
        case .name: .size
        case .size: .date
        case .date: .name
        }
    }
}
