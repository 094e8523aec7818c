import TestRandom
import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

/// Inputs that are not media, or pretend to be other media.
struct RefusalTests {
    @Test(arguments: ["noise.bin", "noise.mp4", "noise.mp3", "noise.flac", "noise.ts", "noise.mkv"])
    func noiseIsNotMedia(name: String) throws {
        var random = SplitMix(seed: 7)
        let media = try Media(name, bytes: (0..<1_000_000).map { _ in UInt8.random(in: 0...255, using: &random) })
        let code = failure { _ = try Converted(media.path) }?.code
        #expect(code == .notMedia || code == .damaged || code == .emptyAudio)
    }

    @Test(
        arguments: [
            "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile://VICTIM\n#EXT-X-ENDLIST\n",
            "ffconcat version 1.0\nfile 'VICTIM'\n",
            "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n",
            "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\"><BaseURL>VICTIM</BaseURL></MPD>",
            "[playlist]\nFile1=VICTIM\n",
            "RTSPtext rtsp://127.0.0.1/x", "",
        ], ["mp4", "mp3", "ts", "m3u8", "flac", "wav", "ffconcat", "sdp"])
    func playlistsOpenNothing(text: String, suffix: String) throws {
        let victim = try Media("victim.ts", Source.stereo(1) + " -c:a aac")
        let media = try Media("list.\(suffix)", bytes: text.replacingOccurrences(of: "VICTIM", with: victim.path).utf8)
        let code = failure { _ = try Converted(media.path) }?.code
        #expect(code == .notMedia || code == .damaged)
        #expect(failure { _ = try probe(media.path) }?.code == code)
    }

    @Test func picturesAndTextAreNotMedia() throws {
        let picture = try Media("p.png", "-f lavfi -i color=red:s=64x64 -frames:v 1")
        #expect(failure { _ = try Converted(picture.path) }?.code == .notMedia)
        let subtitles = try Media("s.srt", bytes: "1\n00:00:01,000 --> 00:00:02,000\nHello\n".utf8)
        #expect(failure { _ = try Converted(subtitles.path) }?.code == .notMedia)
    }

    @Test func videoAloneHasNoAudio() throws {
        for recipe in [
            ("v.mp4", "-c:v mpeg4"), ("v.mkv", "-c:v mpeg4"), ("v.avi", "-c:v mpeg4"), ("v.ts", "-c:v mpeg2video"),
            ("v.m2v", "-c:v mpeg2video"),
        ] {
            let media = try Media(recipe.0, Source.video(1) + " " + recipe.1)
            #expect(failure { _ = try Converted(media.path) }?.code == .noAudio)
        }
    }

    @Test func tenHoursOfSilenceAreHonest() throws {
        let media = try Media(
            "silence.flac", "-f lavfi -i anullsrc=r=8000:cl=mono -t 36000 -frame_size 65535 -c:a flac")
        #expect(try decodedLength(media.path) == 36_000 * 8000)
    }

    @Test func aPipeIsRefused() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        #expect(failure { _ = try MediaEngine.probe(input: ends[0], name: "x", rule: nil) }?.code == .sourceUnreadable)
    }

    @Test func bytesThatChangeNeverTrap() throws {
        var random = SplitMix(seed: 11)
        for recipe in [
            ("a.m4a", "-c:a aac"), ("a.mkv", "-c:a libvorbis"), ("a.ogg", "-c:a libopus"), ("a.mp3", "-c:a libmp3lame"),
            ("a.wav", "-c:a pcm_s16le"), ("a.flac", "-c:a flac"), ("a.ts", "-c:a aac"),
        ] {
            let original = try Media(recipe.0, Source.stereo(1, rate: 48000) + " " + recipe.1).bytes
            for _ in 0..<12 {
                var bytes = original
                for _ in 0..<20 {
                    bytes[Int.random(in: 0..<min(bytes.count, 4000), using: &random)] = .random(
                        in: 0...255, using: &random)
                }
                let media = try Media(recipe.0, bytes: bytes)
                // Any class of failure and any whole result will do; a crash would end the test run.
                if let failure = failure({ _ = try Converted(media.path) }) { #expect(failure.code != .internalError) }
            }
        }
    }
}
