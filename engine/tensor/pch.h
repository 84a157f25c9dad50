// Precompiled header of the rooms that see LibTorch; nothing else may be added here.
#pragma once

#include <torch/torch.h>
