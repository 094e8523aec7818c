import FoundationEssentials

/// `2026-01-31T12:00:00Z`, with or without fractions.
enum AWSDate {
    static func parse(_ text: String) -> Date? {
        (try? Date.ISO8601FormatStyle().parse(text))
            ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
    }
}
