#ifndef SPOOL_CSODIUM_H
#define SPOOL_CSODIUM_H

#include <stdbool.h>
#include <stddef.h>

/// Bytes of an encoded hash with its terminating NUL, at most.
#define SPOOL_PASSWORD_HASH_SIZE 128

/// Argon2id with a random salt, encoded as `$argon2id$v=19$…` with its parameters. `memory` is in bytes. False when
/// there is not enough memory. Blocks for as long as the parameters want.
bool spool_password_hash(
    char out[SPOOL_PASSWORD_HASH_SIZE], const void *password, size_t length, unsigned long long passes, size_t memory);

/// Whether `encoded` was made from the password. Takes the time of the parameters that `encoded` names.
bool spool_password_verify(const char *encoded, const void *password, size_t length);

#endif
