/// The image types that a cover may have.
struct ID3Image {
    let mimeType: String

    /// Recognises `data` by its first bytes.
    init?(_ data: [UInt8]) {
        let signatures: [([UInt8], String)] = [
            ([0xFF, 0xD8, 0xFF], "image/jpeg"), ([0x89, 0x50, 0x4E, 0x47], "image/png"),
            ([0x47, 0x49, 0x46, 0x38], "image/gif"), ([0x42, 0x4D], "image/bmp"),
        ]
        if let match = signatures.first(where: { data.starts(with: $0.0) }) {
            mimeType = match.1
        } else if data.starts(with: "RIFF".utf8), data.dropFirst(8).starts(with: "WEBP".utf8) {
            mimeType = "image/webp"
        } else {
            return nil
        }
    }
}
