#include "Failure.h"

static spool_mongo_failure classify_server(uint32_t code) {
    // Numbers from the server's error_codes.yml.
    switch (code) {
    case 11000: // DuplicateKey, on insert and update; the two others are older forms of it
    case 11001:
    case 12582:
        return SPOOL_MONGO_DUPLICATE_KEY;
    case 14031: // OutOfDiskSpace
        return SPOOL_MONGO_DISK_FULL;
    case 13: // Unauthorized
    case 18: // AuthenticationFailed
        return SPOOL_MONGO_LOGIN_REFUSED;
    case 6: // HostUnreachable
    case 7: // HostNotFound
    case 89: // NetworkTimeout
    case 9001: // SocketException
        return SPOOL_MONGO_UNREACHABLE;
    case 50: // MaxTimeMSExpired
    case 64: // WriteConcernFailed
    case 91: // ShutdownInProgress
    case 112: // WriteConflict
    case 189: // PrimarySteppedDown
    case 262: // ExceededTimeLimit
    case 10107: // NotWritablePrimary
    case 11600: // InterruptedAtShutdown
    case 11602: // InterruptedDueToReplStateChange
    case 13435: // NotPrimaryNoSecondaryOk
    case 13436: // NotPrimaryOrSecondary
        return SPOOL_MONGO_BUSY;
    default:
        return SPOOL_MONGO_REFUSED;
    }
}

spool_mongo_error spool_mongo_classify(const bson_error_t *error) {
    spool_mongo_error result = {SPOOL_MONGO_REFUSED, (int32_t)error->code};
    switch (error->domain) {
    case MONGOC_ERROR_SERVER_SELECTION:
    case MONGOC_ERROR_STREAM:
        result.failure = SPOOL_MONGO_UNREACHABLE;
        break;
    case MONGOC_ERROR_WRITE_CONCERN:
    case MONGOC_ERROR_WRITE_CONCERN_ERROR:
        result.failure = classify_server(error->code) == SPOOL_MONGO_DISK_FULL ? SPOOL_MONGO_DISK_FULL : SPOOL_MONGO_BUSY;
        break;
    case MONGOC_ERROR_CLIENT:
        if (error->code == MONGOC_ERROR_CLIENT_AUTHENTICATE) result.failure = SPOOL_MONGO_LOGIN_REFUSED;
        break;
    case MONGOC_ERROR_SERVER:
    case MONGOC_ERROR_COMMAND:
    case MONGOC_ERROR_COLLECTION:
        result.failure = classify_server(error->code);
        break;
    default:
        break;
    }
    return result;
}
