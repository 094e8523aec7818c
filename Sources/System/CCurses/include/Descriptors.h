#ifndef SPOOL_DESCRIPTORS_H
#define SPOOL_DESCRIPTORS_H

// Linux descriptors whose headers Swift's C library module leaves out. All are close-on-exec.

#include <signal.h>
#include <stdint.h>

/// A descriptor that becomes readable when one of the (blocked) signals is pending; -1 and errno on failure.
int spool_signalfd(const sigset_t *signals);
/// The next pending signal; 0 when there is none.
int spool_signalfd_next(int descriptor);

/// A counter that wakes `poll`; -1 and errno on failure.
int spool_eventfd(void);
void spool_eventfd_wake(int descriptor);
void spool_eventfd_clear(int descriptor);

/// An anonymous file in memory, for appending; -1 and errno on failure.
int spool_memory_file(const char *name);

/// The terminal's size; 0 × 0 when it does not know. -1 when it is gone.
int spool_window_size(int descriptor, int *rows, int *columns);
/// The bytes the terminal has not taken yet; 0 when it does not tell.
int spool_output_pending(int descriptor);

#endif
