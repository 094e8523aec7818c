/// ISO 639 codes in their several forms.
public enum LanguageCode {
    /// The terminological three-letter code for `code`; codes that are not in the table stay as they are, in lower case.
    public static func canonical(_ code: String) -> String {
        // A region or script after the code (`pt-BR`) names the same language.
        let base = code.lowercased().prefix { $0 != "-" && $0 != "_" }
        return terminological[String(base)] ?? String(base)
    }

    /// True for what has the form of a code: two or three letters, with or without a region or script.
    static func isCode(_ text: String) -> Bool {
        let base = text.prefix { $0 != "-" && $0 != "_" }
        let region = text.dropFirst(base.count).dropFirst()
        let hasRegion = base.count < text.count
        return (2...3).contains(base.count) && base.allSatisfy { $0.isASCII && $0.isLetter }
            && (!hasRegion
                || (2...8).contains(region.count) && region.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
    }

    /// Two-letter and bibliographic codes; the languages that discs and broadcasts carry.
    private static let terminological: [String: String] = [
        "sq": "sqi", "alb": "sqi", "ar": "ara", "hy": "hye", "arm": "hye", "eu": "eus", "baq": "eus", "be": "bel",
        "bn": "ben",
        "bs": "bos", "bg": "bul", "my": "mya", "bur": "mya", "ca": "cat", "zh": "zho", "chi": "zho", "hr": "hrv",
        "cs": "ces",
        "cze": "ces", "da": "dan", "nl": "nld", "dut": "nld", "en": "eng", "et": "est", "fi": "fin", "fr": "fra",
        "fre": "fra",
        "gl": "glg", "ka": "kat", "geo": "kat", "de": "deu", "ger": "deu", "el": "ell", "gre": "ell", "he": "heb",
        "iw": "heb",
        "hi": "hin", "hu": "hun", "is": "isl", "ice": "isl", "id": "ind", "ga": "gle", "it": "ita", "ja": "jpn",
        "kn": "kan",
        "kk": "kaz", "ko": "kor", "la": "lat", "lv": "lav", "lt": "lit", "mk": "mkd", "mac": "mkd", "ms": "msa",
        "may": "msa",
        "ml": "mal", "mr": "mar", "mn": "mon", "ne": "nep", "no": "nor", "nb": "nob", "nn": "nno", "fa": "fas",
        "per": "fas",
        "pl": "pol", "pt": "por", "pa": "pan", "ro": "ron", "rum": "ron", "ru": "rus", "sr": "srp", "scc": "srp",
        "si": "sin",
        "sk": "slk", "slo": "slk", "sl": "slv", "es": "spa", "sw": "swa", "sv": "swe", "ta": "tam", "te": "tel",
        "th": "tha",
        "bo": "bod", "tib": "bod", "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "cy": "cym",
        "wel": "cym",
    ]
}
