#ifndef SPOOL_CCURSES_H
#define SPOOL_CCURSES_H

// ncursesw behind plain C types: its attribute macros, variadics and mutable globals do not import into Swift,
// and its wide API is there only under _XOPEN_SOURCE, which no importer passes on.
//
// All of it belongs to one thread, the one that called spool_curses_open. Functions that return int return 0, or -1 on
// failure, unless they say otherwise.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CrashGuard.h"
#include "Descriptors.h"

// ---- Locale ----

/// Takes the user's LC_CTYPE, else C.UTF-8. True when characters are now UTF-8.
bool spool_locale_set(void);

// ---- Terminfo, before and after opening ----

/// Reads the entry of `term` without touching the terminal. False when there is none or it is unusable.
bool spool_terminfo_load(const char *term, int descriptor);
/// A string capability of the loaded entry; NULL when absent. Not to be freed.
const char *spool_terminfo_string(const char *name);
/// A string capability with its padding (`$<5>`) removed, into `buffer`; its length, 0 when absent or too long.
size_t spool_terminfo_plain(const char *name, char *buffer, size_t capacity);
/// The string that makes rows 0…`rows`-1 scroll; its length, 0 when absent or too long.
size_t spool_terminfo_scroll_region(int rows, char *buffer, size_t capacity);

// ---- Screen ----

/// Opens curses on duplicates of the descriptors, and sets the terminal's modes: no echo, no lines, no signal keys.
///
/// From then on curses writes to memory: the caller takes the bytes and sends them, for curses would block on a
/// terminal that takes none, and sets the terminal's modes.
int spool_curses_open(const char *term, int input, int output);
/// Frees the screen; leave it first.
void spool_curses_close(void);
/// The next bytes for the terminal, at most `capacity`; 0 when all are taken.
size_t spool_curses_take(uint8_t *bytes, size_t capacity);
/// Leaves the alternate screen; the next flush enters it again.
void spool_curses_leave(void);

int spool_curses_rows(void);
int spool_curses_columns(void);
int spool_curses_resize(int rows, int width);

/// Colours 0…`count`-1 on the default background as pairs 1…`count`. How many there are: 0 when there is no
/// colour or no default background, else 8 or 16.
int spool_curses_start_colors(void);

enum {
    SPOOL_BOLD = 1,
    SPOOL_DIM = 2,
    SPOOL_REVERSE = 4,
    SPOOL_UNDERLINE = 8,
};

/// Sets the cell at `row`, `column`: a spacing character and its marks, `width` columns wide. Question marks are set
/// where the C library's widths disagree, for then curses would lose the column.
/// - attributes: SPOOL_BOLD …
/// - pair: 0 or one of `spool_curses_start_colors`.
void spool_curses_put(
    int row, int column, const uint32_t *scalars, int count, int width, int attributes, int pair);

/// Blanks the whole screen in memory; costs no bytes by itself.
void spool_curses_erase(void);
/// Has the next flush repaint everything, whatever the terminal shows.
void spool_curses_repaint(void);
/// Puts the cursor; then all changes are there to be taken.
void spool_curses_flush(int cursor_row, int cursor_column, bool show_cursor);

#endif
