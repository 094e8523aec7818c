import BackendCore
import Glibc

extension BackendError {
    init(fileErrno code: Int32) {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: self.init(.diskFull, "The disk is full: free some space, then try again.")
        case ENOENT: self.init(.notFound, "There is no such file.")
        case EACCES, EPERM, EROFS, ELOOP:
            self.init(.internalError, "Spool's own directory cannot be used: \(String(cString: strerror(code))).")
        default: self.init(.unavailable, "The disk refused: \(String(cString: strerror(code))).")
        }
    }
}
