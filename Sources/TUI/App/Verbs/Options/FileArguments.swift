import ArgumentParser
import ClientCore
import Descriptors
import Glibc
import MediaTypes
import TUIFeatures

/// Which files a verb works on.
struct FileArguments: ParsableArguments {
    @Argument(help: ArgumentHelp("Files.", valueName: "file"))
    var files: [RawName] = []

    @Option(
        name: .customLong("files-from"),
        help: ArgumentHelp("Read more names from a file, one a line; - is standard input.", valueName: "file"))
    var filesFrom: RawName?

    @Flag(
        name: [.customShort("0"), .customLong("null")],
        help: "The names of --files-from end with NUL instead of a line end.")
    var null = false

    @Flag(name: [.customShort("r"), .long], help: "Take the media files below directories.")
    var recursive = false

    /// A file to work on, or why a given one is not.
    enum Item: Hashable, Sendable {
        case file(RawName)
        case rejected(RawName, MediaFailure)

        var path: RawName {
            switch self {
            case .file(let path), .rejected(let path, _): path
            }
        }
    }

    /// Every given file as an absolute path, each once, in order. Nothing is opened.
    func items(_ context: VerbContext) throws -> [Item] {
        var seen: Set<RawName> = []
        var items: [Item] = []
        for name in try files + namesFromFile() {
            for item in try expand(context.absolute(name), shown: name) where seen.insert(item.path).inserted {
                items.append(item)
            }
        }
        guard !items.isEmpty else {
            if files.isEmpty, filesFrom == nil { throw VerbFailure.usage("name at least one file (see spool help)") }
            throw VerbFailure(.nothingToDo, "nothing to do: there are no media files")
        }
        return items
    }

    private func expand(_ path: RawName, shown: RawName) throws -> [Item] {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else {
            let code = errno
            let missing = code == ENOENT || code == ENOTDIR
            let failure =
                missing
                ? MediaFailure(.sourceMissing, "there is no such file")
                : MediaFailure(.sourceUnreadable, "it cannot be reached: \(String(cString: strerror(code)))")
            return [.rejected(path, failure)]
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [.file(path)] }
        guard recursive else {
            throw VerbFailure.usage("‘\(shown.text)’ is a directory: give --recursive to take the media files in it")
        }
        return MediaWalk.files(below: path).map { .file($0) }
    }

    private func namesFromFile() throws -> [RawName] {
        guard let filesFrom else { return [] }
        let isInput = filesFrom == "-"
        let descriptor = isInput ? dup(0) : filesFrom.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else {
            throw VerbFailure.usage(
                "--files-from ‘\(filesFrom.text)’ cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let bytes: [UInt8]
        do throws(DescriptorError) { bytes = try DescriptorIO.bytes(of: descriptor) } catch {
            throw VerbFailure.usage("--files-from ‘\(filesFrom.text)’ cannot be read: \(error.message)")
        }
        return bytes.split(separator: null ? 0 : UInt8(ascii: "\n")).map { RawName(bytes: $0) }
    }
}

/// The media files below a directory, by name; links to directories are not followed.
enum MediaWalk {
    static func files(below directory: RawName) -> [RawName] {
        guard let stream = directory.withCString({ opendir($0) }) else { return [] }
        var entries: [(name: RawName, type: UInt8)] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { RawName(bytes: $0.prefix { $0 != 0 }) }
            if name.bytes.first != UInt8(ascii: ".") { entries.append((name, entry.pointee.d_type)) }
        }
        closedir(stream)
        return entries.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }.flatMap { entry -> [RawName] in
            let path = directory.appending(entry.name)
            switch kind(of: path, entry.type) {
            case S_IFDIR: return files(below: path)
            case S_IFREG: return MediaNames.isMedia(entry.name) ? [path] : []
            default: return []
            }
        }
    }

    /// Of a link to a file: a file. Of a link to a directory: 0.
    private static func kind(of path: RawName, _ type: UInt8) -> mode_t {
        if type == UInt8(DT_DIR) { return S_IFDIR }
        if type == UInt8(DT_REG) { return S_IFREG }
        var link = stat()
        guard path.withCString({ lstat($0, &link) }) == 0 else { return 0 }
        guard link.st_mode & S_IFMT == S_IFLNK else { return link.st_mode & S_IFMT }
        var target = stat()
        guard path.withCString({ stat($0, &target) }) == 0, target.st_mode & S_IFMT == S_IFREG else { return 0 }
        return S_IFREG
    }
}
