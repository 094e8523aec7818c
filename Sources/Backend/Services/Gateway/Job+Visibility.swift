import SpoolAPI

extension Job {
    /// - Parameter paths: false drops them, for clients that do not share the server's file system.
    func visible(paths: Bool) -> Job {
        guard !paths else { return self }
        var job = self
        job.path = nil
        job.destination = nil
        job.result?.path = nil
        return job
    }
}
