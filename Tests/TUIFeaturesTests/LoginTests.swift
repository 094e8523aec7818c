import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct LoginTests {
    private static let work = KnownServer(
        name: "work", url: "https://spool.example.org", email: "ann@example.org")

    /// A front-end of a served system that has asked for a login.
    private func driver(_ columns: Int = 80, _ rows: Int = 24, known: [KnownServer] = [work]) -> Driver {
        var driver = Driver(columns, rows)
        let setup = Setup(
            home: "/home/ann", directory: "/home/ann/Videos", servers: known, account: Account(server: "work"))
        driver.state = AppState(setup: setup, size: Size(columns: columns, rows: rows))
        _ = start(&driver.state)
        driver.list(media("a.mkv"))
        driver.connect(.served)
        driver.send(.loginNeeded)
        return driver
    }

    private func request(_ effects: [Effect]) -> (id: Int, request: LoginRequest)? {
        for case .logIn(let id, let request) in effects { return (id, request) }
        return nil
    }

    private func describe(_ driver: inout Driver, _ policy: SignUpPolicy, exposed: Bool = false) {
        for case .describeServer(let id, _) in driver.take() {
            driver.send(.serverDescribed(id, .success(ServerDescription(signUp: policy, isExposed: exposed))))
        }
    }

    @Test func noFormForOnesOwnDaemon() {
        var driver = Driver()
        driver.connect(.singleUser)
        #expect(!driver.screen.contains("Password"))
        #expect(driver.lines[0].hasSuffix("ready"))
    }

    @Test func theFormAsksForThePasswordOfWhoWasThere() {
        var driver = driver()
        #expect(driver.screen.contains("Log in") && driver.screen.contains("ann@example.org"))
        #expect(driver.screen.contains("Log in to work with this server"))
        #expect(driver.frame.cursorVisible)
        driver.type("hunter2")
        #expect(!driver.screen.contains("hunter2"))
        #expect(driver.focusedLine.contains("•••••••"))
    }

    @Test func enterLogsInAndTheHeaderSaysWhoIsWhere() throws {
        var driver = driver()
        driver.type("hunter2")
        _ = driver.take()
        driver.press(.enter)
        let (id, request) = try #require(self.request(driver.take()))
        #expect(request.server == "work" && request.email == "ann@example.org" && !request.createsAccount)
        #expect(request.password.take() == "hunter2")
        #expect(request.password.take() == "")
        #expect(driver.screen.contains("asking work"))
        driver.press(.enter)
        driver.type("x")
        #expect(self.request(driver.take()) == nil)
        driver.send(.loggedIn(id, Account(server: "work", email: "ann@example.org"), [Self.work]))
        #expect(!driver.screen.contains("Password"))
        #expect(driver.lines[0].contains("ann@example.org · work"))
        #expect(driver.screen.contains("Logged in at work"))
    }

    @Test func enterGoesToWhatIsEmpty() {
        var driver = driver()
        driver.press(.escape)
        driver.type("Lanother")
        driver.press(.enter)
        #expect(driver.focusedLine.contains("Server"))
        driver.type("spool.example.org")
        driver.press(.enter)
        #expect(driver.focusedLine.contains("Email"))
        #expect(driver.take().contains { if case .describeServer(_, "spool.example.org") = $0 { true } else { false } })
        driver.type("a@b")
        driver.press(.enter)
        #expect(driver.focusedLine.contains("Password"))
        driver.press(.backTab, .backTab)
        #expect(driver.focusedLine.contains("Server"))
        driver.press(.backTab)
        #expect(driver.focusedLine.contains("Password"))
        driver.press(.tab)
        #expect(driver.focusedLine.contains("Server"))
    }

    @Test func aWrongPasswordStaysInTheForm() throws {
        var driver = driver()
        driver.type("wrong")
        driver.press(.enter)
        let (id, _) = try #require(self.request(driver.take()))
        driver.send(.loginFailed(id, LoginFailure("wrong email or password")))
        #expect(driver.screen.contains("✗ wrong email or password"))
        #expect(driver.focusedLine.contains("Password") && !driver.focusedLine.contains("•"))
        driver.type("r")
        #expect(!driver.screen.contains("✗"))
    }

    @Test func tooManyAttemptsCountDown() throws {
        var driver = driver()
        driver.type("wrong")
        driver.press(.enter)
        let (id, _) = try #require(self.request(driver.take()))
        driver.send(.loginFailed(id, LoginFailure("too many attempts, try again in 40 s", wait: 40)))
        #expect(driver.screen.contains("try again in 40 s"))
        #expect(driver.take().contains(.after(1000, .login(id))))
        driver.send(.timer(.login(id), now: 1000))
        #expect(driver.screen.contains("try again in 39 s"))
        driver.type("again")
        driver.press(.enter)
        #expect(request(driver.take()) == nil)
        for second in 2...40 { driver.send(.timer(.login(id), now: Int64(second) * 1000)) }
        #expect(!driver.screen.contains("try again in"))
        driver.press(.enter)
        #expect(request(driver.take()) != nil)
    }

    @Test func accountsAreOfferedWhereTheServerAllowsThem() throws {
        var driver = driver()
        #expect(!driver.screen.contains("create account"))
        describe(&driver, .closed)
        #expect(!driver.screen.contains("create account"))
        driver = self.driver()
        describe(&driver, .invite)
        driver.press(.control("t"))
        #expect(driver.screen.contains("[x] create account") && driver.screen.contains("Invitation"))
        driver.type("secret-pw")
        driver.press(.enter)
        #expect(driver.focusedLine.contains("Invitation"))
        driver.type("code")
        driver.press(.enter)
        let (_, request) = try #require(self.request(driver.take()))
        #expect(request.createsAccount && request.invitation == "code")
    }

    @Test func anUnreachableServerIsSaid() {
        var driver = driver()
        for case .describeServer(let id, _) in driver.take() {
            driver.send(.serverDescribed(id, .failure(Trouble("server unreachable: Connection refused"))))
        }
        #expect(driver.screen.contains("server unreachable"))
    }

    @Test func anUnprotectedWayIsWarnedOf() {
        var driver = driver()
        describe(&driver, .closed, exposed: true)
        #expect(driver.screen.contains("not encrypted"))
    }

    @Test func escapeStopsTheAttemptThenLeaves() throws {
        var driver = driver()
        driver.type("pw")
        driver.press(.enter)
        let (id, _) = try #require(self.request(driver.take()))
        driver.press(.escape)
        #expect(driver.take().contains(.cancelLogin(id)))
        #expect(driver.screen.contains("Password"))
        driver.send(.loginFailed(id, LoginFailure("too late")))
        #expect(!driver.screen.contains("too late"))
        driver.press(.escape)
        #expect(driver.take().contains(.declineLogin))
        #expect(!driver.screen.contains("Password"))
        driver.type("L")
        #expect(driver.screen.contains("work") && driver.screen.contains("log in at another server"))
        driver.press(.enter)
        #expect(driver.screen.contains("Password"))
    }

    @Test func theFormLiesOverWhatWasUnderWayAndGoes() throws {
        var driver = driver()
        driver.send(.account(Account(server: "work", email: "ann@example.org")))
        driver.press(.escape)
        driver.type("/abc")
        driver.send(.loginNeeded)
        #expect(driver.screen.contains("Your login has ended"))
        driver.send(.loginNeeded)
        driver.type("pw")
        driver.press(.enter)
        let (id, _) = try #require(self.request(driver.take()))
        driver.send(.loggedIn(id, Account(server: "work", email: "ann@example.org"), [Self.work]))
        #expect(driver.screen.contains("abc"))
        driver.type("d")
        #expect(driver.screen.contains("abcd"))
    }

    /// The event stream, broken off by the end of the login, takes longer to come back than the form to go.
    @Test func whatIsConfirmedRightAfterALoginIsQueued() throws {
        var driver = driver()
        driver.press(.escape)
        driver.type("p")
        driver.send(.connection(.lost("the server ended the event stream")))
        driver.send(.loginNeeded)
        driver.type("pw")
        driver.press(.enter)
        let (id, _) = try #require(self.request(driver.take()))
        driver.send(.loggedIn(id, Account(server: "work", email: "ann@example.org"), [Self.work]))
        driver.press(.enter)
        driver.connect(.served)
        #expect(driver.take().contains { if case .submit = $0 { true } else { false } })
    }

    @Test func afterALoginTheServerIsBeingConnectedTo() throws {
        var driver = driver()
        driver.press(.escape)
        driver.send(.connection(.failed("not logged in: L logs in")))
        driver.type("Lwork")
        driver.press(.enter)
        driver.type("pw")
        driver.press(.enter)
        let (id, _) = try #require(self.request(driver.take()))
        driver.send(.loggedIn(id, Account(server: "work", email: "ann@example.org"), [Self.work]))
        driver.type("p")
        driver.press(.enter)
        #expect(!driver.screen.contains("L logs in"))
        driver.connect(.served)
        #expect(driver.take().contains { if case .submit = $0 { true } else { false } })
    }

    @Test func pastesGoIntoTheFieldAndRunNothing() throws {
        var driver = driver()
        driver.send(.terminal(.paste("pass\u{1B}[31mword\n")))
        driver.press(.enter)
        let (_, request) = try #require(self.request(driver.take()))
        #expect(request.password.take() == "pass[31mword")
    }

    @Test func knownServersAreGoneThrough() {
        let home = KnownServer(name: "home", url: "https://home.example", email: "me@home")
        var driver = driver(known: [Self.work, home])
        #expect(driver.screen.contains("^N others"))
        driver.press(.control("n"))
        #expect(driver.screen.contains("me@home"))
        driver.press(.control("p"))
        #expect(driver.screen.contains("ann@example.org"))
    }

    @Test func thePaletteChangesTheServer() {
        let home = KnownServer(name: "home", url: "https://home.example", email: "me@home")
        var driver = driver(known: [Self.work, home])
        driver.press(.escape)
        driver.feed(job(1))
        driver.type("Lhome")
        driver.press(.enter)
        #expect(driver.take().contains(.useServer("home")))
        driver.send(.switched(Account(server: "home", email: "me@home")))
        driver.type("2")
        #expect(!driver.screen.contains("talk 1"))
        #expect(driver.lines[0].contains("me@home · home"))
        driver.type("Lyour own")
        driver.press(.enter)
        #expect(driver.take().contains(.useServer(nil)))
    }

    @Test(arguments: [(1, 1), (10, 3), (39, 12), (40, 12), (60, 14), (80, 24), (200, 60)])
    func everySizeHasAWholeForm(_ columns: Int, _ rows: Int) {
        var driver = driver(columns, rows)
        describe(&driver, .invite)
        driver.press(.control("t"))
        driver.type("SECRETPW")
        driver.send(.terminal(.resize(Size(columns: columns, rows: rows))))
        #expect(driver.frame.cells.count == columns * rows)
        #expect(!driver.screen.contains("SECRETPW"))
        guard columns >= 40, rows >= 12 else { return }
        for text in ["Server", "Email", "Password", "Invitation", "create account"] {
            #expect(driver.screen.contains(text))
        }
    }

    /// Nothing that is printed of states, events and effects shows the password.
    @Test func thePasswordIsInNoDescription() throws {
        var driver = driver()
        driver.type("SECRETPW")
        #expect(!String(reflecting: driver.state).contains("SECRETPW"))
        var dumped = ""
        dump(driver.state, to: &dumped)
        #expect(!dumped.contains("SECRETPW"))
        driver.press(.enter)
        let effects = driver.take()
        dump(effects, to: &dumped)
        #expect(request(effects) != nil && !dumped.contains("SECRETPW"))
        guard case .login(let login) = driver.state.dialogs.last else { return }
        #expect(login.password.isEmpty)
    }
}
