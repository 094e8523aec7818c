import MediaTypes
import SpoolAPI

/// One name of a directory.
public struct FileEntry: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case directory, file, other }

    public let name: RawName
    /// Links count as what they lead to.
    public let kind: Kind
    /// Bytes; nil until the file has been looked at.
    public var size: Int64?
    public var modified: Timestamp?
    public let search: SearchText
    /// By its name; the content decides when it is probed.
    public let isMedia: Bool

    public init(name: RawName, kind: Kind, size: Int64? = nil, modified: Timestamp? = nil) {
        self.name = name
        self.kind = kind
        self.size = size
        self.modified = modified
        search = SearchText(name)
        isMedia = kind == .file && MediaNames.isMedia(name)
    }

    public var isHidden: Bool { name.bytes.first == UInt8(ascii: ".") }
}
