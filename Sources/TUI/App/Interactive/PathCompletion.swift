import MediaTypes
import TUIFeatures

/// What Tab finds: the names that continue a path.
struct PathCompletion: Sendable {
    let id: Int
    /// Absolute; what follows the last `/` is being typed.
    let path: RawName
    let directoriesOnly: Bool
    let post: @Sendable (AppEvent) -> Void

    private static let shown = 8

    /// Blocks for as long as the file system does. A directory that cannot be read has no names.
    func run() {
        let names = NaturalOrder.sorted((try? matches()) ?? [])
        let typed = path.lastComponent.bytes.count
        var suffix = names.first.map { Array($0.bytes.dropFirst(typed)) } ?? []
        for name in names.dropFirst() {
            let rest = name.bytes.dropFirst(typed)
            suffix = Array(zip(suffix, rest).prefix { $0 == $1 }.map(\.0))
        }
        if names.count == 1, directoriesOnly { suffix.append(UInt8(ascii: "/")) }
        // A field holds text: the common part is cut where it stops being any.
        while !suffix.isEmpty, String(validating: suffix, as: UTF8.self) == nil { suffix.removeLast() }
        post(
            .completed(
                id,
                Completion(
                    suffix: String(decoding: suffix, as: UTF8.self), candidates: names.prefix(Self.shown).map(\.text),
                    count: names.count)))
    }

    private func matches() throws(SystemFailure) -> [RawName] {
        let typed = path.lastComponent.bytes
        let directory = try Directory(path.directory)
        var names: [RawName] = []
        while let entry = try directory.next() {
            guard entry.name.bytes.starts(with: typed), !typed.isEmpty || entry.name.bytes.first != UInt8(ascii: ".")
            else { continue }
            let kind = entry.kind ?? directory.describe(entry.name)?.kind
            if !directoriesOnly || kind == .directory { names.append(entry.name) }
        }
        return names
    }
}
