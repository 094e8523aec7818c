import ClientCore
import MediaTypes
import TUIFeatures
import TUIScreen

/// Chooses files by number, shows their plan and converts them.
struct PlainFiles {
    private let desk: PlainDesk

    init(_ desk: PlainDesk) { self.desk = desk }

    /// From directory to directory until files are taken or nothing is typed.
    func browse() async throws {
        var directory = desk.directory
        while true {
            guard let entries = read(directory) else { return }
            show(entries, of: directory)
            guard let answer = try await desk.ask("Files, a directory, or nothing to go back"), !answer.isEmpty else {
                return
            }
            if answer == "0" {
                directory = directory.directory
            } else if let chosen = NumberSelection(answer, count: entries.count) {
                let picked = chosen.numbers.map { entries[$0 - 1] }
                if picked.count == 1, picked[0].kind == .directory {
                    directory = directory.appending(picked[0].name)
                } else {
                    let files = answer.lowercased() == "all" ? picked.filter { $0.kind == .file } : picked
                    return try await plan(files.map { directory.appending($0.name) })
                }
            } else {
                let path = directory.appending(ArgumentBytes.name(answer)).normalized
                switch kind(of: path) {
                case .directory: directory = path
                case .file: return try await plan([path])
                case .other: desk.say("There are no such numbers, and no such file or directory.")
                }
            }
        }
    }

    /// The plan of these files; what is in directories is taken as well.
    func plan(_ files: [RawName]) async throws {
        guard !files.isEmpty else { return desk.say("There are no media files here.") }
        let words = ["--recursive", "--"] + files.map { ArgumentBytes.text($0.bytes) }
        desk.say("The plan:")
        let status = try await desk.run("plan", words)
        guard status == .success || status == .failed else { return }
        guard try await desk.confirms("Convert?") else { return desk.say("Nothing was queued.") }
        try await desk.run("convert", words)
    }

    /// 0 is the directory above.
    private func show(_ entries: [FileEntry], of directory: RawName) {
        desk.say("")
        desk.say("Directory " + SafeText(bytes: directory.bytes))
        desk.say("0 the directory above")
        for (number, entry) in zip(1..., entries) {
            let name = SafeText(bytes: entry.name.bytes)
            let size = entry.size.map { ", \(Human.bytes($0))" } ?? ""
            desk.say(SafeText("\(number) ") + name + SafeText(entry.kind == .directory ? ", directory" : size))
        }
        desk.say("Take files by numbers such as 2 5-7, all of them with all, or type a path.")
    }

    /// Directories first, then media files, in the picker's order; nil when it cannot be read, which is said.
    private func read(_ path: RawName) -> [FileEntry]? {
        do throws(SystemFailure) {
            let directory = try Directory(path)
            var entries: [FileEntry] = []
            while let found = try directory.next() {
                let kind = found.kind ?? directory.describe(found.name)?.kind ?? .other
                var entry = FileEntry(name: found.name, kind: kind)
                guard !entry.isHidden, kind == .directory || entry.isMedia else { continue }
                if kind == .file { entry.size = directory.describe(found.name)?.facts.size }
                entries.append(entry)
            }
            return DirectoryListing(directory: path, entries: entries).entries
        } catch {
            desk.say(SafeText(error.trouble.message))
            return nil
        }
    }

    private func kind(of path: RawName) -> FileEntry.Kind {
        guard let directory = try? Directory(path.directory) else { return .other }
        return path.lastComponent.bytes.isEmpty ? .directory : directory.describe(path.lastComponent)?.kind ?? .other
    }
}
