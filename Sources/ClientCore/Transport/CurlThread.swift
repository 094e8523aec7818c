import CCurl
import Threads

/// What runs on the loop's thread. Used by no other thread after `start`.
final class CurlThread {
    private let mailbox: CurlMailbox
    private let multi: UnsafeMutableRawPointer
    private var running: [UnsafeMutableRawPointer: CurlExchange] = [:]
    private var isStopping = false

    private init(_ mailbox: CurlMailbox) {
        self.mailbox = mailbox
        multi = UnsafeMutableRawPointer(mailbox.multi)
    }

    static func start(reading mailbox: CurlMailbox) throws(ClientError) {
        let thread = CurlThread(mailbox)
        do {
            try SystemThread.detached(blocksSignals: true) { thread.run() }
        } catch {
            throw ClientError(.unreachable, error.message)
        }
    }

    private func run() {
        while !isStopping {
            for command in mailbox.take() { obey(command) }
            var active: Int32 = 0
            curl_multi_perform(multi, &active)
            endFinished()
            curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
        for handle in Array(running.keys) {
            end(handle, .failure(ClientError(.cancelled, "the connection was closed")))
        }
    }

    private func obey(_ command: CurlMailbox.Command) {
        switch command {
        case .start(let transfer):
            guard let exchange = CurlExchange(transfer), curl_multi_add_handle(multi, exchange.handle) == CURLM_OK
            else {
                transfer.finish(.failure(ClientError(.unreachable, "libcurl could not prepare the request")))
                return
            }
            running[exchange.handle] = exchange
        case .resume(let transfer):
            if let handle = handle(of: transfer) { curl_easy_pause(handle, CURLPAUSE_CONT) }
        case .cancel(let transfer):
            if let handle = handle(of: transfer) { end(handle, .failure(ClientError(.cancelled, "cancelled"))) }
        case .stop:
            isStopping = true
        }
    }

    private func handle(of transfer: Transfer) -> UnsafeMutableRawPointer? {
        running.first { $0.value.transfer === transfer }?.key
    }

    private func endFinished() {
        var result = CURLE_OK
        while let handle = spool_curl_next_ended(multi, &result) {
            guard let exchange = running[handle] else { continue }
            end(handle, exchange.outcome(result))
        }
    }

    private func end(_ handle: UnsafeMutableRawPointer, _ outcome: Result<Void, ClientError>) {
        guard let exchange = running.removeValue(forKey: handle) else { return }
        curl_multi_remove_handle(multi, handle)
        exchange.free()
        exchange.transfer.finish(outcome)
    }
}
