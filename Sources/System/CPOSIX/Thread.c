#define _GNU_SOURCE
#include "Thread.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>

void spool_name_thread(const char *name) {
    pthread_setname_np(pthread_self(), name);
}

int spool_wake_open(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void spool_wake(int descriptor) {
    eventfd_write(descriptor, 1);
}

void spool_wake_clear(int descriptor) {
    eventfd_t value;
    eventfd_read(descriptor, &value);
}

bool spool_wait(int descriptor, short events, int milliseconds) {
    struct pollfd entry = {.fd = descriptor, .events = events};
    int ready;
    do {
        ready = poll(&entry, 1, milliseconds);
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}
