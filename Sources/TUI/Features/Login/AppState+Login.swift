import SpoolAPI
import TUIScreen

/// Logging in, and choosing the server.
extension AppState {
    /// The form over whatever is on the screen; `reason` when work waits for it.
    mutating func openLogin(_ chosen: KnownServer?, reason: String? = nil) {
        if dialogs.contains(where: { $0.context == .login }) { return }
        dialogs.append(.login(LoginState(servers: servers, chosen: chosen, reason: reason)))
        askDescription()
    }

    /// The server that is in use, as the form shows it.
    var currentServer: KnownServer? {
        servers.first { $0.name == account.server } ?? account.server.map { KnownServer(name: $0, url: $0) }
    }

    mutating func runLogin(_ action: Action) {
        switch action {
        case .nextField: changeLogin { $0.moveFocus(by: 1) }
        case .previousField: changeLogin { $0.moveFocus(by: -1) }
        case .nextServer: changeLogin { $0.stepServer(by: 1) }
        case .previousServer: changeLogin { $0.stepServer(by: -1) }
        case .createAccount: changeLogin { $0.createsAccount.toggle() }
        case .logIn: logIn()
        case .leaveLogin: leaveLogin()
        default: break
        }
        askDescription()
    }

    /// Why an action of the form is not possible now.
    func loginObstacle(_ action: Action) -> String? {
        guard case .login(let login) = dialogs.last else { return nil }
        switch action {
        case .logIn:
            if login.attempt != nil { return "The server has been asked; Esc stops." }
            return login.wait == nil ? nil : "Too many attempts: the server takes the next one when the time is over."
        case .createAccount:
            if login.offersAccounts { return nil }
            return login.description == nil
                ? "The server has not answered yet." : "This server's accounts are made by its operator."
        case .nextServer, .previousServer: return login.servers.count < 2 ? "No other server is known." : nil
        default: return nil
        }
    }

    /// Changes the form in place, so that no copy of the password stays behind.
    mutating func changeLogin(_ body: (inout LoginState) -> Void) {
        guard let index = dialogs.lastIndex(where: { $0.context == .login }),
            case .login(var login) = dialogs.remove(at: index)
        else { return }
        body(&login)
        dialogs.insert(.login(login), at: index)
    }

    private mutating func logIn() {
        let id = nextNumber()
        var request: LoginRequest?
        changeLogin { login in
            // Enter goes through the fields until none is empty.
            if let missing = login.missing { login.focus = missing } else { request = login.takeRequest(id) }
        }
        if let request { emit(.logIn(id, request)) }
    }

    /// Stops the attempt; without one, leaves the form, and what waits for it gives up.
    private mutating func leaveLogin() {
        guard case .login(let login) = dialogs.last else { return }
        if let attempt = login.attempt {
            emit(.cancelLogin(attempt))
            return changeLogin {
                $0.attempt = nil
                $0.focus = .password
            }
        }
        changeLogin { $0.password.wipe() }
        dialogs.removeLast()
        if login.reason != nil {
            emit(.declineLogin)
            say(.warning, "Not logged in; L logs in.")
        }
    }

    // MARK: Answers

    mutating func loginNeeded() {
        let reason =
            account.email == nil
            ? "Log in to work with this server."
            : "Your login has ended. What was under way goes on after this."
        account.email = nil
        openLogin(currentServer, reason: reason)
    }

    mutating func loggedIn(_ id: Int, _ new: Account, _ known: [KnownServer]) {
        servers = known
        account = new
        if case .failed = connection { connection = .connecting(to: new) }
        guard let index = dialogs.firstIndex(where: { $0.isLogin(attempt: id) }) else { return }
        dialogs.remove(at: index)
        say(.success, "Logged in at \(new.server ?? "") as \(new.email ?? "").")
    }

    mutating func loginFailed(_ id: Int, _ failure: LoginFailure) {
        guard dialogs.contains(where: { $0.isLogin(attempt: id) }) else { return }
        changeLogin {
            $0.attempt = nil
            $0.error = failure.message
            $0.wait = failure.wait.map { min(max($0, 1), 24 * 3600) }
            $0.focus = .password
        }
        if failure.wait != nil { emit(.after(1000, .login(id))) }
    }

    /// A second of waiting has passed.
    mutating func countDown(_ id: Int) {
        var goesOn = false
        changeLogin { login in
            login.wait = login.wait.flatMap { $0 > 1 ? $0 - 1 : nil }
            goesOn = login.wait != nil
            if !goesOn { login.error = nil }
        }
        if goesOn { emit(.after(1000, .login(id))) }
    }

    mutating func serverDescribed(_ id: Int, _ result: Result<ServerDescription, Trouble>) {
        changeLogin { login in
            guard login.asked?.id == id else { return }
            switch result {
            case .success(let description): login.description = description
            case .failure(let trouble): login.error = login.error ?? trouble.message
            }
        }
    }

    /// Asks the server in the field what it allows, once it has been left.
    private mutating func askDescription() {
        guard case .login(let login) = dialogs.last, login.attempt == nil else { return }
        let server = login.server.text.trimmed
        guard !server.isEmpty, login.focus != .server, login.asked?.server != server else { return }
        let id = nextNumber()
        changeLogin {
            $0.asked = (id, server)
            $0.description = nil
            $0.createsAccount = false
        }
        emit(.describeServer(id, server))
    }
}

extension Dialog {
    fileprivate func isLogin(attempt: Int) -> Bool {
        if case .login(let login) = self { login.attempt == attempt } else { false }
    }
}
