#ifndef SPOOL_CRASHGUARD_H
#define SPOOL_CRASHGUARD_H

#include <stddef.h>
#include <termios.h>

/// Arms handlers for SEGV, ABRT, BUS, ILL, FPE and TRAP that give the terminal back and raise the signal again:
/// they set `modes`, write `exit_string`, then `message` and the end of what `captured` holds to `error`.
/// They call async-signal-safe functions only. `exit` gives the terminal back as well, if nobody has before.
/// - captured: the file standard error goes to while the screen is on; -1 for none.
/// The strings are copied; those longer than 1,024 bytes are cut.
void spool_guard_arm(
    int terminal, const struct termios *modes, const char *exit_string, size_t exit_length, const char *message,
    int captured, int error);

/// The terminal is back already: a crash from here on only raises its signal again. Arming again takes effect.
void spool_guard_disarm(void);

#endif
