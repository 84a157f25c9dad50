#version 330 core
// Captions and notes, drawn once by QPainter; alpha premultiplied. With no texture, a plain rectangle.
uniform sampler2D tile;
uniform vec4 fill;
uniform bool textured;
in vec2 texel;
out vec4 colour;

void main() { colour = textured ? texelFetch(tile, ivec2(floor(texel)), 0) : fill; }
