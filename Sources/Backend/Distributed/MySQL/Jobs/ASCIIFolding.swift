enum ASCIIFolding {
    /// ASCII letters in lower case, all other bytes as they are.
    static func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
