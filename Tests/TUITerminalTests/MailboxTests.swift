import Glibc
import Testing

@testable import TUITerminal

@Suite struct MailboxTests {
    private func isReadable(_ mailbox: Mailbox<Int>) -> Bool {
        var polled = pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, 0) == 1
    }

    @Test func wakesWhileThereIsMail() {
        let mailbox = Mailbox<Int>()
        #expect(!isReadable(mailbox))
        mailbox.post(1)
        mailbox.post(2)
        #expect(isReadable(mailbox))
        #expect(mailbox.drain() == [1, 2])
        #expect(!isReadable(mailbox) && mailbox.drain().isEmpty)
        mailbox.post(3)
        #expect(isReadable(mailbox) && mailbox.drain() == [3])
    }

    @Test func losesNothingFromManyTasks() async {
        let mailbox = Mailbox<Int>()
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask { for number in 0..<500 { mailbox.post(task * 500 + number) } }
            }
        }
        #expect(mailbox.drain().sorted() == Array(0..<4000))
    }
}
