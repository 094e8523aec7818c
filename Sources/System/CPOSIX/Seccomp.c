#define _GNU_SOURCE
#include "Sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// The filter is a list of comparisons: plain enough to be read here, so no library writes it.

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the system calls of this architecture have to be listed"
#endif

/// Calls allowed with any argument: the descriptors that are open, memory, time, and threads that exist.
/// The most frequent come first.
static const unsigned int allowed[] = {
    // Input, output, and standard error.
    SYS_read, SYS_futex, SYS_write, SYS_lseek, SYS_pread64, SYS_pwrite64, SYS_writev, SYS_fstat, SYS_ftruncate,
    SYS_fadvise64, SYS_close,
    // Memory; `mmap` and `mprotect` are below.
    SYS_munmap, SYS_madvise, SYS_brk, SYS_mremap,
    // Threads; `clone` is below.
    SYS_set_robust_list, SYS_rseq, SYS_rt_sigprocmask, SYS_sched_yield, SYS_sched_getaffinity, SYS_exit,
    // Time, and going on after SIGSTOP.
    SYS_clock_gettime, SYS_clock_nanosleep, SYS_restart_syscall,
    // Seeds of hash tables.
    SYS_getrandom,
    // Ending, abort() included; `tgkill` is below.
    SYS_exit_group, SYS_rt_sigaction, SYS_rt_sigreturn, SYS_gettid, SYS_getpid,
};
enum {
    ALLOWED = sizeof allowed / sizeof *allowed,
    // mmap, mprotect, clone, tgkill
    ALLOWED_IN_PART = 4,
};

/// What pthread_create asks for, and nothing that makes a process.
static const unsigned int thread_flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SYSVSEM | CLONE_SIGHAND | CLONE_THREAD
    | CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
// Both architectures are little endian: the low half comes first.
#define LOAD_ARGUMENT(number) LOAD(args[number])
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, value)
#define ALLOW RETURN(SECCOMP_RET_ALLOW)
#define REFUSE(error) RETURN(SECCOMP_RET_ERRNO | (error))
#define KILL RETURN(SECCOMP_RET_KILL_PROCESS)
/// Skips `count` instructions unless the loaded word is `value`.
#define UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count)
#define UNLESS_ANY_BIT(bits, count) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, count)

int spool_allowed_calls(void) {
    return ALLOWED + ALLOWED_IN_PART;
}

int spool_allow_only_computing(void) {
    struct sock_filter start[] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
        KILL,
        LOAD(nr),
#if defined(__x86_64__)
        // The x32 calls share the architecture.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        KILL,
#endif
    };
    struct sock_filter end[] = {
        // No memory is ever made executable.
        UNLESS(SYS_mmap, 4), LOAD_ARGUMENT(2), UNLESS_ANY_BIT(PROT_EXEC, 1), REFUSE(EPERM), ALLOW,
        UNLESS(SYS_mprotect, 4), LOAD_ARGUMENT(2), UNLESS_ANY_BIT(PROT_EXEC, 1), REFUSE(EPERM), ALLOW,
        // Threads only.
        UNLESS(SYS_clone, 4), LOAD_ARGUMENT(0), UNLESS(thread_flags, 1), ALLOW, REFUSE(EPERM),
        // Its flags lie in memory, where a filter cannot look: the C library goes back to clone.
        UNLESS(SYS_clone3, 1), REFUSE(ENOSYS),
        // Signals to itself only.
        UNLESS(SYS_tgkill, 4), LOAD_ARGUMENT(0), UNLESS((unsigned int)getpid(), 1), ALLOW, REFUSE(EPERM),
        REFUSE(EPERM),
    };
    enum { START = sizeof start / sizeof *start, END = sizeof end / sizeof *end };

    struct sock_filter filter[START + 2 * ALLOWED + END];
    unsigned short count = 0;
    for (int i = 0; i < START; i++) filter[count++] = start[i];
    for (int i = 0; i < ALLOWED; i++) {
        filter[count++] = (struct sock_filter)UNLESS(allowed[i], 1);
        filter[count++] = (struct sock_filter)ALLOW;
    }
    for (int i = 0; i < END; i++) filter[count++] = end[i];

    struct sock_fprog program = {.len = count, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    // A positive result is a thread that could not be brought under the filter.
    return result == 0 ? 0 : result > 0 ? EBUSY : errno;
}

/// Whether a call was refused by the filter.
static bool refused(long result) {
    return result == -1 && errno == EPERM;
}

const char *spool_call_not_denied(void) {
    char *const nothing[] = {NULL};
    if (!refused(syscall(SYS_openat, -100, "/dev/null", 0, 0))) return "openat";
    if (!refused(syscall(SYS_unlinkat, -100, "/nonexistent", 0))) return "unlinkat";
    if (!refused(syscall(SYS_socket, AF_INET, SOCK_STREAM, 0))) return "socket";
    if (!refused(syscall(SYS_socket, AF_UNIX, SOCK_STREAM, 0))) return "socket";
    if (!refused(syscall(SYS_execve, "/nonexistent", nothing, nothing))) return "execve";
    if (!refused(syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0))) return "ptrace";
    if (!refused(syscall(SYS_kill, getpid(), 0))) return "kill";
    if (!refused(syscall(SYS_tgkill, 1, 1, 0))) return "tgkill";
    if (!refused(syscall(SYS_io_uring_setup, 0, NULL))) return "io_uring_setup";
    if (!refused(syscall(SYS_prctl, PR_SET_DUMPABLE, 1, 0, 0, 0))) return "prctl";
    if (!refused((long)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) return "mmap";
    // A flag that the kernel refuses with EINVAL, so that no process comes to be where the filter is absent.
    if (!refused(syscall(SYS_clone, CLONE_THREAD, NULL, NULL, NULL, 0))) return "clone";
    if (syscall(SYS_clone3, NULL, 0) != -1 || errno != ENOSYS) return "clone3";
    return NULL;
}
