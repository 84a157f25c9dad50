#include "engine/cuda/label_edges.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "engine/core/result.h"
#include "engine/cuda/parallel.h"

namespace ssa::cuda {
namespace {

constexpr int kBorder = 6;
constexpr int kTan22 = 13573;  // tan 22.5 degrees × 2^15, OpenCV's fixed point

/// One map; buffers are reused between maps of a thread.
class EdgeFinder {
 public:
  EdgeFinder(int height, int width)
      : h_(height),
        w_(width),
        dx_(size()),
        dy_(size()),
        magnitude_(static_cast<std::size_t>(h_ + 2) * static_cast<std::size_t>(w_ + 2)),
        found_(size()) {}

  void find(const std::uint8_t* labels, const EdgeOptions& options, std::uint8_t* edges) {
    gradient(labels);
    suppress();
    if (options.clear_border) clearBorder();
    dilate(options.size, edges);
  }

 private:
  std::size_t size() const { return static_cast<std::size_t>(h_) * static_cast<std::size_t>(w_); }

  /// Sobel 3×3 over a replicated border, and |dx|+|dy| with a frame of zeros.
  void gradient(const std::uint8_t* labels) {
    for (int y = 0; y < h_; ++y) {
      const std::uint8_t* above = labels + static_cast<std::ptrdiff_t>(std::max(y - 1, 0)) * w_;
      const std::uint8_t* here = labels + static_cast<std::ptrdiff_t>(y) * w_;
      const std::uint8_t* below = labels + static_cast<std::ptrdiff_t>(std::min(y + 1, h_ - 1)) * w_;
      int* const m = magnitude_.data() + static_cast<std::ptrdiff_t>(y + 1) * (w_ + 2) + 1;
      for (int x = 0; x < w_; ++x) {
        const int l = std::max(x - 1, 0), r = std::min(x + 1, w_ - 1);
        const int dx = (above[r] - above[l]) + 2 * (here[r] - here[l]) + (below[r] - below[l]);
        const int dy = (below[l] - above[l]) + 2 * (below[x] - above[x]) + (below[r] - above[r]);
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(w_) + static_cast<std::size_t>(x);
        dx_[at] = dx;
        dy_[at] = dy;
        m[x] = std::abs(dx) + std::abs(dy);
      }
    }
  }

  /// Non-maximum suppression with OpenCV's sectors and its asymmetric comparisons.
  void suppress() {
    const int stride = w_ + 2;
    for (int y = 0; y < h_; ++y) {
      for (int x = 0; x < w_; ++x) {
        const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(w_) + static_cast<std::size_t>(x);
        const int* const m = magnitude_.data() + static_cast<std::ptrdiff_t>(y + 1) * stride + x + 1;
        found_[at] = 0;
        if (*m == 0) continue;
        const int gx = std::abs(dx_[at]);
        const std::int64_t gy = std::int64_t{std::abs(dy_[at])} << 15;
        const std::int64_t tan22 = std::int64_t{gx} * kTan22;
        if (gy < tan22) {
          found_[at] = *m > m[-1] && *m >= m[1];
        } else if (gy > tan22 + (std::int64_t{gx} << 16)) {
          found_[at] = *m > m[-stride] && *m >= m[stride];
        } else {
          const int s = (dx_[at] ^ dy_[at]) < 0 ? -1 : 1;
          found_[at] = *m > m[-stride - s] && *m > m[stride + s];
        }
      }
    }
  }

  void clearBorder() {
    for (int y = 0; y < h_; ++y) {
      std::uint8_t* const row = found_.data() + static_cast<std::ptrdiff_t>(y) * w_;
      if (y < kBorder || y >= h_ - kBorder) {
        std::fill_n(row, w_, std::uint8_t{0});
      } else {
        std::fill_n(row, std::min(kBorder, w_), std::uint8_t{0});
        std::fill(row + std::max(0, w_ - kBorder), row + w_, std::uint8_t{0});
      }
    }
  }

  void dilate(int side, std::uint8_t* edges) const {
    // A pixel is set when an edge lies at offset -side/2 .. side-1-side/2 from it (OpenCV's default anchor).
    const int before = side / 2, after = side - 1 - side / 2;
    std::fill_n(edges, size(), std::uint8_t{0});
    for (int y = 0; y < h_; ++y) {
      for (int x = 0; x < w_; ++x) {
        if (!found_[static_cast<std::size_t>(y) * static_cast<std::size_t>(w_) + static_cast<std::size_t>(x)]) continue;
        const int left = std::max(0, x - after), right = std::min(w_ - 1, x + before);
        for (int v = std::max(0, y - after); v <= std::min(h_ - 1, y + before); ++v)
          std::fill(edges + static_cast<std::ptrdiff_t>(v) * w_ + left, edges + static_cast<std::ptrdiff_t>(v) * w_ + right + 1,
                    std::uint8_t{1});
      }
    }
  }

  int h_, w_;
  std::vector<int> dx_, dy_, magnitude_;
  std::vector<std::uint8_t> found_;
};

}  // namespace

void labelEdges(const std::uint8_t* labels, int batch, int height, int width, const EdgeOptions& options, std::uint8_t* edges,
                int threads) {
  if (batch < 0 || height < 1 || width < 1) throw ContractViolation("labelEdges: empty map");
  if (options.size < 1 || options.size > 15) throw ContractViolation("labelEdges: size outside 1..15");
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(height) * width;
  parallelChunks(batch, threads, [&](int begin, int end) {
    EdgeFinder finder(height, width);
    for (int b = begin; b < end; ++b) finder.find(labels + b * plane, options, edges + b * plane);
  });
}

}  // namespace ssa::cuda
