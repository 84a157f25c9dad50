#version 330 core
// Lines between picture pixels, seen on light and dark.
uniform float line;     // line width in picture pixels
uniform float strength;
in vec2 texel;          // position in the picture
out vec4 colour;

void main() {
  vec2 within = fract(texel);
  if (min(within.x, within.y) >= line) discard;
  colour = vec4(vec3(0.5), strength);
}
