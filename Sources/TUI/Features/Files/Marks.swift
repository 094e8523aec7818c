import MediaTypes

/// The files marked for conversion, in any directory. Kept by directory, so that marking all of a large one makes no
/// path for each.
public struct Marks: Hashable, Sendable {
    /// Sizes by name, by directory.
    private var directories: [RawName: [RawName: Int64]] = [:]
    public private(set) var count = 0
    /// Bytes of all marked files whose size is known.
    public private(set) var totalSize: Int64 = 0

    public init() {}

    public var isEmpty: Bool { count == 0 }
    public func contains(_ path: RawName) -> Bool { contains(path.lastComponent, in: path.directory) }
    func contains(_ name: RawName, in directory: RawName) -> Bool { directories[directory]?[name] != nil }

    public mutating func insert(_ path: RawName, size: Int64?) {
        insert(CollectionOfOne((name: path.lastComponent, size: size)), in: path.directory)
    }

    mutating func insert(_ files: some Collection<(name: RawName, size: Int64?)>, in directory: RawName) {
        guard !files.isEmpty else { return }
        // Taken out meanwhile: a dictionary in two places would be copied by its first change.
        var sizes = directories.removeValue(forKey: directory) ?? [:]
        if files.count > 1 { sizes.reserveCapacity(sizes.count + files.count) }
        for (name, size) in files {
            let old = sizes.updateValue(size ?? 0, forKey: name)
            if old == nil { count += 1 }
            totalSize += (size ?? 0) - (old ?? 0)
        }
        directories[directory] = sizes
    }

    public mutating func remove(_ path: RawName) {
        let directory = path.directory
        guard let size = directories[directory]?.removeValue(forKey: path.lastComponent) else { return }
        if directories[directory]?.isEmpty == true { directories[directory] = nil }
        count -= 1
        totalSize -= size
    }

    /// Fills in a size that became known after the file was marked.
    mutating func learn(_ name: RawName, in directory: RawName, size: Int64) {
        guard let old = directories[directory]?[name], old != size else { return }
        directories[directory]?[name] = size
        totalSize += size - old
    }

    /// In natural order of the whole paths.
    public var files: [MarkedFile] {
        let paths = directories.flatMap { directory, sizes in
            sizes.map { (path: directory.appending($0.key), size: $0.value) }
        }
        let sizes = Dictionary(uniqueKeysWithValues: paths.map { ($0.path, $0.size) })
        return NaturalOrder.sorted(sizes.keys).map { MarkedFile(path: $0, size: sizes[$0] ?? 0) }
    }
}
