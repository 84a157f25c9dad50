#include "engine/runs/train_config.h"
