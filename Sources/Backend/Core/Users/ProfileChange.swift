import SpoolAPI

/// What a user wants changed, as a gateway tells the auth service.
public struct ProfileChange: Codable, Sendable {
    public var patch: UserPatch
    public var identity: AccessIdentity

    public init(_ patch: UserPatch, by identity: AccessIdentity) {
        self.patch = patch
        self.identity = identity
    }
}
