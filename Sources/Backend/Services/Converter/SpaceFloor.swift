import MediaTypes

/// Keeps conversions from starting where hardly any room is left.
struct SpaceFloor: Sendable {
    /// Bytes.
    var floor: Int64

    func shortage(at directories: [RawName]) async -> SpaceShortage? {
        let floor = floor
        return try? await FileThreads.run {
            for directory in directories {
                if let free = FreeSpace.bytes(at: directory), free < floor {
                    return SpaceShortage(directory: directory, free: free, floor: floor)
                }
            }
            return nil
        }
    }
}

/// A file system that is nearly full.
struct SpaceShortage: Error, Hashable, Sendable {
    var directory: RawName
    /// Bytes.
    var free: Int64
    var floor: Int64

    var sentence: String {
        "disk full: \(FreeSpace.text(free)) free in \(directory.text), at least \(FreeSpace.text(floor)) are needed"
    }
}
