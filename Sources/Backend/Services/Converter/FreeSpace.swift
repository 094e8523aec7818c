import Glibc
import MediaTypes

/// Room on the file system of a directory.
public enum FreeSpace {
    /// Bytes that this user may still write; nil when the directory is not there. Blocks.
    public static func bytes(at directory: RawName) -> Int64? {
        var status = statvfs()
        guard directory.withCString({ statvfs($0, &status) }) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
    }

    /// `1.5 GB`, `12 MB`.
    public static func text(_ bytes: Int64) -> String {
        let units = ["kB", "MB", "GB", "TB"]
        var value = Double(max(bytes, 0)) / 1000
        var unit = 0
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        return tenths >= 100 || tenths % 10 == 0
            ? "\(Int(value.rounded())) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
