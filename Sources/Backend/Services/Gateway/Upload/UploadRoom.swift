import BackendCore
import SpoolAPI

/// How much one account may still upload, known before the first byte of a video has come.
struct UploadRoom {
    private let limits: ServedLimits
    private let usage: JobUsage

    /// Throws `throttled` when the account has as many unfinished jobs as it may.
    init(limits: ServedLimits, usage: JobUsage) throws(BackendError) {
        self.limits = limits
        self.usage = usage
        if let most = limits.maxJobsPerUser, usage.unfinishedJobs >= most {
            throw BackendError(
                .throttled,
                "You have \(usage.unfinishedJobs) unfinished jobs, the most that are allowed: wait for some.",
                retryAfter: 60)
        }
    }

    /// Throws what `init` and `check` throw: what the account uses has changed since the upload began.
    func check(_ size: Int64, now usage: JobUsage) throws(BackendError) {
        try UploadRoom(limits: limits, usage: usage).check(size)
    }

    /// Throws `tooLarge` or `overQuota` when `size` bytes of a video are too many.
    func check(_ size: Int64) throws(BackendError) {
        if let most = limits.maxUploadSize, size > most {
            throw BackendError(.tooLarge, "A video may have at most \(FreeSpace.text(most)).")
        }
        if let quota = limits.quota, size > quota - usage.bytes {
            throw BackendError(
                .overQuota,
                "Your videos and MP3s would take more than \(FreeSpace.text(quota)): remove some jobs first.")
        }
    }

    /// What the whole request says of its length; the other parts and the boundaries are a part of it.
    func check(request length: Int64?) throws(BackendError) {
        if let length { try check(length - Self.overhead) }
    }

    private static let overhead: Int64 = 512 * 1024
}
