import Glibc
import MediaTypes
import TUIFeatures

/// A system call that failed, as a sentence: `cannot read /x: Permission denied`.
struct SystemFailure: Error, Hashable {
    let trouble: Trouble

    /// - Parameter code: of `errno`; without it, to be made before the next call.
    init(_ what: String, _ path: RawName, _ code: Int32 = errno) {
        let hint =
            switch code {
            case EACCES, EPERM: "; its owner must allow it"
            case ENOENT: "; it may have been moved or removed"
            case ENOTDIR: "; it is not a directory"
            default: ""
            }
        trouble = Trouble("\(what) \(path.text): \(String(cString: strerror(code)))\(hint)")
    }
}
