#include "PlainEntry.h"

#include <curses.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

// The compiled format is that of term(5), with numbers of 32 bits; TERMINFO takes it as hexadecimal digits (see
// "TERMINFO" in ncurses(3X)).
enum { magic = 01036, capacity = 16384, absent = 0xFFFF };

typedef struct {
    uint8_t bytes[capacity];
    size_t count;
    bool overflowed;
} Entry;

static const char *const left_out[] = {"smam", "rmam", "indn", "rin", "rep", "cbt"};

static bool is_left_out(const char *name) {
    for (size_t index = 0; index < sizeof left_out / sizeof left_out[0]; index++) {
        if (strcmp(name, left_out[index]) == 0) return true;
    }
    return false;
}

/// A terminal that wraps only before the next character (xenl) can as well be one that does not wrap at all (am): then
/// curses needs no tricks to fill the last cell of the screen.
static bool flag(const char *name) {
    if (strcmp(name, "am") == 0 && tigetflag("xenl") > 0) return false;
    return tigetflag(name) > 0;
}

static void append(Entry *entry, const void *bytes, size_t count) {
    if (count > capacity - entry->count) {
        entry->overflowed = true;
        return;
    }
    memcpy(entry->bytes + entry->count, bytes, count);
    entry->count += count;
}

/// Little-endian, `width` bytes.
static void append_number(Entry *entry, uint32_t value, int width) {
    for (int shift = 0; shift < 8 * width; shift += 8) {
        uint8_t byte = (uint8_t)(value >> shift);
        append(entry, &byte, 1);
    }
}

static size_t count_names(NCURSES_CONST char *const *names) {
    size_t count = 0;
    while (names[count]) count++;
    return count;
}

/// The offsets of the strings into `offsets`, and the strings into `table`.
static void collect_strings(Entry *offsets, Entry *table) {
    for (size_t index = 0; strnames[index]; index++) {
        const char *value = tigetstr(strnames[index]);
        bool is_there = value && value != (char *)-1 && !is_left_out(strnames[index]);
        append_number(offsets, is_there ? (uint32_t)table->count : absent, 2);
        if (is_there) append(table, value, strlen(value) + 1);
    }
}

/// The loaded entry without what is left out.
static bool compile(Entry *entry, const char *term) {
    static Entry offsets, table;
    offsets = table = (Entry){0};
    collect_strings(&offsets, &table);
    size_t name_size = strlen(term) + 1, flags = count_names(boolnames), numbers = count_names(numnames);
    const uint32_t header[] = {
        magic,           (uint32_t)name_size,          (uint32_t)flags,
        (uint32_t)numbers, (uint32_t)offsets.count / 2, (uint32_t)table.count,
    };
    for (size_t index = 0; index < sizeof header / sizeof header[0]; index++) append_number(entry, header[index], 2);
    append(entry, term, name_size);
    for (size_t index = 0; index < flags; index++) append_number(entry, flag(boolnames[index]), 1);
    if (entry->count % 2) append_number(entry, 0, 1);
    for (size_t index = 0; index < numbers; index++) append_number(entry, (uint32_t)tigetnum(numnames[index]), 4);
    append(entry, offsets.bytes, offsets.count);
    append(entry, table.bytes, table.count);
    return !entry->overflowed && !offsets.overflowed && !table.overflowed;
}

/// `hex:` and the digits; to be freed. NULL when it cannot be made.
static char *plain_entry(const char *term) {
    static const char digits[] = "0123456789ABCDEF";
    static Entry entry;
    entry = (Entry){0};
    char *text = compile(&entry, term) ? malloc(4 + 2 * entry.count + 1) : NULL;
    if (!text) return NULL;
    char *end = stpcpy(text, "hex:");
    for (size_t index = 0; index < entry.count; index++) {
        *end++ = digits[entry.bytes[index] >> 4];
        *end++ = digits[entry.bytes[index] & 15];
    }
    *end = 0;
    return text;
}

void spool_terminfo_with_plain_entry(const char *term, void (*body)(const char *term)) {
    char *entry = plain_entry(term);
    if (!entry) {
        body(term);
        return;
    }
    const char *set = getenv("TERMINFO");
    char *before = set ? strdup(set) : NULL;
    setenv("TERMINFO", entry, 1);
    body(term);
    if (before) {
        setenv("TERMINFO", before, 1);
    } else {
        unsetenv("TERMINFO");
    }
    free(before);
    free(entry);
}
