import BackendCore
import SpoolAPI
import Synchronization

/// Counts requests and writes all figures in Prometheus' text format.
final class GatewayMetrics: Sendable {
    private struct Label: Hashable {
        var route: String
        var status: Int
    }

    private let started = ContinuousClock.now
    private let requests = Mutex<[Label: Int]>([:])

    func count(_ match: RouteTable.Match, status: Int) {
        let route =
            switch match {
            case .route(let route, _): "\(route.method.rawValue) \(route.template)"
            // Whatever clients invent shares one label, or they could fill the memory.
            case .methodNotAllowed, .notFound: "none"
            }
        requests.withLock { $0[Label(route: route, status: status), default: 0] += 1 }
    }

    func text(jobs: [JobState: Int], messages: QueueDepth, connections: Int, running: Int) -> String {
        var lines: [String] = []
        func family(_ name: String, _ type: String, _ help: String, _ samples: [(labels: String, value: Int)]) {
            lines.append("# HELP \(name) \(help)")
            lines.append("# TYPE \(name) \(type)")
            for sample in samples { lines.append("\(name)\(sample.labels) \(sample.value)") }
        }
        family(
            "spool_jobs", "gauge", "Jobs by state.",
            JobState.allCases.map { ("{state=\"\($0.rawValue)\"}", jobs[$0] ?? 0) })
        family("spool_conversions_running", "gauge", "Conversions that run now.", [("", running)])
        family(
            "spool_queue_messages", "gauge", "Messages of the wake-up queue.",
            [
                ("{kind=\"ready\"}", messages.ready), ("{kind=\"in_flight\"}", messages.inFlight),
                ("{kind=\"dead\"}", messages.dead),
            ])
        family("spool_http_connections", "gauge", "Open connections.", [("", connections)])
        let counted = requests.withLock { $0 }.sorted { ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status) }
        family(
            "spool_http_requests_total", "counter", "Answered requests.",
            counted.map { ("{route=\"\($0.key.route)\",status=\"\($0.key.status)\"}", $0.value) })
        family(
            "spool_uptime_seconds", "gauge", "Since the start.",
            [("", Int((ContinuousClock.now - started).components.seconds))])
        return lines.joined(separator: "\n") + "\n"
    }
}
