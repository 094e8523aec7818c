#ifndef SPOOL_PLAINENTRY_H
#define SPOOL_PLAINENTRY_H

/// Runs `body` while terminfo holds, under the loaded entry's name, that entry without what curses must not use:
///
/// - smam, rmam, and am where it makes no difference: curses switches wrapping on at the start and never off again;
/// - indn, rin, rep, cbt: emulators tend to lack them though their entries name them. Curses then deletes and
///   inserts lines, repeats characters itself, and moves the cursor by columns.
///
/// Sets TERMINFO meanwhile: no other thread may read the environment. When that fails, `body` sees the entry as it is.
void spool_terminfo_with_plain_entry(const char *term, void (*body)(const char *term));

#endif
