#version 330 core
// A number per pixel as heat, on one side of the threshold.
uniform sampler2D tile;
uniform sampler2D heat; // 256 wide
uniform float threshold;
uniform bool below;
uniform float opacity;
in vec2 texel;
out vec4 colour;

void main() {
  float value = texelFetch(tile, ivec2(floor(texel)), 0).r;
  if (!(below ? value < threshold : value >= threshold)) discard;
  int index = int(clamp(value, 0.0, 1.0) * 255.0 + 0.5);
  colour = vec4(texelFetch(heat, ivec2(index, 0), 0).rgb, opacity);
}
