/// ISO 14496-12: one box of an MP4 file, by its head. Its sizes are as the file says and may be wrong.
struct MP4Box {
    /// Four characters, in the order of the file.
    let type: FourCC
    /// Its first byte and the first of its content, in bytes of the source.
    let start: Int64
    let content: Int64
    /// Bytes, the head included, at least as many as the head has; nil to the end of the file.
    let size: UInt64?

    /// nil when there is no box at `offset`.
    init?(_ source: some ByteSource, at offset: Int64) {
        guard let size = source.big(at: offset, count: 4), let type = source.little(at: offset + 4, count: 4) else {
            return nil
        }
        // 1 stands for a size of 64 bits after the type, 0 for "to the end of the file".
        let large = size == 1 ? source.big(at: offset + 8, count: 8) : nil
        let head: UInt64 = size == 1 ? 16 : 8
        self.type = FourCC(UInt32(truncatingIfNeeded: type))
        start = offset
        content = offset + Int64(head)
        self.size = size == 0 || size == 1 && large == 0 ? nil : large ?? size
        if let size = self.size, size < head { return nil }
    }

    /// One behind its last byte; nil when that lies beyond the end of the file.
    func end(in source: some ByteSource) -> Int64? {
        guard let size else { return source.size }
        return size <= UInt64(source.size - start) ? start + Int64(size) : nil
    }

    /// The boxes that lie one behind the other from `offset` to `end`, as far as they are whole; no more than
    /// `mostBoxes`.
    static func run(_ source: some ByteSource, from offset: Int64, to end: Int64) -> [MP4Box] {
        var boxes: [MP4Box] = []
        var offset = offset
        while offset < end, boxes.count < mostBoxes, let box = MP4Box(source, at: offset),
            let next = box.end(in: source), next <= end
        {
            boxes.append(box)
            offset = next
        }
        return boxes
    }

    /// The boxes in this one, whose own fields at the front take `skipping` bytes.
    func children(_ source: some ByteSource, skipping: Int64 = 0) -> [MP4Box] {
        end(in: source).map { Self.run(source, from: content + skipping, to: $0) } ?? []
    }

    /// The first box at the end of a path through this one's children.
    func descendant(_ path: String..., in source: some ByteSource) -> MP4Box? {
        path.reduce(self) { box, type in box?.children(source).first { $0.type == FourCC(type) } }
    }

    private static let mostBoxes = 256
}
