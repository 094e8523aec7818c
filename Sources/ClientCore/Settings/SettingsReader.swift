import MediaTypes
import TOML

/// Turns a TOML document into settings; what it does not know is an error at its line.
struct SettingsReader {
    /// For `~/…`.
    let home: RawName?

    func read(_ document: TOMLTable) throws(TOMLError) -> Settings {
        var settings = Settings()
        for (key, value) in document.inOrder {
            switch key {
            case "server": settings.server = try value.string(key)
            case "destination": settings.destination = try path(value, key)
            case "profile": settings.profiles = try profiles(try value.table(key))
            case "default_profile": settings.profile = try value.string(key)
            case "bookmarks":
                for element in try value.array(key) { settings.bookmarks.append(try path(element, key)) }
            case "theme": settings.theme = try value.string(key)
            case "mouse": settings.mouse = try value.boolean(key)
            case "notifications": settings.notifications = try value.boolean(key)
            default:
                throw value.error(
                    "unknown setting ‘\(key)’: there are server, destination, default_profile, bookmarks, theme, mouse, notifications and [profile.NAME]"
                )
            }
        }
        if let name = settings.profile, settings.profiles[name] == nil, let value = document["default_profile"] {
            throw value.error("default_profile names ‘\(name)’, and there is no [profile.\(name)]")
        }
        return settings
    }

    private func path(_ value: TOMLValue, _ key: String) throws(TOMLError) -> RawName {
        let text = try value.string(key)
        if text == "~" || text.hasPrefix("~/") {
            guard let home else { throw value.error("‘\(key)’ begins with ~, and HOME is not set") }
            return home.appending(RawName(String(text.dropFirst(2))))
        }
        guard text.hasPrefix("/") else { throw value.error("‘\(key)’ must be an absolute path or begin with ~/") }
        return RawName(text)
    }

    private func profiles(_ table: TOMLTable) throws(TOMLError) -> [String: ConversionOptions] {
        var profiles: [String: ConversionOptions] = [:]
        for (name, value) in table.inOrder { profiles[name] = try profile(try value.table(name)) }
        return profiles
    }

    private func profile(_ table: TOMLTable) throws(TOMLError) -> ConversionOptions {
        var options = ConversionOptions()
        for (key, value) in table.inOrder {
            switch key {
            case "encoding":
                options.encoding = try value.converted(key, "V0…V9, 32…320 or abr8…abr310") { Encoding($0) }
            case "rate": options.sampleRate = try value.integer(key, 8000...48000)
            case "channels":
                options.channels = try value.converted(key, "keep, mono or stereo") {
                    ConversionOptions.ChannelMode(rawValue: $0)
                }
            case "quality": options.quality = try value.integer(key, 0...9)
            case "track": options.track = try value.string(key)
            case "trim":
                let trim = try value.converted(key, "START-END, as 1:30-45:00") { TrimRange($0) }
                options.trimStart = trim.start
                options.trimEnd = trim.end
            case "name": options.nameTemplate = try value.string(key)
            case "partial":
                options.partial = try value.converted(key, "fail or keep") {
                    ConversionOptions.PartialPolicy(rawValue: $0)
                }
            case "id3": options.id3Version = try value.integer(key, 3...4)
            case "tags":
                for (name, text) in try value.table(key).inOrder {
                    options.tags[name.lowercased()] = try text.string(name)
                }
            default:
                throw value.error(
                    "unknown option ‘\(key)’: there are encoding, rate, channels, quality, track, trim, name, partial, id3 and tags"
                )
            }
        }
        return options
    }
}

extension TOMLTable {
    /// By line, so that the first mistake is shown first.
    fileprivate var inOrder: [(String, TOMLValue)] {
        values.map { ($0, $1) }.sorted { ($0.1.line, $0.0) < ($1.1.line, $1.0) }
    }
}

extension TOMLValue {
    fileprivate func error(_ message: String) -> TOMLError { TOMLError(line: line, message) }

    fileprivate func string(_ key: String) throws(TOMLError) -> String {
        guard case .string(let text) = content else { throw error("‘\(key)’ must be text in quotes") }
        return text
    }

    fileprivate func boolean(_ key: String) throws(TOMLError) -> Bool {
        guard case .boolean(let value) = content else { throw error("‘\(key)’ must be true or false") }
        return value
    }

    fileprivate func table(_ key: String) throws(TOMLError) -> TOMLTable {
        guard case .table(let table) = content else { throw error("‘\(key)’ must be a table") }
        return table
    }

    fileprivate func array(_ key: String) throws(TOMLError) -> [TOMLValue] {
        guard case .array(let values) = content else { throw error("‘\(key)’ must be an array: [\"…\", \"…\"]") }
        return values
    }

    fileprivate func integer(_ key: String, _ range: ClosedRange<Int>) throws(TOMLError) -> Int {
        guard case .integer(let number) = content, let value = Int(exactly: number), range.contains(value) else {
            throw error("‘\(key)’ must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// Text, or a plain number for options such as `encoding = 192`.
    fileprivate func converted<Value>(
        _ key: String, _ allowed: String, _ convert: (String) -> Value?
    ) throws(TOMLError) -> Value {
        let text: String
        switch content {
        case .string(let string): text = string
        case .integer(let number): text = String(number)
        default: throw error("‘\(key)’ must be \(allowed)")
        }
        guard let value = convert(text) else { throw error("‘\(key)’ cannot be ‘\(text)’: it is \(allowed)") }
        return value
    }
}
