#ifndef SPOOL_SANDBOX_H
#define SPOOL_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// Asks for SIGKILL when the thread that started this process ends. False when that was not `parent` or it is
/// gone already.
bool spool_die_with_parent(pid_t parent);

/// No privileges from programs executed later, no core file, no tracing by others of the same user.
/// Returns 0 or an errno.
int spool_harden(void);

/// Closes every descriptor from `first` on.
void spool_close_from(int first);

enum spool_resource {
    SPOOL_ADDRESS_SPACE,
    SPOOL_PROCESSOR_SECONDS,
    SPOOL_FILE_BYTES,
    SPOOL_DESCRIPTORS,
    SPOOL_CORE_BYTES,
};

/// Lowers the limit for good to `value`, or to what the hard limit allows. Returns 0 or an errno.
int spool_limit(enum spool_resource resource, uint64_t value);

/// Bytes of address space that this process has mapped; 0 when the kernel does not say.
uint64_t spool_address_space(void);

/// Denies the whole file system (and TCP, where the kernel can) to this thread and those it starts; open
/// descriptors stay usable. Returns 0 or an errno: ENOSYS or EOPNOTSUPP where the kernel has no Landlock.
int spool_deny_files(void);

/// Allows all threads of this process nothing but the system calls of `Seccomp.c`. Every other call fails with
/// EPERM; one of another architecture kills the process. Returns 0 or an errno.
int spool_allow_only_computing(void);

/// The number of system calls that `spool_allow_only_computing` leaves.
int spool_allowed_calls(void);

/// Whether this thread is refused the file system. For use before `spool_allow_only_computing`.
bool spool_files_are_denied(void);

/// Tries each system call that must be refused. Returns the name of the first that was not; NULL when all were.
const char *spool_call_not_denied(void);

#endif
