import ClientCore
import SpoolAPI
import Synchronization
import TUIFeatures

/// Speeds of transfers, measured between reports at least a quarter of a second apart.
final class SpeedMeters: Sendable {
    private struct Meter {
        var time: Int64
        var received: Int64
        var speed: Double
    }

    private let meters = Mutex<[JobID: Meter]>([:])
    private static let interval: Int64 = 250

    /// Nil when it is too early to say something new.
    func status(of transfer: TransferQueue.Transfer) -> SaveStatus? {
        switch transfer.state {
        case .waiting: return .waiting
        case .resting: return .running(received: transfer.received, speed: 0)
        case .running: return running(transfer)
        case .done(let path): return .saved(path)
        case .failed(let error): return .failed(error.message)
        case .cancelled: return .stopped
        }
    }

    private func running(_ transfer: TransferQueue.Transfer) -> SaveStatus? {
        let now = WallClock.now()
        return meters.withLock { meters in
            guard var meter = meters[transfer.id], transfer.received >= meter.received else {
                meters[transfer.id] = Meter(time: now, received: transfer.received, speed: 0)
                return .running(received: transfer.received, speed: 0)
            }
            let passed = now - meter.time
            guard passed >= Self.interval else { return nil }
            let current = Double(transfer.received - meter.received) * 1000 / Double(passed)
            meter.speed = meter.speed == 0 ? current : meter.speed * 0.7 + current * 0.3
            (meter.time, meter.received) = (now, transfer.received)
            meters[transfer.id] = meter
            return .running(received: transfer.received, speed: meter.speed)
        }
    }
}
