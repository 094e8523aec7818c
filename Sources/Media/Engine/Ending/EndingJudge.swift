import CFFmpeg
import MediaTypes

/// Decides whether what was decoded is all that the container promised of the track.
struct EndingJudge {
    let container: Container
    let choice: ChosenTrack
    /// What is there is wanted even if it is not all.
    let keepsPartial: Bool

    /// What people should know about a result that stands.
    ///
    /// - Throws: `truncated`, `damaged` or `protected` for one that does not; with `keepsPartial` these become warnings.
    func judge(_ report: SourceReport, rate: Int) throws(MediaFailure) -> [MediaWarning] {
        var warnings = remarks(report, rate: rate)
        if let failure = failure(report, rate: rate) {
            guard keepsPartial else { throw failure }
            warnings.insert(MediaWarning(.partial, failure.message), at: 0)
        }
        return warnings
    }

    private func failure(_ report: SourceReport, rate: Int) -> MediaFailure? {
        let decoding = report.decoding
        if decoding.protectedPackets > 0 {
            return MediaFailure(
                .protected,
                "\(decoding.protectedPackets) packets of the audio are protected (DRM) and cannot be converted")
        }
        if decoding.failedPackets * 2 > decoding.packets {
            return MediaFailure(.damaged, damage(decoding))
        }
        // What is missing in small pieces is missing all the same, whatever the last timestamp is.
        if report.shortfall > report.samples {
            return MediaFailure(.damaged, missing(report, rate: rate))
        }
        // Trimmed before the end: what lies behind was not asked for.
        guard report.isWhole else { return nil }
        return Truncation(container: container, choice: choice, reached: reached(report, rate: rate)).failure
    }

    /// The furthest that the sound got, in milliseconds: as a length or, where the clock starts near zero, as a
    /// position, whichever is more.
    private func reached(_ report: SourceReport, rate: Int) -> Int64 {
        let milliseconds = { (samples: Int64) in
            samples / Int64(rate) * 1000 + samples % Int64(rate) * 1000 / Int64(rate)
        }
        var reached = milliseconds(report.samples)
        if let start = report.start, let end = report.end {
            let (length, overflow) = end.subtractingReportingOverflow(start)
            if !overflow { reached = max(reached, milliseconds(length)) }
            if !container.hasDiscontinuities { reached = max(reached, milliseconds(end)) }
        }
        return container.hasDiscontinuities ? reached : max(reached, report.decoding.lastTime ?? 0)
    }

    private func remarks(_ report: SourceReport, rate: Int) -> [MediaWarning] {
        var warnings: [MediaWarning] = []
        if report.decoding.failedPackets > 0 {
            warnings.append(MediaWarning(.damagedPackets, damage(report.decoding)))
        } else if report.decoding.readStatus != spool_averror_eof, report.isWhole {
            warnings.append(MediaWarning(.damagedPackets, "the container is damaged at its end"))
        }
        if report.shortfall > Int64(rate), report.shortfall > report.samples / 50 {
            warnings.append(MediaWarning(.damagedPackets, missing(report, rate: rate)))
        }
        if report.gaps > 0 {
            let length = report.silence * 1000 / Int64(rate)
            warnings.append(
                MediaWarning(
                    .gapsFilled, "\(report.gaps) gaps, \(MediaDuration.text(length)) in all, were filled with silence"))
        }
        if report.changes > 0 {
            warnings.append(
                MediaWarning(.formatChanged, "rate or channels change \(report.changes) times; all follows the first"))
        }
        return warnings
    }

    private func missing(_ report: SourceReport, rate: Int) -> String {
        let there = report.samples * 1000 / Int64(rate)
        let whole = there + report.shortfall * 1000 / Int64(rate)
        return "only \(MediaDuration.text(there)) of \(MediaDuration.text(whole)) is there, in pieces with small gaps"
    }

    private func damage(_ decoding: DecodeSummary) -> String {
        let place = decoding.firstFailureTime.map { ", the first at \(MediaDuration.text($0))" } ?? ""
        return "\(decoding.failedPackets) of \(decoding.packets) packets cannot be decoded\(place)"
    }
}
