#include "CSodium.h"

#include <sodium.h>
#include <string.h>

_Static_assert(SPOOL_PASSWORD_HASH_SIZE == crypto_pwhash_argon2id_STRBYTES, "the size of an encoded hash");

bool spool_password_hash(
    char out[SPOOL_PASSWORD_HASH_SIZE], const void *password, size_t length, unsigned long long passes, size_t memory) {
    // May be called any number of times, from any thread.
    if (sodium_init() < 0) return false;
    return crypto_pwhash_argon2id_str(out, password ? password : "", length, passes, memory) == 0;
}

bool spool_password_verify(const char *encoded, const void *password, size_t length) {
    if (sodium_init() < 0) return false;
    return crypto_pwhash_argon2id_str_verify(encoded, password ? password : "", length) == 0;
}
