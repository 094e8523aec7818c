import CFFmpeg
import MediaTypes
import Testing

@testable import MediaEngine

struct LongMP4Tests {
    private static let aac = "-c:a aac -b:a 64k"

    private static let plain = [
        Recipe("plain.m4a", Source.stereo(3), aac),
        Recipe("mono.mp4", Source.mono(2, rate: 48000), aac),
        Recipe("video.mp4", Source.stereo(3), Source.video(3), aac, "-c:v mpeg4"),
        Recipe("two-tracks.mp4", Source.stereo(2), Source.mono(3), "-map 0 -map 1", aac, "-movflags +faststart"),
    ]
    /// What takes the edit list at its word, or has none that the simple way understands.
    private static let other = [
        Recipe("empty-edit.mp4", "-itsoffset 2", Source.stereo(3), Source.video(3), aac, "-c:v mpeg4"),
        Recipe("mp3.mp4", Source.stereo(3), "-c:a libmp3lame -b:a 64k"),
        Recipe("alac.m4a", Source.stereo(3), "-c:a alac"),
        Recipe("fragmented.mp4", Source.stereo(3), aac, "-movflags frag_keyframe+empty_moov"),
        Recipe("quicktime.mov", Source.stereo(3), aac),
        Recipe("matroska.mkv", Source.stereo(3), aac),
    ]

    private struct Packet: Equatable {
        var timestamp: Int64
        var bytes: [UInt8]
        /// Samples that the decoder leaves out, as libavcodec's side data.
        var skips: [UInt8]

        init(_ packet: UnsafeMutablePointer<AVPacket>) {
            timestamp = packet.pointee.pts
            bytes = Array(UnsafeBufferPointer(start: packet.pointee.data, count: Int(packet.pointee.size)))
            var size = 0
            let data = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, &size)
            skips = Array(UnsafeBufferPointer(start: data, count: size))
        }
    }

    /// Of each track of sound.
    private func packets(_ path: String, manySamples: UInt64) throws -> [[Packet]] {
        var tracks: [[Packet]] = []
        while true {
            let descriptor = TestDescriptor(path)
            defer { withExtendedLifetime(descriptor) {} }
            let file = try InputFile(descriptor: descriptor.value)
            let container = try Container(file: file, name: RawName(path), manySamples: manySamples)
            guard tracks.count < container.audioStreams.count else { return tracks }
            let reader = try PacketReader(container: container, stream: container.audioStreams[tracks.count])
            var packets: [Packet] = []
            while let packet = try reader.next() { packets.append(Packet(packet)) }
            tracks.append(packets)
        }
    }

    @Test(arguments: plain) func oneIndexIsEnoughAndChangesNothing(_ recipe: Recipe) throws {
        let media = try recipe.make()
        let source = Bytes(bytes: try media.bytes)
        #expect(LongMP4.needsNoSecondIndex(source, manySamples: 50))
        #expect(!LongMP4.needsNoSecondIndex(source, manySamples: 1000))
        #expect(!LongMP4.needsNoSecondIndex(source))
        let once = try packets(media.path, manySamples: 50)
        #expect(once.allSatisfy { $0.count > 50 && $0.first?.skips.isEmpty == false })
        #expect(try once == packets(media.path, manySamples: .max))
    }

    @Test(arguments: other) func otherEditsAreLibavformats(_ recipe: Recipe) throws {
        #expect(!LongMP4.needsNoSecondIndex(Bytes(bytes: try recipe.make().bytes), manySamples: 1))
    }

    /// Joined copies have a run of durations for each.
    @Test func manyRunsOfDurations() throws {
        let part = try Recipe("part.m4a", Source.stereo(0.55), Self.aac).make()
        let media = try Media("looped.m4a", "-stream_loop 99 -i \(part.path) -c copy")
        #expect(LongMP4.needsNoSecondIndex(Bytes(bytes: try media.bytes), manySamples: 50))
        #expect(try packets(media.path, manySamples: 50) == packets(media.path, manySamples: .max))
    }

    /// A copy from the middle of a file leaves samples before the edit's start, one cut short leaves them after its end.
    @Test(arguments: ["-ss 5", "-t 2"]) func aCopyOfAPart(_ part: String) throws {
        let whole = try Recipe("whole.m4a", Source.stereo(8), Self.aac).make()
        let media = try Media("part.m4a", "\(part) -i \(whole.path) -c copy")
        #expect(try packets(media.path, manySamples: 1) == packets(media.path, manySamples: .max))
    }

    @Test(
        .enabled(if: Corpus.directory != nil, "SKIPPED: SPOOL_CORPUS is not set"),
        arguments: Corpus.entries.filter { [".mp4", ".m4a", ".mov", ".3gp"].contains(String($0.file.suffix(4))) })
    func realFiles(entry: Corpus.Entry) throws {
        #expect((try? packets(entry.path, manySamples: 1)) == (try? packets(entry.path, manySamples: .max)))
    }

    /// Whatever is wrong with it, a file is judged within bounds.
    @Test func damagedTables() throws {
        let bytes = try Self.plain[0].make().bytes
        for offset in bytes.indices where offset < 64 || offset > bytes.count - 2000 {
            for value: UInt8 in [0, 1, 0x7F, 0xFF] {
                var damaged = bytes
                damaged[offset] = value
                _ = LongMP4.needsNoSecondIndex(Bytes(bytes: damaged), manySamples: 50)
            }
        }
    }
}
