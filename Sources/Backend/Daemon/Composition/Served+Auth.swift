import BackendCore
import BackendServices

extension Served {
    func auth(_ adapters: Adapters, _ watch: DependencyWatch) throws -> [ServiceConfiguration] { [] }
}
