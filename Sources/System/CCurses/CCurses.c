#define _GNU_SOURCE
#include "CCurses.h"
#include "PlainEntry.h"

#include <curses.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

static SCREEN *screen;
static FILE *input_stream;
static FILE *output_stream;
/// Where curses writes to, and how much of it has been taken.
static int memory;
static off_t taken;
/// -1 before the first flush, else whether the cursor is visible.
static int cursor_shown;


static bool is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

bool spool_locale_set(void) {
    if (setlocale(LC_CTYPE, "") && is_utf8()) return true;
    return setlocale(LC_CTYPE, "C.UTF-8") && is_utf8();
}

static void open_screen(const char *term) { screen = newterm(term, output_stream, input_stream); }

int spool_curses_open(const char *term, int input, int output) {
    // Streams of its own: closing them must not close the program's standard ones.
    int in = fcntl(input, F_DUPFD_CLOEXEC, 3), out = fcntl(output, F_DUPFD_CLOEXEC, 3);
    input_stream = in < 0 ? NULL : fdopen(in, "r");
    output_stream = out < 0 ? NULL : fdopen(out, "w");
    memory = spool_memory_file("screen");
    if (!input_stream || !output_stream || memory < 0) return -1;
    spool_terminfo_with_plain_entry(term, open_screen);
    if (!screen) return -1;
    cursor_shown = -1;
    raw();
    noecho();
    nonl();
    // Else an update stops halfway when keys are waiting.
    typeahead(-1);
    scrollok(stdscr, FALSE);
    idlok(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    if (dup3(memory, out, O_CLOEXEC) < 0) return -1;
    // What newterm has buffered.
    delay_output(0);
    return 0;
}

void spool_curses_close(void) {
    delscreen(screen);
    screen = NULL;
    fclose(input_stream);
    fclose(output_stream);
    close(memory);
}

size_t spool_curses_take(uint8_t *bytes, size_t capacity) {
    ssize_t count = pread(memory, bytes, capacity, taken);
    if (count <= 0) {
        taken = 0;
        (void)!ftruncate(memory, 0);
        return 0;
    }
    taken += count;
    return (size_t)count;
}

void spool_curses_leave(void) {
    // Setting the terminal's modes fails, for it is memory that curses writes to; the caller sets them.
    if (!isendwin()) endwin();
    cursor_shown = -1;
}

int spool_curses_rows(void) { return LINES; }
int spool_curses_columns(void) { return COLS; }

int spool_curses_resize(int rows, int columns) {
    int result = resizeterm(rows, columns);
    clearok(curscr, TRUE);
    return result == OK ? 0 : -1;
}

int spool_curses_start_colors(void) {
    if (!has_colors() || start_color() == ERR || use_default_colors() == ERR) return 0;
    int count = COLORS >= 16 ? 16 : COLORS >= 8 ? 8 : 0;
    for (int color = 0; color < count; color++) init_pair((short)(color + 1), (short)color, -1);
    return count;
}

static attr_t curses_attributes(int attributes) {
    attr_t result = A_NORMAL;
    if (attributes & SPOOL_BOLD) result |= A_BOLD;
    if (attributes & SPOOL_DIM) result |= A_DIM;
    if (attributes & SPOOL_REVERSE) result |= A_REVERSE;
    if (attributes & SPOOL_UNDERLINE) result |= A_UNDERLINE;
    return result;
}

void spool_curses_put(
    int row, int column, const uint32_t *scalars, int count, int columns, int attributes, int pair) {
    wchar_t text[CCHARW_MAX + 1] = {0};
    if (count > CCHARW_MAX) count = CCHARW_MAX;
    for (int index = 0; index < count; index++) text[index] = (wchar_t)scalars[index];
    bool fits = count > 0 && wcwidth(text[0]) == columns;
    for (int index = 1; index < count; index++) fits = fits && wcwidth(text[index]) == 0;

    cchar_t cell;
    attr_t style = curses_attributes(attributes);
    if (!fits) {
        setcchar(&cell, L"?", style, (short)pair, NULL);
        for (int offset = 0; offset < columns; offset++) mvadd_wch(row, column + offset, &cell);
        return;
    }
    setcchar(&cell, text, style, (short)pair, NULL);
    // In the last cell of the screen it reports failure, for the cursor cannot go on; the cell is set.
    mvadd_wch(row, column, &cell);
}

void spool_curses_erase(void) { erase(); }

void spool_curses_repaint(void) { clearok(curscr, TRUE); }

void spool_curses_flush(int cursor_row, int cursor_column, bool show_cursor) {
    if (cursor_shown != show_cursor) {
        curs_set(show_cursor);
        cursor_shown = show_cursor;
    }
    move(cursor_row, cursor_column);
    wnoutrefresh(stdscr);
    doupdate();
}
