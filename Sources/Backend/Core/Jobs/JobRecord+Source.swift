extension JobRecord {
    /// Throws `conflict` when there is nothing left to convert.
    public func checkSource() throws(BackendError) {
        guard source != nil || job.path != nil else {
            throw BackendError(.conflict, "The video is no longer kept: upload it again.")
        }
    }

    /// Throws `conflict` while the job may still need its video.
    public func checkEnded() throws(BackendError) {
        guard job.state.isFinal else { throw BackendError(.conflict, "The job has not ended: cancel it first.") }
    }
}
