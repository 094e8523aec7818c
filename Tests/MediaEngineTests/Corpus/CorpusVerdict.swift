import MediaTypes

/// What Spool must make of one real file.
enum CorpusVerdict: Equatable {
    /// An MP3 as long as the manifest says, within a frame.
    case converts
    /// An MP3 with this many samples, where the manifest's length is not the right one.
    case convertsTo(samples: Int64)
    case fails([FailureCode])
    /// Fails by default; with `PartialPolicy.keep` it becomes what the manifest says.
    case failsUnlessKept(FailureCode)

    init(_ entry: Corpus.Entry) {
        if let exception = Self.exceptions[entry.file] {
            self = exception
            return
        }
        self =
            switch entry.category {
            case "no-audio": .fails([.noAudio])
            case "empty-audio": .fails([.emptyAudio])
            case "unreadable": .fails([.notMedia, .damaged])
            case "damaged-fails": .fails(Self.damage[entry.file].map { [$0] } ?? [])
            default: .converts
            }
    }

    /// Files whose right verdict is not the manifest's; docs/CORPUS.md says why for each.
    static let exceptions: [String: CorpusVerdict] = [
        "beetbox__mediafile/emptylist.mp3": .failsUnlessKept(.truncated),
        "debian-src__firefox-esr-140.12/no-container-codec-delay.webm": .failsUnlessKept(.truncated),
        "debian-src__firefox-esr-140.12/vp9cake_corrupt.webm": .failsUnlessKept(.truncated),
        "sindresorhus__file-type/fixture2.mkv": .failsUnlessKept(.truncated),
        "androidx__media/sample_ait.ts": .failsUnlessKept(.truncated),
        "androidx__media/sample_with_sdt.ts": .failsUnlessKept(.truncated),
        "debian-src__firefox-esr-140.12/bipbop-clearkey-keyrotation-clear-lead-audio.mp4": .failsUnlessKept(.protected),
        "debian-src__firefox-esr-140.12/opus-sample-cenc.mp4": .fails([.protected]),
        "debian-src__firefox-esr-140.12/sintel-short-clearkey-subsample-encrypted-audio.webm": .fails([.protected]),
        "debian-src__firefox-esr-140.12/opus-mapping2.mp4": .convertsTo(samples: 479_688),
        "debian-src__firefox-esr-140.12/opus-mapping2.webm": .convertsTo(samples: 479_688),
        "debian-src__firefox-esr-140.12/test_case_1388991.mp4": .convertsTo(samples: 306_176),
        "androidx__media/sample_eac3.mp4": .failsUnlessKept(.damaged),
        "androidx__media/sample_eac3_fragmented.mp4": .failsUnlessKept(.damaged),
        "debian-src__firefox-esr-140.12/sample.3gp": .convertsTo(samples: 40_000),
        "androidx__media/200kB-garbage-prefix.mp3": .convertsTo(samples: 46_080),
    ]

    /// The class of each file that ffmpeg fails on, too.
    private static let damage: [String: FailureCode] = [
        "Eyevinn__mp4ff/audio_dec.mp4": .damaged,
        "Eyevinn__mp4ff/iamf.mp4": .unsupportedCodec,
        "androidx__media/bear-flac-32bit.mka": .unsupportedCodec,
        "androidx__media/sample_ac4_level4_fragmented.mp4": .unsupportedCodec,
        "androidx__media/sample_dts_hd_across_pes.ts": .damaged,
        "androidx__media/sample_fragmented_uuid.mp4": .damaged,
        "androidx__media/sample_iamf.mp4": .unsupportedCodec,
        "debian-src__firefox-esr-140.12/1835118.adts": .damaged,
        "debian-src__firefox-esr-140.12/255ch.wav": .limitExceeded,
        "debian-src__firefox-esr-140.12/audio_aac-lc_128k_enc_dashinit.mp4": .protected,
        "debian-src__firefox-esr-140.12/bipbop_360w_253kbps-clearkey-audio.webm": .protected,
        "debian-src__firefox-esr-140.12/flac-sample-cenc.mp4": .protected,
        "debian-src__firefox-esr-140.12/noextradata-8ch.wav": .unsupportedCodec,
        "ietf-wg-cellar__flac-test-files/03 - wrong bit depth.flac": .damaged,
        "ietf-wg-cellar__flac-test-files/04 - changing bitdepth.flac": .damaged,
        "mozilla__mp4parse-rust/short-cenc.mp4": .protected,
        "sindresorhus__file-type/fixture.voc": .unsupportedCodec,
    ]
}
