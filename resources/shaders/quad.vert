#version 330 core
// A rectangle of the framebuffer without any vertex buffer; texels run linearly over it.
uniform vec4 box;    // left, top, right, bottom in normalised device coordinates
uniform vec4 texels; // of the same corners
out vec2 texel;

void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  texel = mix(texels.xy, texels.zw, corner);
  gl_Position = vec4(mix(box.xy, box.zw, corner), 0.0, 1.0);
}
