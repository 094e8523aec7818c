import BackendCore
import BackendDistributed
import Testing

@Suite struct MySQLAddressTests {
    @Test func everyPartIsRead() throws {
        let address = try MySQLAddress("mysql://us%40er:p%3Aa%2Fss@db.example:3307/sp%20ool?tls=verify&ca=/etc/ca.pem")
        #expect(address.user == "us@er" && address.password == "p:a/ss")
        #expect(address.host == "db.example" && address.port == 3307 && address.database == "sp ool")
        #expect(address.tls == .verify && address.authorities == "/etc/ca.pem")
    }

    @Test func partsHaveDefaults() throws {
        let address = try MySQLAddress("mysql://u@[::1]/d")
        #expect(address.password.isEmpty && address.host == "::1" && address.port == 3306 && address.tls == .off)
        #expect(try MySQLAddress("mariadb://u@[::1]:3307/d").port == 3307)
    }

    @Test(
        arguments: [
            "", "mysql:", "http://u@h/d", "mysql://h/d", "mysql://u@h", "mysql://u@h/", "mysql://u@h/a/b",
            "mysql://u@h:0/d", "mysql://u@h:65536/d", "mysql://u@h:x/d", "mysql://@h/d", "mysql://u@/d",
            "mysql://u:secret%2@h/d", "mysql://u:secret%zz@h/d", "mysql://u:secret%ff@h/d", "mysql://u:secret%00@h/d",
            "mysql://u:secret@[::1/d", "mysql://u:secret@h/d?tls=maybe", "mysql://u:secret@h/d?ssl=1",
        ])
    func theRestIsRefusedWithoutTheSecret(_ url: String) throws {
        let error = try #require(throws: BackendError.self) { try MySQLAddress(url) }
        #expect(error.code == .invalid && !error.message.contains("secret"))
    }
}
