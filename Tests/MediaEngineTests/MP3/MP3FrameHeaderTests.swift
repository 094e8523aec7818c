import Testing

@testable import MediaEngine

struct MP3FrameHeaderTests {
    @Test func readsACommonHeader() throws {
        let header = try #require(MP3FrameHeader(bits: 0xFFFB_9264))
        #expect(header.version == .mpeg1)
        #expect(header.bitRate == 128)
        #expect(header.sampleRate == 44100)
        #expect(header.isPadded)
        #expect(header.mode == .jointStereo)
        #expect(!header.hasCRC)
        #expect(header.frameSize == 418)
        #expect(header.headSize == 36)
    }

    @Test(
        arguments: [
            (0xFFE3_18C4, MPEGVersion.mpeg25, 8000, 8, 1, 72),  // MPEG-2.5 mono
            (0xFFF3_E000, .mpeg2, 22050, 160, 2, 522),
            (0xFFFB_E800, .mpeg1, 32000, 320, 2, 1440),
        ] as [(UInt32, MPEGVersion, Int, Int, Int, Int)])
    func readsAllVersions(bits: UInt32, version: MPEGVersion, rate: Int, bitRate: Int, channels: Int, size: Int) throws
    {
        let header = try #require(MP3FrameHeader(bits: bits))
        #expect(header.version == version)
        #expect(header.sampleRate == rate)
        #expect(header.bitRate == bitRate)
        #expect(header.channels == channels)
        #expect(header.frameSize == size)
    }

    @Test(
        arguments: [
            0xFFDB_9264,  // no sync
            0xFFEB_9264,  // reserved version
            0xFFFD_9264,  // layer II
            0xFFFB_0264,  // free format
            0xFFFB_F264,  // forbidden bit rate
            0xFFFB_9E64,  // reserved sample rate
            0xFFFB_9266,  // reserved emphasis
        ] as [UInt32])
    func refusesWhatIsNoHeader(bits: UInt32) {
        #expect(MP3FrameHeader(bits: bits) == nil)
    }

    @Test func fixedPartIgnoresWhatMayChange() throws {
        let header = try #require(MP3FrameHeader(bits: 0xFFFB_9264))
        let other = try #require(MP3FrameHeader(bits: 0xFFFB_B044))
        let mono = try #require(MP3FrameHeader(bits: 0xFFFB_92C4))
        #expect(header.fixedPart == other.fixedPart)
        #expect(header.fixedPart != mono.fixedPart)
    }
}
