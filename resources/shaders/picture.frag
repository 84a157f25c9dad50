#version 330 core
// A picture tile with the display tone; render_pixels.cpp does the same on the CPU.
uniform sampler2D tile;
uniform float side;       // of the tile in texels
uniform bool toned;
uniform vec3 tone;        // brightness, contrast factor, 1 / gamma
uniform float saturation;
in vec2 texel;
out vec4 colour;

void main() {
  vec3 c = texture(tile, texel / side).rgb;
  if (toned) c = clamp((pow(c, vec3(tone.z)) - 0.5) * tone.y + 0.5 + tone.x, 0.0, 1.0);
  if (saturation < 1.0) c = mix(vec3(dot(c, vec3(0.2126, 0.7152, 0.0722))), c, saturation);
  colour = vec4(c, 1.0);
}
