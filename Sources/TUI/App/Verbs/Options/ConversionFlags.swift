import ArgumentParser
import ClientCore
import MediaTypes

/// The conversion's options; each given one replaces the profile's.
struct ConversionFlags: ParsableArguments {
    @Option(
        name: .customLong("to"), help: ArgumentHelp("Where the MP3s go. Default: beside each source.", valueName: "dir")
    )
    var destination: RawName?

    @Option(help: ArgumentHelp("A profile of the settings file.", valueName: "name"))
    var profile: String?

    @Option(
        help: ArgumentHelp("V0…V9 (variable), 32…320 (constant) or abr160 (average). Default: V2.", valueName: "enc"))
    var encoding: Encoding?

    @Option(help: ArgumentHelp("Sample rate in Hz. Default: the source's.", valueName: "hz"))
    var rate: Int?

    @Flag(help: "One channel.")
    var mono = false

    @Option(help: ArgumentHelp("LAME's -q, 0 (best) to 9 (fastest).", valueName: "0-9"))
    var quality: Int?

    @Option(help: ArgumentHelp("Which audio track, e.g. 'jpn, else eng; never commentary'.", valueName: "rule"))
    var track: String?

    @Option(help: ArgumentHelp("Only this part, e.g. 1:30-45:00, 90- or -10:00.", valueName: "a-b"))
    var trim: String?

    @Option(
        help: ArgumentHelp(
            "How the MP3s are named, e.g. '{artist} - {title|stem}'. Default: {stem}.", valueName: "template"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "What to do with a source that ends early: fail or keep what is there. Default: fail.",
            valueName: "fail|keep"))
    var partial: ConversionOptions.PartialPolicy?

    @Option(help: ArgumentHelp("The version of ID3v2: 4 (default) or 3.", valueName: "3|4"))
    var id3: Int?

    @Option(
        name: .customLong("tag"), parsing: .singleValue,
        help: ArgumentHelp("Set a tag, e.g. --tag artist=Bach; empty removes it.", valueName: "field=text"))
    var tags: [String] = []

    /// The profile with what was given on top, checked.
    func options(_ settings: Settings) throws -> ConversionOptions {
        var options = try settings.options(profile: profile)
        options.encoding = encoding ?? options.encoding
        options.sampleRate = rate ?? options.sampleRate
        if mono { options.channels = .mono }
        options.quality = quality ?? options.quality
        options.track = track.map(Self.text) ?? options.track
        options.nameTemplate = name.map(Self.text) ?? options.nameTemplate
        options.partial = partial ?? options.partial
        options.id3Version = id3 ?? options.id3Version
        if let trim {
            guard let range = TrimRange(trim) else {
                throw VerbFailure.usage("--trim is START-END, as 1:30-45:00, not ‘\(trim)’")
            }
            options.trimStart = range.start
            options.trimEnd = range.end
        }
        for tag in tags {
            guard let equals = tag.firstIndex(of: "="), equals > tag.startIndex else {
                throw VerbFailure.usage("--tag is FIELD=TEXT, not ‘\(tag)’")
            }
            options.tags[tag[..<equals].lowercased()] = Self.text(String(tag[tag.index(after: equals)...]))
        }
        try check(options)
        return options
    }

    private func check(_ options: ConversionOptions) throws {
        _ = try options.parsedTrackRule()
        _ = try options.parsedNameTemplate()
        if let rate = options.sampleRate, !(8000...48_000).contains(rate) {
            throw VerbFailure.usage("--rate is from 8000 to 48000 Hz, not \(rate)")
        }
        if let quality = options.quality, !(0...9).contains(quality) {
            throw VerbFailure.usage("--quality is from 0 to 9, not \(quality)")
        }
        guard (3...4).contains(options.id3Version) else {
            throw VerbFailure.usage("--id3 is 3 or 4, not \(options.id3Version)")
        }
    }

    /// Text proper of an argument; bytes that are not UTF-8 become U+FFFD.
    private static func text(_ argument: String) -> String { ArgumentBytes.name(argument).text }

    func directory(_ context: VerbContext) -> RawName? {
        (destination ?? context.settings.destination).map(context.absolute)
    }
}

extension Encoding: ExpressibleByArgument {}
extension ConversionOptions.PartialPolicy: ExpressibleByArgument {}
