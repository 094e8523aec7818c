import BackendServices
import MediaProtocol
import MediaTypes

extension WorkerTranscoder {
    /// Whoever asks the services something does not wait for those who convert.
    private static let niceness: Int32 = 10

    /// With the `spool-media` of this installation.
    static func found() throws(StartFailure) -> WorkerTranscoder {
        do throws(MediaFailure) {
            var worker = try MediaWorker()
            worker.niceness = niceness
            worker.forks = ForkServer(executable: worker.executable)
            return WorkerTranscoder(worker)
        } catch {
            throw StartFailure(error.message)
        }
    }
}
