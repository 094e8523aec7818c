import BackendServices
import MediaProtocol
import MediaTypes

extension WorkerTranscoder {
    /// With the `spool-media` of this installation.
    static func found() throws(StartFailure) -> WorkerTranscoder {
        do throws(MediaFailure) {
            return WorkerTranscoder(try MediaWorker())
        } catch {
            throw StartFailure(error.message)
        }
    }
}
