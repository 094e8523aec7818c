/// MP4 files of many hours, whose index libavformat should hold once and not twice.
///
/// To apply the tracks' edit lists it makes a second index of all samples (`advanced_editlist`): 37 MB more at ten
/// hours. Where an edit list only skips what the encoder put in front of the sound, its simple way, a mere shift of the
/// clock, comes to the same packets.
enum LongMP4 {
    /// Below this, the second index is small: some five hours of AAC at 48 kHz.
    static let manySamples: UInt64 = 800_000
    private static let leastBytes: Int64 = 32 << 20
    private static let mostRuns: UInt64 = 4096

    /// Whether the simple way spares memory in a file, and changes nothing.
    static func needsNoSecondIndex(_ source: some ByteSource, manySamples: UInt64 = manySamples) -> Bool {
        guard manySamples < Self.manySamples || source.size >= leastBytes,
            let movie = MP4Box.run(source, from: 0, to: source.size).first(where: { $0.type == FourCC("moov") })
        else { return false }
        let parts = movie.children(source)
        // A fragmented file has more samples than its tables.
        guard !parts.contains(where: { $0.type == FourCC("mvex") }),
            let header = parts.first(where: { $0.type == FourCC("mvhd") }),
            let timescale = Self.timescale(of: header, source)
        else { return false }
        let tracks = parts.filter { $0.type == FourCC("trak") && isSound($0, source) }
        return tracks.contains { sampleCount(of: $0, source) >= manySamples }
            && tracks.allSatisfy { isPlain($0, source, movieTimescale: timescale) }
    }

    private static func isSound(_ track: MP4Box, _ source: some ByteSource) -> Bool {
        guard let handler = track.descendant("mdia", "hdlr", in: source) else { return false }
        return source.little(at: handler.content + 8, count: 4) == UInt64(FourCC("soun").value)
    }

    private static func sampleCount(of track: MP4Box, _ source: some ByteSource) -> UInt64 {
        track.descendant("mdia", "minf", "stbl", "stsz", in: source)
            .flatMap { source.big(at: $0.content + 8, count: 4) } ?? 0
    }

    /// One edit of AAC that begins within the first second and ends no earlier than in the last sample.
    private static func isPlain(_ track: MP4Box, _ source: some ByteSource, movieTimescale: UInt64) -> Bool {
        guard let edits = track.descendant("edts", "elst", in: source) else { return true }
        guard let media = track.descendant("mdia", "mdhd", in: source),
            let timescale = timescale(of: media, source),
            let table = track.descendant("mdia", "minf", "stbl", in: source), isAAC(table, source, rate: timescale),
            let edit = onlyEdit(edits, source), edit.start <= timescale,
            let last = startOfLastSample(table, source)
        else { return false }
        let (scaled, overflow) = edit.duration.multipliedReportingOverflow(by: timescale)
        return !overflow && edit.start + scaled / movieTimescale > last
    }

    /// Start on the track's clock and duration on the movie's; nil unless there is one edit, at the usual speed.
    private static func onlyEdit(_ edits: MP4Box, _ source: some ByteSource) -> (start: UInt64, duration: UInt64)? {
        let width = isWide(edits, source) ? 8 : 4
        let entry = edits.content + 8
        guard source.big(at: edits.content + 4, count: 4) == 1,
            let duration = source.big(at: entry, count: width), duration > 0,
            let start = source.big(at: entry + Int64(width), count: width), start < 1 << (8 * width - 1),
            source.big(at: entry + 2 * Int64(width), count: 4) == 1 << 16
        else { return nil }
        return (start, duration)
    }

    /// On the track's clock; nil when the table of durations is long or contradicts itself.
    private static func startOfLastSample(_ table: MP4Box, _ source: some ByteSource) -> UInt64? {
        guard let durations = table.descendant("stts", in: source),
            let runs = source.big(at: durations.content + 4, count: 4), (1...mostRuns).contains(runs)
        else { return nil }
        let bytes = source.bytes(at: durations.content + 8, count: 8 * Int(runs))
        guard bytes.count == 8 * Int(runs) else { return nil }
        let numbers = stride(from: 0, to: bytes.count, by: 4).map { at in
            bytes[at..<at + 4].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        }
        var (total, last): (UInt64, UInt64) = (0, 0)
        for run in stride(from: 0, to: numbers.count, by: 2) {
            guard numbers[run] > 0 else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(numbers[run] * numbers[run + 1])
            guard !overflow else { return nil }
            (total, last) = (sum, numbers[run + 1])
        }
        return total - last
    }

    /// One kind of samples, `mp4a` as in MP4, with an elementary stream descriptor that says AAC, and a clock that
    /// counts its samples.
    private static func isAAC(_ table: MP4Box, _ source: some ByteSource, rate: UInt64) -> Bool {
        guard let kinds = table.descendant("stsd", in: source), source.big(at: kinds.content + 4, count: 4) == 1,
            let kind = kinds.children(source, skipping: 8).first, kind.type == FourCC("mp4a"),
            // Version 0 of the sound's fields, which take 28 bytes.
            source.big(at: kind.content + 8, count: 2) == 0, source.big(at: kind.content + 24, count: 2) == rate,
            let descriptor = kind.children(source, skipping: 28).first(where: { $0.type == FourCC("esds") })
        else { return false }
        return objectType(source.bytes(at: descriptor.content + 4, count: 32)) == 0x40
    }

    /// ISO 14496-1: the kind of coding in an elementary stream descriptor.
    private static func objectType(_ bytes: [UInt8]) -> UInt8? {
        var rest = bytes[...]
        func enter(_ tag: UInt8) -> Bool {
            guard rest.popFirst() == tag else { return false }
            while let byte = rest.popFirst() { if byte & 0x80 == 0 { return true } }
            return false
        }
        // The stream's number and no flags, which would bring further fields.
        guard enter(3), rest.dropFirst(2).first == 0 else { return nil }
        rest = rest.dropFirst(3)
        return enter(4) ? rest.first : nil
    }

    private static func timescale(of header: MP4Box, _ source: some ByteSource) -> UInt64? {
        source.big(at: header.content + (isWide(header, source) ? 20 : 12), count: 4).flatMap { $0 > 0 ? $0 : nil }
    }

    /// Version 1 of a box: times and durations of 64 bits.
    private static func isWide(_ box: MP4Box, _ source: some ByteSource) -> Bool {
        source.bytes(at: box.content, count: 1) == [1]
    }
}
