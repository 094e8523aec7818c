#ifndef SPOOL_CCURL_H
#define SPOOL_CCURL_H

#include <curl/curl.h>

// `curl_easy_setopt` and `curl_easy_getinfo` are variadic and do not import; these are their typed forms.
// Each returns what libcurl returns.

typedef size_t (*spool_curl_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode spool_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode spool_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl copies the string.
static inline CURLcode spool_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

/// The pointer must stay valid until the transfer has ended.
static inline CURLcode spool_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode spool_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode spool_curl_set_data_callback(CURL *handle, CURLoption option, spool_curl_data_callback value) {
    return curl_easy_setopt(handle, option, value);
}

typedef int (*spool_curl_progress_callback)(
    void *context, curl_off_t downloadSize, curl_off_t downloaded, curl_off_t uploadSize, curl_off_t uploaded);

static inline CURLcode spool_curl_set_progress_callback(CURL *handle, spool_curl_progress_callback value) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}

static inline CURLcode spool_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode spool_curl_get_pointer(CURL *handle, CURLINFO info, void **value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLMcode spool_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

/// The ended transfer's handle and result, or NULL when no message is left. `CURLMsg` holds a union of pointer and
/// code, read here once.
static inline CURL *spool_curl_next_ended(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

/// What a write callback returns to stop reading from the peer until the transfer is resumed.
static inline size_t spool_curl_write_pause(void) { return CURL_WRITEFUNC_PAUSE; }

#endif
