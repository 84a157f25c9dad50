#include "tests/model/ssa_oracle.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace ssa::test {
namespace {

/// A dense array of doubles with up to four axes.
struct Block {
  Tensor values;
  explicit Block(std::initializer_list<std::int64_t> shape) : values(at::zeros(shape, at::kDouble)) {}
  explicit Block(const Tensor& t) : values(t.detach().to(at::kDouble).contiguous()) {}
  template <class... Index>
  double& operator()(Index... index) const {
    const std::array<std::int64_t, sizeof...(Index)> at{static_cast<std::int64_t>(index)...};
    std::int64_t offset = 0;
    for (std::size_t axis = 0; axis < at.size(); ++axis)
      offset = offset * values.size(static_cast<std::int64_t>(axis)) + at[axis];
    return values.mutable_data_ptr<double>()[offset];
  }
};

using State = std::map<std::string, Tensor>;

/// Linear(2C -> C/2), ReLU, Linear(C/2 -> C) of the concatenation of two rows.
std::vector<double> perceptron(const State& state, const std::string& name, const std::vector<double>& first,
                               const std::vector<double>& second) {
  const Block w0(state.at(name + ".0.weight")), w2(state.at(name + ".2.weight")), b2(state.at(name + ".2.bias"));
  const std::size_t c = first.size(), hidden = c / 2;
  std::vector<double> h(hidden), out(c);
  for (std::size_t j = 0; j < hidden; ++j) {
    for (std::size_t i = 0; i < 2 * c; ++i) h[j] += w0(j, i) * (i < c ? first[i] : second[i - c]);
    h[j] = std::max(h[j], 0.0);
  }
  for (std::size_t i = 0; i < c; ++i) {
    out[i] = b2(i);
    for (std::size_t j = 0; j < hidden; ++j) out[i] += w2(i, j) * h[j];
  }
  return out;
}

Block positionOf(const Block& f, const State& state, const SsaOptions& options) {
  const std::int64_t nb = f.values.size(0), nc = f.values.size(1), nh = f.values.size(2), nw = f.values.size(3);
  Block p({nb, nc, nh, nw});
  for (std::int64_t b = 0; b < nb; ++b)
    for (std::int64_t c = 0; c < nc; ++c)
      for (std::int64_t y = 0; y < nh; ++y)
        for (std::int64_t x = 0; x < nw; ++x) {
          double& out = p(b, c, y, x);
          if (options.positionEncoding == PositionEncoding::conditional) {
            const Block w(state.at("get_feat_pos.weight")), bias(state.at("get_feat_pos.bias"));
            out = bias(c);
            for (std::int64_t dy = -1; dy <= 1; ++dy)
              for (std::int64_t dx = -1; dx <= 1; ++dx)
                if (y + dy >= 0 && y + dy < nh && x + dx >= 0 && x + dx < nw)
                  out += w(c, 0, dy + 1, dx + 1) * f(b, c, y + dy, x + dx);
          } else if (options.positionEncoding == PositionEncoding::sinusoidal) {
            const std::int64_t half = nc - nc / 2, n = c < half ? half : nc / 2, i = c < half ? c : c - half;
            const double angle = static_cast<double>(c < half ? y : x) /
                                 std::pow(10000.0, 2.0 * std::floor(static_cast<double>(i) / 2) / static_cast<double>(n));
            out = i % 2 == 0 ? std::sin(angle) : std::cos(angle);
          } else {
            const Block grid(state.at("pos_embed"));
            const auto sample = [](std::int64_t at, std::int64_t length, std::int64_t& low, std::int64_t& high) {
              const double from = std::max(0.0, (static_cast<double>(at) + 0.5) * 16.0 / static_cast<double>(length) - 0.5);
              low = static_cast<std::int64_t>(from);
              high = std::min<std::int64_t>(low + 1, 15);
              return from - static_cast<double>(low);
            };
            std::int64_t y0 = 0, y1 = 0, x0 = 0, x1 = 0;
            const double ty = sample(y, nh, y0, y1), tx = sample(x, nw, x0, x1);
            out = (1 - ty) * ((1 - tx) * grid(0, c, y0, x0) + tx * grid(0, c, y0, x1)) +
                  ty * ((1 - tx) * grid(0, c, y1, x0) + tx * grid(0, c, y1, x1));
          }
        }
  return p;
}

std::vector<double> rowOf(const Block& rows, std::int64_t b, std::int64_t k) {
  std::vector<double> row(static_cast<std::size_t>(rows.values.size(-1)));
  for (std::size_t c = 0; c < row.size(); ++c) row[c] = rows(b, k, c);
  return row;
}

void putRow(const Block& rows, std::int64_t b, std::int64_t k, const std::vector<double>& row) {
  for (std::size_t c = 0; c < row.size(); ++c) rows(b, k, c) = row[c];
}

}  // namespace

SsaTrace ssaOracle(const Tensor& feature, const State& state, const SsaOptions& options, const Tensor& guide,
                   const Tensor& keep) {
  const Block f(feature), s(state.at("conv_seg.weight").flatten(1)), bias(state.at("conv_seg.bias"));
  const std::int64_t nb = f.values.size(0), nc = f.values.size(1), nh = f.values.size(2), nw = f.values.size(3);
  const std::int64_t nk = s.values.size(0);
  Block m({nb, nk, nh, nw}), byClass({nb, nk, nh, nw}), byPlace({nb, nk, nh, nw});
  Block sc({nb, nk, nc}), sp({nb, nk, nc}), pc({nb, nk, nc}), pp({nb, nk, nc}), q({nb, nk, nc}), logits({nb, nk, nh, nw});
  const Block given(guide.defined() ? guide : at::zeros({1}));
  const Block weight(keep.defined() ? keep : at::ones({nb, nh, nw}));
  const Block pf = options.spatial ? positionOf(f, state, options) : Block({nb, nc, nh, nw});

  for (std::int64_t b = 0; b < nb; ++b) {
    for (std::int64_t k = 0; k < nk; ++k) {
      double overPlaces = 0;
      for (std::int64_t y = 0; y < nh; ++y)
        for (std::int64_t x = 0; x < nw; ++x) {
          m(b, k, y, x) = bias(k);
          for (std::int64_t c = 0; c < nc; ++c) m(b, k, y, x) += s(k, c) * f(b, c, y, x);
          if (guide.defined()) m(b, k, y, x) = given(b, k, y, x);
          overPlaces += weight(b, y, x) * std::exp(m(b, k, y, x));
        }
      for (std::int64_t y = 0; y < nh; ++y)
        for (std::int64_t x = 0; x < nw; ++x) byPlace(b, k, y, x) = weight(b, y, x) * std::exp(m(b, k, y, x)) / overPlaces;
    }
    for (std::int64_t y = 0; y < nh; ++y)
      for (std::int64_t x = 0; x < nw; ++x) {
        double overClasses = 0;
        for (std::int64_t k = 0; k < nk; ++k) overClasses += std::exp(m(b, k, y, x));
        for (std::int64_t k = 0; k < nk; ++k) byClass(b, k, y, x) = weight(b, y, x) * std::exp(m(b, k, y, x)) / overClasses;
      }
    for (std::int64_t k = 0; k < nk; ++k) {
      double mass = 1e-12;
      for (std::int64_t y = 0; y < nh; ++y)
        for (std::int64_t x = 0; x < nw; ++x) mass += byClass(b, k, y, x);
      const bool places = options.centreSoftmax == CentreSoftmax::positions;
      for (std::int64_t c = 0; c < nc; ++c)
        for (std::int64_t y = 0; y < nh; ++y)
          for (std::int64_t x = 0; x < nw; ++x) {
            sc(b, k, c) += byClass(b, k, y, x) * f(b, c, y, x) / mass;
            pc(b, k, c) += places ? byPlace(b, k, y, x) * pf(b, c, y, x) : byClass(b, k, y, x) * pf(b, c, y, x) / mass;
          }
      std::vector<double> fixed(static_cast<std::size_t>(nc)), sum(static_cast<std::size_t>(nc));
      for (std::int64_t c = 0; c < nc; ++c) fixed[static_cast<std::size_t>(c)] = s(k, c);
      if (options.semantic) putRow(sp, b, k, perceptron(state, "center_content_proj", rowOf(sc, b, k), fixed));
      if (options.spatial) {
        std::vector<double> basis(static_cast<std::size_t>(nc));
        const Block p(state.at("center_pos.weight"));
        for (std::int64_t c = 0; c < nc; ++c) basis[static_cast<std::size_t>(c)] = p(k, c);
        putRow(pp, b, k, perceptron(state, "center_pos_proj", basis, options.positionBasisOnly ? basis : rowOf(pc, b, k)));
      }
      for (std::size_t c = 0; c < sum.size(); ++c)
        sum[c] = (options.semantic ? sp(b, k, c) : fixed[c]) + (options.spatial ? pp(b, k, c) : 0);
      const Block project(state.at("center_proj.weight"));
      for (std::int64_t c = 0; c < nc; ++c)
        for (std::size_t j = 0; j < sum.size(); ++j) q(b, k, c) += project(c, j) * sum[j];
    }
    for (std::int64_t y = 0; y < nh; ++y)
      for (std::int64_t x = 0; x < nw; ++x) {
        double pixelNorm = 0;
        for (std::int64_t c = 0; c < nc; ++c) pixelNorm += std::pow(f(b, c, y, x) + pf(b, c, y, x), 2);
        for (std::int64_t k = 0; k < nk; ++k) {
          double dot = 0, prototypeNorm = 0;
          for (std::int64_t c = 0; c < nc; ++c) {
            dot += (f(b, c, y, x) + pf(b, c, y, x)) * q(b, k, c);
            prototypeNorm += q(b, k, c) * q(b, k, c);
          }
          logits(b, k, y, x) = 15 * dot / ((std::sqrt(pixelNorm) + 1e-12) * (std::sqrt(prototypeNorm) + 1e-12));
        }
      }
  }
  SsaTrace t;
  t.feature = f.values, t.coarse = m.values, t.prototype = q.values, t.logits = logits.values;
  if (options.semantic) t.semanticCentre = sc.values, t.semanticPrototype = sp.values;
  if (options.spatial) {
    t.positionFeature = pf.values, t.spatialPrototype = pp.values;
    if (!options.positionBasisOnly) t.spatialCentre = pc.values;
  }
  return t;
}

}  // namespace ssa::test
