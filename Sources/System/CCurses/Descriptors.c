#define _GNU_SOURCE
#include "Descriptors.h"

#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <unistd.h>

int spool_signalfd(const sigset_t *signals) { return signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC); }

int spool_signalfd_next(int descriptor) {
    struct signalfd_siginfo info;
    return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

int spool_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void spool_eventfd_wake(int descriptor) {
    uint64_t one = 1;
    // It fails only when the counter is full, and then the reader is awake already.
    (void)!write(descriptor, &one, sizeof one);
}

void spool_eventfd_clear(int descriptor) {
    uint64_t count;
    (void)!read(descriptor, &count, sizeof count);
}

int spool_memory_file(const char *name) {
    int descriptor = memfd_create(name, MFD_CLOEXEC);
    if (descriptor >= 0) fcntl(descriptor, F_SETFL, O_APPEND);
    return descriptor;
}

int spool_window_size(int descriptor, int *rows, int *columns) {
    struct winsize size = {0};
    if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return -1;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}

int spool_output_pending(int descriptor) {
    int count = 0;
    return ioctl(descriptor, TIOCOUTQ, &count) < 0 ? 0 : count;
}
