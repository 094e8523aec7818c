import MediaTypes

/// How the saving of one MP3 to a directory stands.
public enum SaveStatus: Hashable, Sendable {
    case waiting
    /// Bytes so far and bytes per second.
    case running(received: Int64, speed: Double)
    /// SHA-256 agreed and the file has its name.
    case saved(RawName)
    case failed(String)
    case stopped

    var isActive: Bool {
        switch self {
        case .waiting, .running: true
        case .saved, .failed, .stopped: false
        }
    }
}
