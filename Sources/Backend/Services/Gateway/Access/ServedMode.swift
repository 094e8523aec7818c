import BackendCore
import SpoolAPI

/// What a gateway needs to serve many people: who they are, where their files lie, and how much they may use.
public struct ServedMode: Sendable {
    public var sessions: any SessionAuthority
    public var verifier: any AccessVerifier
    public var blobs: any BlobStore
    /// For links in mails.
    public var linkKey: LinkKey
    public var limits: ServedLimits

    public init(
        sessions: any SessionAuthority, verifier: any AccessVerifier, blobs: any BlobStore, linkKey: LinkKey,
        limits: ServedLimits = .init()
    ) {
        self.sessions = sessions
        self.verifier = verifier
        self.blobs = blobs
        self.linkKey = linkKey
        self.limits = limits
    }
}
