#ifndef SPOOL_CFFMPEG_H
#define SPOOL_CFFMPEG_H

#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/channel_layout.h>
#include <libavutil/dict.h>
#include <libavutil/display.h>
#include <libavutil/log.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>

// Macros with arguments or casts, which Swift does not import.

static inline int spool_averror(int code) { return AVERROR(code); }
static const int spool_averror_eof = AVERROR_EOF;
static const int spool_averror_invalid_data = AVERROR_INVALIDDATA;
static const int spool_averror_patch_welcome = AVERROR_PATCHWELCOME;
static const int spool_averror_decoder_not_found = AVERROR_DECODER_NOT_FOUND;
static const int spool_averror_input_changed = AVERROR_INPUT_CHANGED;
static const int64_t spool_no_timestamp = AV_NOPTS_VALUE;

/// Arrays of pointers that C sizes at run time. `index` must be below the matching count.
static inline AVStream *spool_stream(const AVFormatContext *context, unsigned index) {
    return context->streams[index];
}

static inline AVChapter *spool_chapter(const AVFormatContext *context, unsigned index) {
    return context->chapters[index];
}

static inline const uint8_t *spool_plane(const AVFrame *frame, int channel) {
    return frame->extended_data[channel];
}

/// Switches libav's own messages off: they quote foreign bytes and go to a terminal.
void spool_silence_log(void);

/// Makes `context` refuse to open anything by name: a demuxer sees the descriptor it was given and no other.
void spool_refuse_names(AVFormatContext *context);

/// How sure `format` is that `data` is its own, 0 … AVPROBE_SCORE_MAX; −1 when it cannot tell from content.
int spool_probe_score(const AVInputFormat *format, const AVProbeData *data);

/// True when the stream carries the start data of a DRM system.
int spool_stream_is_encrypted(const AVStream *stream);

/// True when this packet's payload is encrypted.
int spool_packet_is_encrypted(const AVPacket *packet);

/// Samples that decoding leaves out at the start and at the end of this packet's sound.
void spool_packet_margins(const AVPacket *packet, int32_t *start, int32_t *end);

#endif
