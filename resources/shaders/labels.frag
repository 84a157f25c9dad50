#version 330 core
// Class ids in the colours of the palette; with a reach, only where another id is nearer than it.
uniform usampler2D tile;
uniform sampler2D palette; // 256 wide, row 0 classes, row 1 difference codes; alpha 0 = not shown
uniform int row;
uniform float opacity;
uniform float reach;       // half width of a contour in texels, below 2 (the gutter); 0 = filled
in vec2 texel;
out vec4 colour;

uint idAt(vec2 at) { return texelFetch(tile, ivec2(floor(at)), 0).r; }

void main() {
  uint id = idAt(texel);
  vec4 own = texelFetch(palette, ivec2(int(id), row), 0);
  if (own.a == 0.0) discard;
  if (reach > 0.0) {
    float near = 0.75 * reach;
    bool inside = idAt(texel + vec2(reach, 0.0)) == id && idAt(texel - vec2(reach, 0.0)) == id &&
                  idAt(texel + vec2(0.0, reach)) == id && idAt(texel - vec2(0.0, reach)) == id &&
                  idAt(texel + vec2(near, near)) == id && idAt(texel - vec2(near, near)) == id &&
                  idAt(texel + vec2(near, -near)) == id && idAt(texel - vec2(near, -near)) == id;
    if (inside) discard;
  }
  colour = vec4(own.rgb, own.a * opacity);
}
