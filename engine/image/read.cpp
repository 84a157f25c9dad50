#include "engine/image/read.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <new>
#include <opencv2/core.hpp>

#include "engine/core/safe_file.h"
#include "engine/image/codec.h"
#include "engine/image/orientation.h"
#include "engine/image/resample.h"

namespace ssa {

namespace codec {

IndexMask indicesOfGrey(const Image8& image) {
  IndexMask mask{image.size(), {}, 8, false};
  const auto pixels = image.pixels();
  mask.ids.reserve(pixels.size() / 3);
  for (std::size_t i = 0; i < pixels.size(); i += 3) {
    if (pixels[i] != pixels[i + 1] || pixels[i] != pixels[i + 2]) throw CodecFault{ErrorCode::maskIsColour, {}};
    mask.ids.push_back(pixels[i]);
  }
  return mask;
}

}  // namespace codec

namespace {

using codec::CodecFault;
using codec::Decoded;
using codec::Format;

constexpr std::array<const Format*, 5> kFormats{&codec::kPng, &codec::kJpeg, &codec::kTiff, &codec::kBmp, &codec::kWebp};
constexpr std::array<std::string_view, 9> kSuffixes{".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".tif", ".tiff", ".bmp", ".webp"};

/// Runs a step and turns whatever it throws into one Error that names the file.
template <class T, class Step>
Result<T> guarded(const std::string& origin, Step step) {
  try {
    return step();
  } catch (const CodecFault& fault) {
    Error::Args args{{"path", origin}};
    if (!fault.reason.empty()) args.emplace_back("reason", fault.reason);
    return Error(fault.code, std::move(args));
  } catch (const cv::Exception& e) {
    if (e.code == cv::Error::StsNoMem) return Error(ErrorCode::outOfMemory, {{"device", "host"}});
    return Error(ErrorCode::imageDamaged, {{"path", origin}, {"reason", e.err}});
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::outOfMemory, {{"device", "host"}});
  }
}

struct Recognised {
  const Format* format;
  ImageInfo info;
};

/// Format and checked header.
Result<Recognised> recognise(const ByteSource& source, const std::string& origin, const ImageLimits& limits) {
  return guarded<Recognised>(origin, [&]() -> Result<Recognised> {
    if (source.size() == 0) return Error(ErrorCode::fileEmpty, {{"path", origin}});
    if (source.size() > limits.file_bytes)
      return Error(ErrorCode::fileTooLarge,
                   {{"path", origin}, {"bytes", std::to_string(source.size())}, {"limit", std::to_string(limits.file_bytes)}});
    std::array<std::uint8_t, 16> start{};
    const std::size_t held = std::min<std::size_t>(start.size(), static_cast<std::size_t>(source.size()));
    if (!source.read(0, std::as_writable_bytes(std::span(start).first(held))))
      return Error(ErrorCode::readFailed, {{"path", origin}, {"reason", "the file became shorter"}});
    const auto found = std::find_if(kFormats.begin(), kFormats.end(), [&](const Format* f) { return f->recognises(start); });
    if (found == kFormats.end()) return Error(ErrorCode::unknownFormat, {{"path", origin}});

    ImageInfo info = (*found)->header(source);
    info.format = (*found)->name;
    info.file_bytes = source.size();
    info.upright = uprightSize(info.stored, info.orientation);
    if (info.stored.empty()) codec::damaged("no pixels");
    const bool sides = info.stored.width > limits.side || info.stored.height > limits.side;
    if (sides || info.stored.area() > limits.pixels)
      return Error(ErrorCode::imageTooLarge, {{"path", origin},
                                              {"width", std::to_string(info.stored.width)},
                                              {"height", std::to_string(info.stored.height)},
                                              {"limit", std::to_string(sides ? limits.side : limits.pixels)}});
    return Recognised{*found, std::move(info)};
  });
}

std::string shortest(double value) {
  std::array<char, 40> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

void addHeaderWarnings(const ImageInfo& info, const std::string& origin, Warnings& warnings) {
  if (info.exifInvalid) warnings.push_back({WarningCode::exifInvalid, {{"path", origin}}});
  if (info.pages > 1) warnings.push_back({WarningCode::firstPageOnly, {{"path", origin}, {"pages", std::to_string(info.pages)}}});
}

Image8 upright(Image8 stored, int orientation) {
  if (orientation == 1) return stored;
  Image8 turned(uprightSize(stored.size(), orientation));
  applyOrientation<3>(std::span<const std::uint8_t>(stored.pixels()), stored.size(), orientation, turned.pixels());
  return turned;
}

Loaded<ReadImage> finished(Decoded decoded, const ImageInfo& info, const std::string& origin) {
  Loaded<ReadImage> loaded{{{}, info}, {}};
  addHeaderWarnings(info, origin, loaded.warnings);
  if (decoded.transparent) loaded.warnings.push_back({WarningCode::alphaDropped, {{"path", origin}}});
  if (decoded.mapped)
    loaded.warnings.push_back(
        {WarningCode::depthReduced,
         {{"path", origin}, {"low", shortest(decoded.mapped->first)}, {"high", shortest(decoded.mapped->second)}}});
  if (!decoded.convertedFrom.empty())
    loaded.warnings.push_back({WarningCode::colourConverted, {{"path", origin}, {"from", decoded.convertedFrom}}});
  loaded.value.image = upright(std::move(decoded.image), info.orientation);
  return loaded;
}

/// Header check from the open file, then its bytes from the same descriptor, then `step(bytes, recognised)`:
/// a file swapped in between cannot pass with the other's header.
template <class T, class Step>
Result<T> withFile(const std::filesystem::path& path, const ImageLimits& limits, Step step) {
  const std::string origin = path.string();
  const auto file = InputFile::open(path);
  if (!file) return file.error();
  const auto seen = recognise(FileSource(*file), origin, limits);
  if (!seen) return seen.error();
  return guarded<T>(origin, [&]() -> Result<T> {
    Bytes bytes(static_cast<std::size_t>(file->size()));
    const auto got = file->read(0, bytes);
    if (!got) return got.error();
    bytes.resize(*got);
    const auto again = recognise(MemorySource(bytes), origin, limits);
    if (!again) return again.error();
    return step(std::span<const std::byte>(bytes), *again);
  });
}

}  // namespace

Result<ImageInfo> probeImage(const std::filesystem::path& path, const ImageLimits& limits) {
  const auto file = InputFile::open(path);
  if (!file) return file.error();
  auto seen = recognise(FileSource(*file), path.string(), limits);
  if (!seen) return seen.error();
  return std::move(seen->info);
}

Result<Loaded<ReadImage>> readImage(const std::filesystem::path& path, const ImageLimits& limits) {
  return withFile<Loaded<ReadImage>>(path, limits, [&](std::span<const std::byte> bytes, const Recognised& seen) {
    return finished(seen.format->decode(bytes, seen.info), seen.info, path.string());
  });
}

Result<Loaded<ReadImage>> decodeImage(std::span<const std::byte> bytes, const std::string& origin, const ImageLimits& limits) {
  const auto seen = recognise(MemorySource(bytes), origin, limits);
  if (!seen) return seen.error();
  return guarded<Loaded<ReadImage>>(origin,
                                    [&] { return finished(seen->format->decode(bytes, seen->info), seen->info, origin); });
}

Result<Loaded<IndexMask>> readIndexMask(const std::filesystem::path& path, const ImageLimits& limits) {
  return withFile<Loaded<IndexMask>>(path, limits, [&](std::span<const std::byte> bytes, const Recognised& seen) {
    Loaded<IndexMask> loaded{seen.format->indices(bytes, seen.info), {}};
    addHeaderWarnings(seen.info, path.string(), loaded.warnings);
    if (seen.info.orientation != 1) {
      IndexMask& mask = loaded.value;
      std::vector<std::uint16_t> turned(mask.ids.size());
      applyOrientation<1>(std::span<const std::uint16_t>(mask.ids), mask.size, seen.info.orientation, std::span(turned));
      mask.ids = std::move(turned);
      mask.size = seen.info.upright;
    }
    return loaded;
  });
}

Result<Image8> readThumbnail(const std::filesystem::path& path, int side, const ImageLimits& limits) {
  return withFile<Image8>(path, limits, [&](std::span<const std::byte> bytes, const Recognised& seen) {
    const Decoded decoded =
        seen.format == &codec::kJpeg ? codec::decodeJpegReduced(bytes, seen.info, side) : seen.format->decode(bytes, seen.info);
    const Size full = decoded.image.size();
    const int longer = std::max({full.width, full.height, 1});
    if (longer <= side) return upright(decoded.image, seen.info.orientation);
    const auto scaled = [&](int v) { return std::max(1, static_cast<int>((std::int64_t{v} * side + longer / 2) / longer)); };
    return upright(shrink(decoded.image, {scaled(full.width), scaled(full.height)}), seen.info.orientation);
  });
}

bool hasImageSuffix(const std::filesystem::path& path) {
  std::string suffix = path.extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end();
}

}  // namespace ssa
