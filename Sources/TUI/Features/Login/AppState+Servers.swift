/// The choice of the server.
extension AppState {
    mutating func openServers() {
        var items = servers.map { server in
            PaletteState.Item(
                choice: .server(server.name), title: server.name + (server.url == server.name ? "" : "  \(server.url)"),
                keys: server.email, obstacle: server.name == account.server && account.email != nil ? "in use" : nil)
        }
        items.append(
            PaletteState.Item(
                choice: .server(nil), title: "your own daemon", keys: "",
                obstacle: account.server == nil ? "in use" : nil))
        items.append(PaletteState.Item(choice: .login, title: "log in at another server", keys: ""))
        dialogs.append(.palette(PaletteState(title: "Servers", items: items, takesPaths: false)))
    }

    /// Goes over to another server, or logs in at the one that is in use.
    mutating func choose(server name: String?) {
        if name == account.server {
            if account.email == nil, name != nil { openLogin(currentServer) }
            return
        }
        if uploads != nil { return say(.warning, "Files are being sent; U stops that, or wait for their end.") }
        emit(.useServer(name))
    }

    /// What was known of the old server's jobs goes.
    mutating func switched(_ new: Account) {
        account = new
        dialogs.removeAll { $0.context == .login }
        connection = .connecting(to: new)
        plan?.waitsForServer = false
        removals = []
        logs = [:]
        saves = [:]
        deliveries = [:]
        uploads = nil
        queue = nil
        replaceJobs([], now: now)
        knowsJobs = false
    }
}
