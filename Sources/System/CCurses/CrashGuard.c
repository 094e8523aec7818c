#include "CrashGuard.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { capacity = 1024, tail = 4096, stack_size = 64 * 1024 };

static const int crash_signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE, SIGTRAP};
enum { crash_signal_count = sizeof crash_signals / sizeof crash_signals[0] };

static struct sigaction previous[crash_signal_count];
static volatile sig_atomic_t armed;
static bool installed;

static int terminal_descriptor;
static int captured_descriptor;
static int error_descriptor;
static struct termios saved_modes;
static char exit_text[capacity];
static size_t exit_count;
static char message_text[capacity];
static size_t message_count;

static void write_all(int descriptor, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}

/// What the program said last, with everything but text made harmless.
static void write_captured_tail(void) {
    static char bytes[tail];
    off_t size = lseek(captured_descriptor, 0, SEEK_END);
    if (size <= 0) return;
    ssize_t count = pread(captured_descriptor, bytes, tail, size > tail ? size - tail : 0);
    for (ssize_t index = 0; index < count; index++) {
        unsigned char byte = (unsigned char)bytes[index];
        if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) bytes[index] = '?';
    }
    if (count > 0) write_all(error_descriptor, bytes, (size_t)count);
}

static void give_terminal_back(void) {
    write_all(terminal_descriptor, exit_text, exit_count);
    tcsetattr(terminal_descriptor, TCSANOW, &saved_modes);
    write_all(error_descriptor, message_text, message_count);
    if (captured_descriptor >= 0) {
        write_captured_tail();
        dup2(error_descriptor, STDERR_FILENO);
    }
}

static void handle_crash(int number) {
    if (armed) {
        armed = 0;
        give_terminal_back();
    }
    for (int index = 0; index < crash_signal_count; index++) {
        if (crash_signals[index] == number) sigaction(number, &previous[index], NULL);
    }
    // Blocked until the handler returns, then fatal, or the business of the handler that was there before.
    raise(number);
}

/// Somebody ended the program without leaving the screen.
static void handle_exit(void) {
    if (!armed) return;
    armed = 0;
    write_all(terminal_descriptor, exit_text, exit_count);
    tcsetattr(terminal_descriptor, TCSANOW, &saved_modes);
    if (captured_descriptor >= 0) write_captured_tail();
}

static void install(void) {
    atexit(handle_exit);
    // The Swift runtime's handler asks questions on the terminal for half a minute: only for those who want it.
    bool wants_backtraces = getenv("SWIFT_BACKTRACE") != NULL;
    // A stack of its own, for an overflow of the thread's stack is a crash as well.
    stack_t stack = {.ss_sp = malloc(stack_size), .ss_size = stack_size};
    if (stack.ss_sp) sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_handler = handle_crash, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (int index = 0; index < crash_signal_count; index++) {
        sigaction(crash_signals[index], &action, &previous[index]);
        if (!wants_backtraces) previous[index] = (struct sigaction){.sa_handler = SIG_DFL};
    }
}

static size_t copy(char *target, const char *source, size_t count) {
    if (count > capacity) count = capacity;
    memcpy(target, source, count);
    return count;
}

void spool_guard_arm(
    int terminal, const struct termios *modes, const char *exit_string, size_t exit_length, const char *message,
    int captured, int error) {
    armed = 0;
    terminal_descriptor = terminal;
    captured_descriptor = captured;
    error_descriptor = error;
    saved_modes = *modes;
    exit_count = copy(exit_text, exit_string, exit_length);
    message_count = copy(message_text, message, strlen(message));
    if (!installed) {
        install();
        installed = true;
    }
    armed = 1;
}

void spool_guard_disarm(void) { armed = 0; }
