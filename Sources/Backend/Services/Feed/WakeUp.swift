import SpoolAPI

/// A message of the wake-up queue: "there is work". Who receives it asks the ledger; the batch is for people who
/// look into the queue.
struct WakeUp {
    var batch: BatchID

    var body: String { #"{"type":"work","batch":"\#(batch)"}"# }
}
