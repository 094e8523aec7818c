/// How many columns a terminal gives a character.
///
///     a 1    é 1    音 2    🎬 2    ◌́ (a mark) 0    ESC nil
///
/// Ambiguous characters (`±`, `…`, box drawing) are narrow, as every terminal outside legacy CJK locales has them.
public enum TextWidth {
    /// 0 for marks that join the cell before them, 1 or 2 for spacing characters, nil for what must never
    /// reach a terminal: controls, format and bidi characters, private use and unassigned ones.
    public static func columns(of scalar: Unicode.Scalar) -> Int? {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 ? nil : 1 }
        if value < 0xA0 || value == 0xAD { return nil }
        if value < 0x300 { return 1 }
        if isConjoiningJamo(value) { return 0 }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return nil
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if scalar.properties.isDefaultIgnorableCodePoint { return nil }
        return isWide(value) ? 2 : 1
    }

    /// The columns of `text` once it is sanitised.
    public static func columns(of text: String) -> Int { SafeText(text).columns }

    /// Vowels and final consonants of decomposed Hangul, which terminals draw into the syllable's first cell.
    private static func isConjoiningJamo(_ value: UInt32) -> Bool {
        (0x1161...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value)
    }

    static func isWide(_ value: UInt32) -> Bool {
        var low = 0
        var high = wideRanges.count
        while low < high {
            let middle = (low + high) / 2
            if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < wideRanges.count && wideRanges[low].contains(value)
    }
}
