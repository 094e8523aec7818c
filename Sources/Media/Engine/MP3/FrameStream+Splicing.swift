import Glibc

extension FrameStream {
    /// Leading frames whose main data is here entirely.
    var completeFrames: Int {
        var count = frames.count
        while count > 0, frames[count - 1].mainDataEnd > payload.count { count -= 1 }
        return count
    }

    /// The end of frame `index`'s payload area, which may lie beyond what has arrived.
    func payloadEnd(_ index: Int) -> Int { frames[index].payloadStart + payloadSize(frames[index]) }

    /// True when frame `index`, complete in both, decodes to the same spectrum as frame `otherIndex` of `other`:
    /// the same side info but for `main_data_begin`, the same joint stereo mode and the same bits of main data.
    ///
    /// - Parameter withReservoir: Also the same size and `main_data_begin`.
    func hasFrame(_ index: Int, equalTo otherIndex: Int, of other: FrameStream, withReservoir: Bool) -> Bool {
        let (frame, otherFrame) = (frames[index], other.frames[otherIndex])
        guard frame.mainDataBits == otherFrame.mainDataBits, frame.mainDataStart >= 0, otherFrame.mainDataStart >= 0
        else {
            return false
        }
        if withReservoir, frame.size != otherFrame.size || frame.mainDataBegin != otherFrame.mainDataBegin {
            return false
        }
        return equalHeads(index, otherIndex, other)
            && equalBits(frame.mainDataStart, otherFrame.mainDataStart, other, count: Int(frame.mainDataBits))
    }

    private func equalHeads(_ index: Int, _ otherIndex: Int, _ other: FrameStream) -> Bool {
        heads.withUnsafeBufferPointer { mine in
            other.heads.withUnsafeBufferPointer { theirs in
                guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return false }
                let (a, b) = (mine + index * headSize, theirs + otherIndex * headSize)
                // main_data_begin: byte 4 and in MPEG-1 the first bit of byte 5
                let mask: UInt8 = version == .mpeg1 ? 0x7F : 0xFF
                return a[3] == b[3] && a[5] & mask == b[5] & mask && memcmp(a + 6, b + 6, headSize - 6) == 0
            }
        }
    }

    /// Compares exactly `count` bits: what follows in the last byte is filler that toggles.
    private func equalBits(_ start: Int, _ otherStart: Int, _ other: FrameStream, count: Int) -> Bool {
        payload.withUnsafeBufferPointer { mine in
            other.payload.withUnsafeBufferPointer { theirs in
                guard count > 0 else { return true }
                guard let mine = mine.baseAddress, let theirs = theirs.baseAddress else { return false }
                let (a, b) = (mine + start, theirs + otherStart)
                let bytes = count / 8
                guard memcmp(a, b, bytes) == 0 else { return false }
                return count % 8 == 0 || (a[bytes] ^ b[bytes]) >> (8 - count % 8) == 0
            }
        }
    }

    /// True when the last granule of frame `index` ends in the same kind of block as that of frame `otherIndex`,
    /// so that the windows of the next frame fit either.
    func endsLike(_ index: Int, _ otherIndex: Int, of other: FrameStream) -> Bool {
        lastBlockTypes(index) == other.lastBlockTypes(otherIndex)
    }

    private func lastBlockTypes(_ index: Int) -> [UInt8] {
        let info = heads.withUnsafeBufferPointer { heads in
            heads.baseAddress.map { MP3SideInfo($0 + index * headSize + 4, version: version, channels: channels) }
        }
        guard let info else { return [] }
        let first = (version.granules - 1) * channels
        return (first..<first + channels).map { info.blockTypes[$0] }
    }
}
