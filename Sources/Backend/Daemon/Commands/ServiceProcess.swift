import CPOSIX
import FoundationEssentials
import Glibc

/// The life of a process that runs services.
enum ServiceProcess {
    /// Runs services of the served system until they are told to stop.
    static func run(
        _ roles: Set<Role>, home: HomeOption, _ options: ServiceOptions, listen: String?
    ) throws(StartFailure) {
        spool_use_one_heap()
        spool_keep_freed_memory()
        let values = try options.values(["SPOOL_LISTEN": listen], ProcessInfo.processInfo.environment)
        let settings = try ServedSettings(
            home: try home.directories(), values, port: (roles.count == 1 ? roles.first : nil)?.port ?? 8080)
        let served = try Served(roles, settings)
        runForEver({ () throws(StartFailure) in try await served.run() })
    }

    /// The services run on the cooperative pool; this thread only waits for their end.
    ///
    /// - Parameter failed: called before a process that could not start ends.
    static func runForEver(
        _ services: @escaping @Sendable () async throws(StartFailure) -> Void,
        failed: @escaping @Sendable (StartFailure) -> Void = { _ in }
    ) -> Never {
        Task.detached {
            do throws(StartFailure) {
                try await services()
                ExitStatus.success.exit()
            } catch {
                failed(error)
                error.status.exit(saying: "spoold: \(error.message)")
            }
        }
        while true { pause() }
    }
}
