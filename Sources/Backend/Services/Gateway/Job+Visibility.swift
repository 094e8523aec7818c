import SpoolAPI

extension Job {
    /// Paths are shown to clients on this machine only.
    func visible(over transport: GatewayContext.Transport) -> Job {
        guard transport != .unixSocket else { return self }
        var job = self
        job.path = nil
        job.destination = nil
        job.result?.path = nil
        return job
    }
}
