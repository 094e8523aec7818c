import Foundation
import MediaTypes
import Testing

@testable import MediaEngine

/// The hostile inputs that SPOOL_ATTACK points to.
enum Attack {
    static let directory = ProcessInfo.processInfo.environment["SPOOL_ATTACK"]

    static let announced: Bool = {
        if directory == nil { print("SKIPPED: SPOOL_ATTACK is not set: no test over hostile media runs") }
        return directory != nil
    }()

    static func path(_ name: String) -> String { (directory ?? "") + "/" + name }
}

@Suite(.enabled(if: Attack.announced, "SKIPPED: SPOOL_ATTACK is not set"))
struct AttackTests {
    @Test(arguments: [
        "hls_rel.mp4", "hls_concat.mp4", "hls_ssrf.mp4", "hls_passwd.mp4", "ffconcat_rel.mp4", "ffconcat_ssrf.mp4",
        "0a0a0a0a-attacker",
        "dash.mp4", "sdp.mp4", "rtsp.mp4", "pls.mp4", "zero.mp4", "one_byte.mp4",
    ])
    func playlistsAreNotMedia(name: String) {
        #expect(failure { _ = try Converted(Attack.path(name)) }?.code == .notMedia)
        #expect(failure { _ = try probe(Attack.path(name)) }?.code == .notMedia)
    }

    @Test(arguments: ["wav_1Hz.wav", "wav_1Hz_80k.wav", "wav_65535ch.wav"]) func bombsExceedALimit(name: String) {
        #expect(failure { _ = try Converted(Attack.path(name)) }?.code == .limitExceeded)
    }

    @Test(arguments: ["wav_zero_rate.wav", "wav_4GHz.wav"]) func impossibleRatesAreDamage(name: String) {
        let code = failure { _ = try Converted(Attack.path(name)) }?.code
        #expect(code == .damaged || code == .limitExceeded)
    }

    @Test(arguments: ["wav_claims_4GB.wav", "m4a_absurd_duration.m4a", "m4a_absurd_elst.m4a", "m4a_absurd_stts.m4a"])
    func liesEndClearly(name: String) throws {
        let path = Attack.path(name)
        let info = try probe(path)
        #expect(info.duration.map { $0 < 30 * 24 * 3_600_000 } ?? true)
        if let failure = failure({ _ = try Converted(path) }) {
            #expect([.truncated, .damaged, .emptyAudio].contains(failure.code))
        } else {
            let length = try #require(try ffmpegLength(path, track: 0))
            #expect(try Converted(path).result.samples == length)
        }
    }

    @Test(arguments: ["ok.m4a", "other_user.ts", "other_user.wav", "secret.wav", "secret_audio.aac", "secret_audio.ts"])
    func honestFilesConvert(name: String) throws {
        let length = try #require(try ffmpegLength(Attack.path(name), track: 0))
        #expect(try Converted(Attack.path(name)).result.samples == length)
    }
}
