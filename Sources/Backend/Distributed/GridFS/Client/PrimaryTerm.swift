/// The time during which one process is a deployment's primary: what was acknowledged in it is not lost before its end.
/// Source: the `hello` command of the MongoDB manual.
struct PrimaryTerm: Hashable, Sendable {
    private let process: ObjectID
    /// None for a server of its own, which is its own primary as long as it runs.
    private let election: ObjectID?

    /// nil where the answer does not tell, e.g. that of a router, behind which primaries change.
    init?(hello: BSONDocument) {
        guard hello["msg"] == nil, let process = hello["topologyVersion"]?.document?["processId"]?.objectID else {
            return nil
        }
        self.process = process
        election = hello["electionId"]?.objectID
    }
}
