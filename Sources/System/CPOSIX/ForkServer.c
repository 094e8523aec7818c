#define _GNU_SOURCE
#include "ForkServer.h"
#include "Thread.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAXIMUM_DESCRIPTORS = 8 };

/// What is asked: how many descriptors the child has, and which of them come along.
struct request {
    uint32_t count;
    uint32_t present;
};

/// What is answered: a process id, or an errno below zero.
typedef int32_t answer;

/// Room for the descriptors of one message, aligned as the kernel wants it.
union control {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(MAXIMUM_DESCRIPTORS * sizeof(int))];
};

int spool_socket_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

static ssize_t receive(int socket, struct msghdr *message) {
    ssize_t count;
    do {
        count = recvmsg(socket, message, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    return count;
}

static bool send_answer(int socket, answer value) {
    return send(socket, &value, sizeof value, MSG_NOSIGNAL) == (ssize_t)sizeof value;
}

/// A child of this process's parent. glibc's fork() cannot make one; what it does besides is to tell the child's main
/// thread its own id, at the address that the kernel knows.
static pid_t fork_sibling(void) {
    int *thread_id = NULL;
    if (prctl(PR_GET_TID_ADDRESS, &thread_id, 0, 0, 0) != 0) return -1;
    struct clone_args arguments = {
        .flags = CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID,
        .child_tid = (uint64_t)(uintptr_t)thread_id,
    };
    return (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments);
}

/// Waits for a request and takes its descriptors, lifted above those that a child will use. False at the end.
static bool next_request(int socket, struct request *request, int *descriptors) {
    union control control;
    struct iovec part = {.iov_base = request, .iov_len = sizeof *request};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes,
    };
    if (receive(socket, &message) != (ssize_t)sizeof *request || request->count > MAXIMUM_DESCRIPTORS) return false;
    for (int i = 0; i < MAXIMUM_DESCRIPTORS; i++) descriptors[i] = -1;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    size_t present = (size_t)__builtin_popcount(request->present);
    if (!header) return present == 0;
    if (header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(present * sizeof(int))) return false;
    const unsigned char *next = CMSG_DATA(header);
    for (uint32_t i = 0; i < request->count; i++) {
        if (!(request->present >> i & 1)) continue;
        int received;
        memcpy(&received, next, sizeof received);
        next += sizeof received;
        descriptors[i] = fcntl(received, F_DUPFD_CLOEXEC, MAXIMUM_DESCRIPTORS);
        close(received);
        if (descriptors[i] < 0) return false;
    }
    return true;
}

static void settle_in(const struct request *request, const int *descriptors) {
    setpgid(0, 0);
    for (int i = 0; i < (int)request->count; i++) {
        if (descriptors[i] >= 0) {
            dup2(descriptors[i], i);
        } else {
            close(i);
        }
    }
    closefrom((int)request->count);
}

void spool_serve_forks(int socket) {
    // Out of the way of the numbers that children use.
    int lifted = fcntl(socket, F_DUPFD_CLOEXEC, MAXIMUM_DESCRIPTORS);
    close(socket);
    struct request request;
    int descriptors[MAXIMUM_DESCRIPTORS];
    bool heard = send_answer(lifted, 0);
    while (heard && next_request(lifted, &request, descriptors)) {
        pid_t pid = fork_sibling();
        if (pid == 0) {
            settle_in(&request, descriptors);
            return;
        }
        answer value = pid > 0 ? pid : -errno;
        for (int i = 0; i < MAXIMUM_DESCRIPTORS; i++) {
            if (descriptors[i] >= 0) close(descriptors[i]);
        }
        heard = send_answer(lifted, value);
    }
    _exit(0);
}

bool spool_fork_server_is_ready(int socket) {
    answer hello;
    return recv(socket, &hello, sizeof hello, MSG_DONTWAIT) == (ssize_t)sizeof hello && hello == 0;
}

static int send_request(int socket, const int *descriptors, int count) {
    struct request request = {.count = (uint32_t)count};
    union control control = {0};
    struct iovec part = {.iov_base = &request, .iov_len = sizeof request};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    size_t present = 0;
    for (int i = 0; i < count; i++) {
        if (descriptors[i] < 0) continue;
        request.present |= 1u << i;
        memcpy(CMSG_DATA(&control.header) + present * sizeof(int), &descriptors[i], sizeof(int));
        present++;
    }
    if (present) {
        control.header.cmsg_level = SOL_SOCKET;
        control.header.cmsg_type = SCM_RIGHTS;
        control.header.cmsg_len = CMSG_LEN(present * sizeof(int));
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(present * sizeof(int));
    }
    ssize_t sent;
    do {
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    return sent == (ssize_t)sizeof request ? 0 : errno;
}

int spool_request_fork(int socket, const int *descriptors, int count, int milliseconds, pid_t *pid) {
    if (count > MAXIMUM_DESCRIPTORS) return EINVAL;
    int error = send_request(socket, descriptors, count);
    if (error) return error;
    if (!spool_wait(socket, POLLIN, milliseconds)) return ETIMEDOUT;
    answer value;
    ssize_t received = recv(socket, &value, sizeof value, MSG_DONTWAIT);
    if (received != (ssize_t)sizeof value) return received < 0 ? errno : EPIPE;
    if (value <= 0) return value == 0 ? EPROTO : -value;
    *pid = value;
    // So that the group is there before anybody signals it; the child does the same.
    setpgid(value, value);
    return 0;
}
