import SpoolAPI

/// The mail about jobs that have ended: one job, or the digest of a batch.
struct EndMail: Sendable {
    private let items: [MailItem]
    /// Days that the links work; nil without links.
    private let days: Int?

    /// - Parameter jobs: all of a batch, in their order.
    init(_ jobs: [Job], links: DownloadLinks? = nil, now: Timestamp) {
        items = jobs.compactMap { MailItem($0, links: links, now: now) }
        days = items.contains { $0.link != nil } ? links?.days : nil
    }

    /// True when there is nothing to write about.
    var isEmpty: Bool { items.isEmpty }

    private var done: [MailItem] { items.filter { $0.reason == nil } }
    private var failed: [MailItem] { items.filter { $0.reason != nil } }

    var subject: String {
        if items.count == 1, let only = items.first {
            return only.reason == nil ? "Spool: \(only.title) is ready" : "Spool: \(only.title) could not be converted"
        }
        let counts = [(done.count, "done"), (failed.count, "failed")].filter { $0.0 > 0 }
        return "Spool: " + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    var text: String {
        var lines: [String] = []
        if !failed.isEmpty {
            lines += ["Could not be converted:"] + Self.listed(failed) { ["\($0.title): \($0.reason ?? "")"] }
        }
        if !failed.isEmpty, !done.isEmpty { lines.append("") }
        if !done.isEmpty {
            lines += ["Ready:"]
            lines += Self.listed(done) { item in
                ["\(item.title) (\(item.length), \(item.size))", item.link ?? item.path].compactMap { $0 }
            }
        }
        if let validity { lines += ["", validity] }
        return lines.joined(separator: "\n") + "\n"
    }

    var html: String {
        let rows = { (items: [MailItem], row: (MailItem) -> String) in
            items.prefix(Self.longestList).map { "<li>\(row($0))</li>" }.joined(separator: "\n")
                + (items.count > Self.longestList ? "\n<li>… and \(items.count - Self.longestList) more</li>" : "")
        }
        var body = ""
        if !failed.isEmpty {
            body += "<p>Could not be converted:</p>\n<ul>\n"
            body += rows(failed) { "\(HTMLText.escape($0.title)): \(HTMLText.escape($0.reason ?? ""))" } + "\n</ul>\n"
        }
        if !done.isEmpty { body += "<p>Ready:</p>\n<ul>\n" + rows(done, Self.row) + "\n</ul>\n" }
        if let validity { body += "<p>\(HTMLText.escape(validity))</p>\n" }
        return HTMLText.document(title: subject, body: body)
    }

    private var validity: String? {
        days.map { "Each link works for \($0) days, in any browser, without a login: whoever has it can download." }
    }

    private static func row(_ item: MailItem) -> String {
        let title = "<strong>\(HTMLText.escape(item.title))</strong>"
        let name = item.link.map { "<a href=\"\(HTMLText.escape($0))\">\(title)</a>" } ?? title
        let place = item.link == nil ? item.path.map { "<br>\(HTMLText.escape($0))" } ?? "" : ""
        return "\(name) (\(item.length), \(HTMLText.escape(item.size)))\(place)"
    }

    private static let longestList = 200

    private static func listed(_ items: [MailItem], _ lines: (MailItem) -> [String]) -> [String] {
        let shown = items.prefix(longestList).flatMap { lines($0).map { "  " + $0 } }
        let rest = items.count - longestList
        return rest > 0 ? shown + ["  … and \(rest) more"] : shown
    }
}
