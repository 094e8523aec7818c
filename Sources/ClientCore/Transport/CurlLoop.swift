/// The one thread of a transport on which libcurl runs: all its transfers, one connection cache.
///
/// Tasks post commands; the thread sleeps in `curl_multi_poll` until a socket or a command wakes it. It ends with
/// the loop.
final class CurlLoop: Sendable {
    private let mailbox: CurlMailbox

    init() throws(ClientError) {
        mailbox = try CurlMailbox()
        try CurlThread.start(reading: mailbox)
    }

    deinit {
        mailbox.post(.stop)
    }

    func start(_ transfer: Transfer) { mailbox.post(.start(transfer)) }
    /// Offers again what the transfer's reader had no room for.
    func resume(_ transfer: Transfer) { mailbox.post(.resume(transfer)) }
    /// Ends it with `cancelled`; nothing happens when it has ended.
    func cancel(_ transfer: Transfer) { mailbox.post(.cancel(transfer)) }
}
