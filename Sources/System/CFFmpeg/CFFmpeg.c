#include "CFFmpeg.h"

#include <errno.h>
#include <libavutil/intreadwrite.h>

void spool_silence_log(void) { av_log_set_level(AV_LOG_QUIET); }

static int refuse_open(
    AVFormatContext *context, AVIOContext **io, const char *url, int flags, AVDictionary **options) {
    (void)context, (void)url, (void)flags, (void)options;
    *io = NULL;
    return AVERROR(EPERM);
}

void spool_refuse_names(AVFormatContext *context) { context->io_open = refuse_open; }

int spool_probe_score(const AVInputFormat *format, const AVProbeData *data) {
#if LIBAVFORMAT_VERSION_MAJOR < 61
    return format->read_probe ? format->read_probe(data) : -1;
#else
    // From FFmpeg 7 on the probe functions are private: ask the whole library and keep this format's answer.
    int score = 0;
    const AVInputFormat *best = av_probe_input_format3(data, 1, &score);
    return best == format ? score : 0;
#endif
}

int spool_stream_is_encrypted(const AVStream *stream) {
#if LIBAVFORMAT_VERSION_MAJOR < 60
    if (av_stream_get_side_data(stream, AV_PKT_DATA_ENCRYPTION_INIT_INFO, NULL)) return 1;
#else
    const AVCodecParameters *codec = stream->codecpar;
    if (av_packet_side_data_get(codec->coded_side_data, codec->nb_coded_side_data, AV_PKT_DATA_ENCRYPTION_INIT_INFO))
        return 1;
#endif
    // Matroska's ContentEncryption is told by this key alone.
    return av_dict_get(stream->metadata, "enc_key_id", NULL, 0) != NULL;
}

int spool_packet_is_encrypted(const AVPacket *packet) {
    return av_packet_get_side_data(packet, AV_PKT_DATA_ENCRYPTION_INFO, NULL) != NULL;
}

void spool_packet_margins(const AVPacket *packet, int32_t *start, int32_t *end) {
    size_t size = 0;
    const uint8_t *data = av_packet_get_side_data(packet, AV_PKT_DATA_SKIP_SAMPLES, &size);
    *start = data && size >= 8 ? (int32_t)AV_RL32(data) : 0;
    *end = data && size >= 8 ? (int32_t)AV_RL32(data + 4) : 0;
}
