import MediaTypes

/// The names of one directory in natural order, directories first. Made off the main thread: sorting 50,000 names
/// takes longer than a key may wait.
public struct DirectoryListing: Hashable, Sendable {
    public var entries: [FileEntry]
    /// Bytes free on the file system; nil when unknown.
    public var freeSpace: Int64?
    public var directory: RawName
    /// The name to focus: of the file that was asked for in place of its directory.
    public var focus: RawName?

    public init(directory: RawName, entries: [FileEntry], freeSpace: Int64? = nil, focus: RawName? = nil) {
        self.directory = directory
        self.freeSpace = freeSpace
        self.focus = focus
        let keyed = entries.map { (key: NaturalOrder.key($0.name), entry: $0) }
        self.entries = keyed.sorted { a, b in
            let aLeads = a.entry.kind == .directory
            let bLeads = b.entry.kind == .directory
            if aLeads != bLeads { return aLeads }
            return NaturalOrder.precedes((a.key, a.entry.name), (b.key, b.entry.name))
        }.map(\.entry)
    }
}
