#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>

#include <jerror.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "engine/image/codec.h"
#include "engine/image/exif.h"

namespace ssa::codec {
namespace {

/// Progressive files may claim any number of passes over the whole picture.
constexpr int kMaxScans = 500;

bool recognises(std::span<const std::uint8_t, 16> start) { return start[0] == 0xFF && start[1] == 0xD8 && start[2] == 0xFF; }

bool isFrameHeader(int marker) { return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC; }

ImageInfo header(const ByteSource& source) {
  ImageInfo info;
  bool exifSeen = false, ok = true;
  std::uint64_t at = 2;
  while (true) {
    const auto marker = source.bytes<4>(at, ok);
    if (!ok) damaged("ends in the header");
    if (marker[0] != 0xFF) damaged("no marker where one must be");
    if (marker[1] == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    if (marker[1] == 0x01 || (marker[1] >= 0xD0 && marker[1] <= 0xD7)) {
      at += 2;
      continue;
    }
    if (marker[1] == 0xD9 || marker[1] == 0xDA) damaged("no frame header");
    const std::uint64_t length = std::uint64_t{marker[2]} << 8 | marker[3];
    if (length < 2) damaged("marker length");
    if (marker[1] == 0xE1 && !exifSeen && length >= 8) {
      std::vector<std::uint8_t> segment(length - 2);
      if (!source.read(at + 4, std::as_writable_bytes(std::span(segment)))) damaged("ends in the header");
      if (std::memcmp(segment.data(), "Exif\0", 5) == 0) {
        const ExifOrientation exif = exifOrientation(segment);
        exifSeen = true;
        info.orientation = exif.value;
        info.exifInvalid = exif.invalid;
      }
    }
    if (isFrameHeader(marker[1])) {
      const auto frame = source.bytes<6>(at + 4, ok);
      if (!ok) damaged("ends in the header");
      info.bits = frame[0];
      info.stored = {frame[3] << 8 | frame[4], frame[1] << 8 | frame[2]};
      info.channels = frame[5];
      return info;
    }
    at += 2 + length;
  }
}

/// libjpeg with its two ways of complaining turned into one: a message and a jump back.
struct Reader {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf back;
  std::array<char, JMSG_LENGTH_MAX> message{};
  bool unsupported = false;

  Reader() {
    jpeg.err = jpeg_std_error(&errors);
    jpeg.client_data = this;
    errors.error_exit = [](j_common_ptr common) { self(common).fail(common); };
    errors.output_message = [](j_common_ptr) {};
    errors.emit_message = [](j_common_ptr common, int level) {
      if (level < 0 && isDamage(common->err->msg_code)) self(common).fail(common);
    };
    progress.progress_monitor = [](j_common_ptr common) {
      const auto* decompress = reinterpret_cast<j_decompress_ptr>(common);
      if (decompress->input_scan_number > kMaxScans) ERREXIT(common, JERR_BAD_PROGRESSION);
    };
  }
  ~Reader() { jpeg_destroy_decompress(&jpeg); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  static Reader& self(j_common_ptr common) { return *static_cast<Reader*>(common->client_data); }

  /// Warnings after which libjpeg has made pixels up. The others concern metadata or extra bytes.
  static bool isDamage(int code) {
    return code == JWRN_HIT_MARKER || code == JWRN_JPEG_EOF || code == JWRN_HUFF_BAD_CODE || code == JWRN_MUST_RESYNC ||
           code == JWRN_ARITH_BAD_CODE || code == JWRN_BOGUS_PROGRESSION;
  }

  [[noreturn]] void fail(j_common_ptr common) {
    errors.format_message(common, message.data());
    const int code = errors.msg_code;
    unsupported = code == JERR_BAD_PRECISION || code == JERR_SOF_UNSUPPORTED || code == JERR_ARITH_NOTIMPL ||
                  code == JERR_NOT_COMPILED || code == JERR_CONVERSION_NOTIMPL || code == JERR_BAD_J_COLORSPACE ||
                  code == JERR_BAD_IN_COLORSPACE || code == JERR_COMPONENT_COUNT || code == JERR_CCIR601_NOTIMPL ||
                  code == JERR_FRACT_SAMPLE_NOTIMPL;
    std::longjmp(back, 1);
  }

  /// Runs a step of libjpeg; the step must own nothing that needs a destructor.
  template <class Step>
  [[gnu::noinline]] void run(Step step) {
    if (setjmp(back) == 0)
      step();
    else
      throw CodecFault{unsupported ? ErrorCode::imageUnsupported : ErrorCode::imageDamaged, message.data()};
  }
};

/// C, M, Y, K bytes -> RGB. Adobe stores them inverted, which everybody else who writes CMYK JPEG copies
/// together with the Adobe marker.
void cmykRow(const std::uint8_t* in, int width, bool inverted, std::uint8_t* out) {
  const unsigned flip = inverted ? 0 : 255;
  for (int x = 0; x < width; ++x, in += 4, out += 3)
    for (int c = 0; c < 3; ++c) out[c] = static_cast<std::uint8_t>(((in[c] ^ flip) * (in[3] ^ flip) + 127) / 255);
}

Decoded decodeScaled(std::span<const std::byte> bytes, const ImageInfo& info, int side) {
  // The fewest bits a block of 64 pixels can take, with some room: less data cannot fill the picture.
  if (static_cast<std::uint64_t>(info.stored.area()) > bytes.size() * 1024) damaged("less data than the size needs");
  Reader reader;
  auto& jpeg = reader.jpeg;
  reader.run([&] {
    jpeg_create_decompress(&jpeg);
    jpeg.progress = &reader.progress;
    jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&jpeg, TRUE);
    const bool cmyk = jpeg.jpeg_color_space == JCS_CMYK || jpeg.jpeg_color_space == JCS_YCCK;
    jpeg.out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
    jpeg.scale_denom = 8;
    jpeg.scale_num = 8;
    if (side > 0) {
      const auto longer = std::max(jpeg.image_width, jpeg.image_height);
      for (jpeg.scale_num = 1; jpeg.scale_num < 8 && longer * jpeg.scale_num / 8 < static_cast<unsigned>(side);) ++jpeg.scale_num;
    }
    jpeg_start_decompress(&jpeg);
  });
  if (Size{int(jpeg.image_width), int(jpeg.image_height)} != info.stored) damaged("two frame headers");
  Decoded decoded;
  decoded.image = Image8({int(jpeg.output_width), int(jpeg.output_height)});
  const bool cmyk = jpeg.out_color_space == JCS_CMYK;
  std::vector<std::uint8_t> line(cmyk ? std::size_t{jpeg.output_width} * 4 : 0);
  reader.run([&] {
    while (jpeg.output_scanline < jpeg.output_height) {
      std::uint8_t* target = decoded.image.row(int(jpeg.output_scanline));
      std::uint8_t* row = cmyk ? line.data() : target;
      if (jpeg_read_scanlines(&jpeg, &row, 1) == 1 && cmyk) cmykRow(row, decoded.image.width(), jpeg.saw_Adobe_marker, target);
    }
    jpeg_finish_decompress(&jpeg);
  });
  if (cmyk) decoded.convertedFrom = "cmyk";
  return decoded;
}

Decoded decode(std::span<const std::byte> bytes, const ImageInfo& info) { return decodeScaled(bytes, info, 0); }

IndexMask indices(std::span<const std::byte> bytes, const ImageInfo& info) { return indicesOfGrey(decode(bytes, info).image); }

}  // namespace

const Format kJpeg{"jpeg", recognises, header, decode, indices};

Decoded decodeJpegReduced(std::span<const std::byte> bytes, const ImageInfo& info, int side) {
  return decodeScaled(bytes, info, side);
}

}  // namespace ssa::codec
