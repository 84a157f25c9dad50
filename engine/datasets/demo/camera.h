#pragma once

#include "engine/datasets/demo/stage.h"

namespace ssa::demo {

/// A level pinhole camera above a flat ground: metres (X right, Y up from the ground, Z ahead) -> picture.
struct Camera {
  float centre_x = 0;
  float horizon_y = 0;
  float focal_px = 300;
  float height_m = 1.5F;

  Spot at(float x_m, float y_m, float z_m) const {
    return {centre_x + focal_px * x_m / z_m, horizon_y - focal_px * (y_m - height_m) / z_m};
  }
  /// Picture pixels of one metre at this distance.
  float scale(float z_m) const { return focal_px / z_m; }
  /// Distance of the ground seen in row y (below the horizon).
  float groundDistance(float y) const { return focal_px * height_m / (y - horizon_y < 0.25F ? 0.25F : y - horizon_y); }
  /// Lateral position in metres of column x at a distance.
  float lateral(float x, float z_m) const { return (x - centre_x) * z_m / focal_px; }
};

/// The things that stand about, each drawn with its foot on the ground at (x_m, z_m).
void drawCar(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m, bool fromBehind);
void drawPerson(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m);
void drawCyclist(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m);
void drawTree(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m, int season);
void drawStreetLamp(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m, bool lit);
void drawSign(Stage& stage, const Camera& camera, Dice& dice, float x_m, float z_m);

/// Whole scenes.
void drawStreet(Stage& stage, Dice& dice, bool night);
void drawRoom(Stage& stage, Dice& dice, bool lamps);

}  // namespace ssa::demo
