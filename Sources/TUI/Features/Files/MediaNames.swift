import MediaTypes

/// Which names look like media; the file's content decides when it is probed.
public enum MediaNames {
    static let extensions: Set<String> = [
        "3g2", "3gp", "aac", "ac3", "aif", "aiff", "amr", "ape", "asf", "avi", "caf", "divx", "dts", "dv", "eac3",
        "f4v",
        "flac", "flv", "m1v", "m2t", "m2ts", "m2v", "m4a", "m4b", "m4v", "mka", "mkv", "mov", "mp2", "mp3", "mp4",
        "mpe",
        "mpeg", "mpg", "mts", "mxf", "nut", "oga", "ogg", "ogm", "ogv", "opus", "qt", "rm", "rmvb", "spx", "tak", "tta",
        "ts", "vob", "w64", "wav", "webm", "wma", "wmv", "wtv", "wv",
    ]

    public static func isMedia(_ name: RawName) -> Bool { extensions.contains(name.fileExtension) }
}
